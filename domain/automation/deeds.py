"""What automations do, each by a verb that people have too."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from domain.approvals.titles import titles_of
from domain.automation.automation import Automation, Deed
from domain.core.clock import business_date
from domain.core.errors import DomainError, StepRefused
from domain.core.language import catalogue
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN
from domain.improvement.propose_measure import propose_measure
from domain.improvement.raise_from_alert import raise_from_alert
from domain.improvement.raise_issue import Report, raise_issue
from domain.indicators.alert import Alert
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.messaging.words import Both
from domain.organisation.person import Person
from domain.organisation.tree import root_unit

OWNERS = ("owner_id", "salesperson_id", "responsible_id")
"""Columns that name the person who answers for a record; the first that there is counts."""


class AutomationSays(Statement):
    """A notice in the words of the automation's author."""

    text = "{message}: {record} (automation {name})"


class StepProposed(Statement):
    """To those who could take the step."""

    text = "{message}: “{step}” is proposed for {record} (automation {name})"


class NobodyToTell(DomainError):
    """None of those who were to be told has a working account that may see the record."""

    text = "Nobody could be told: no working account of those chosen may see the record."


def do_deed(
    session: Session, automation: Automation, actor: Actor, record: Any, cause: str, now: datetime
) -> str:
    """Do it; what came of it in a word: how many were told, or the number of the issue."""
    result = DEEDS[Deed(automation.deed)](session, automation, actor, record, cause, now)
    if automation.measure and isinstance(record, Issue) and Deed(automation.deed) is not Deed.OPEN_ISSUE:
        _propose_measure(session, automation, actor, record.id, now)
    return result


def _notify(
    session: Session, automation: Automation, _: Actor, record: Any, cause: str, now: datetime
) -> str:
    said = AutomationSays(
        message=automation.message,
        record=Both(*titles_of(session, record)),
        name=Both(automation.name_zh, automation.name_en),
    )
    return _tell(session, automation, record, said, cause, now)


def _propose(
    session: Session, automation: Automation, _: Actor, record: Any, cause: str, now: datetime
) -> str:
    if not any(s.name == automation.step and record.state in s.sources for s in record.workflow.steps):
        raise StepRefused(step=automation.step, state=record.state)
    said = StepProposed(
        message=automation.message, step=_verb(automation), record=Both(*titles_of(session, record)),
        name=Both(automation.name_zh, automation.name_en),
    )  # fmt: skip
    return _tell(session, automation, record, said, cause, now)


def _open_issue(
    session: Session, automation: Automation, actor: Actor, record: Any, _: str, now: datetime
) -> str:
    unit_id = getattr(record, "unit_id", None) or root_unit(session)
    title = _title(session, record)
    report = Report(
        unit_id=unit_id, title=f"{automation.message}: {title}"[:200], what=f"{automation.message}\n{title}"
    )
    known = _worked_on(session, record) if automation.measure else None
    if known is not None:  # one alert is worked on in one issue: the measure is proposed there
        issue = known
    elif isinstance(record, Alert):
        issue = raise_from_alert(session, actor, record.id, report, now)
    else:
        issue = raise_issue(session, actor, report, now)
    _propose_measure(session, automation, actor, issue.id, now)
    return str(issue.number)


def _worked_on(session: Session, record: Any) -> Issue | None:
    """The open issue of an alert, as far as the author sees it."""
    if not isinstance(record, Alert):
        return None
    query = select(Issue).where(Issue.alert_id == record.id, Issue.state.in_(OPEN))
    return session.scalars(query.order_by(Issue.id).limit(1)).first()


def _propose_measure(
    session: Session, automation: Automation, actor: Actor, issue_id: int, now: datetime
) -> None:
    if automation.measure:
        days = automation.measure_days or 0
        propose_measure(session, actor, issue_id, title=automation.measure, days=days, now=now)


def _tell(
    session: Session, automation: Automation, record: Any, said: Statement, cause: str, now: datetime
) -> str:
    people, unit_id = audience(session, business_date(now)), getattr(record, "unit_id", None)
    # The table, not the entity: whom the author names is told, in whatever unit that person works.
    c = Person.__table__.c
    named = session.scalars(select(c.id).where(c.number.in_(automation.people))).all()
    owner = next((getattr(record, name) for name in OWNERS if hasattr(record, name)), None)
    users = set(people.of_persons([*named, owner if automation.to_owner else None]))
    for role in automation.roles:
        users |= people.in_role(role, unit_id or root_unit(session))
    kind = type(record)
    link = Link(kind.__name__, {"id": str(record.id)}, kind.read_permission, unit_id)
    told = tell(
        session, users, Occasion.AUTOMATION, said, link, now, key=f"{automation.id}:{cause}:{record.id}"
    )
    if not told:
        raise NobodyToTell
    return str(told)


def _verb(automation: Automation) -> str:
    """The key under which the catalogues have the step."""
    own = f"{automation.entity}.step.{automation.step}"
    return own if own in catalogue(LANGUAGES[0]) else f"step.{automation.step}"


def _title(session: Session, record: Any) -> str:
    return " / ".join(dict.fromkeys(titles_of(session, record)))


DEEDS: Mapping[Deed, Callable[..., str]] = {
    Deed.NOTIFY: _notify,
    Deed.OPEN_ISSUE: _open_issue,
    Deed.PROPOSE_STEP: _propose,
}
