"""Raise an issue by hand."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.soundness import require_sound
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.issue_number import next_number
from domain.improvement.tell_issue import tell_reported
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is wrong, in the reporter's words. Title and `what` are needed at once, the rest by triage."""

    unit_id: int
    title: str
    what: str
    place: str = ""
    occurred: str = ""
    size: str = ""
    indicator_id: int | None = None


def raise_issue(session: Session, actor: Actor, report: Report, now: datetime) -> Issue:
    """File a new issue under the next number of the year; the actor is its reporter."""
    return file_report(session, actor, report, now, {"source": IssueSource.MANUAL})


def file_report(
    session: Session, actor: Actor, report: Report, now: datetime, origin: Mapping[str, Any]
) -> Issue:
    """File a report of whatever origin."""
    actor.require(Permission.ISSUES_RAISE, report.unit_id)
    if actor.person_id is None:
        raise AccountWithoutPerson
    find(session, Unit, report.unit_id)
    if report.indicator_id is not None:
        find(session, Indicator, report.indicator_id)
    today = business_date(now)
    issue = Issue(
        **asdict(report),
        **origin,
        reporter_id=actor.person_id,
        raised_on=today,
        state_since=now,
    )
    issue.check()
    issue.number = next_number(session, today)
    require_sound(session, issue)
    session.add(issue)
    explain(issue, action="raise")
    session.flush()
    tell_reported(session, issue, actor, now)
    return issue
