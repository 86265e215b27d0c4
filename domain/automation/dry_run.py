"""What an automation would have done: over past events from the journal, or on all records now.

Conditions are judged by what the records say today; events of records that are archived by now, or that
whoever asks may not see, do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.titles import titles_of
from domain.automation.automation import Automation, Trigger
from domain.automation.closed_fields import may_name, require_open
from domain.automation.happened import happened
from domain.automation.judge import judge_of, seen_records
from domain.automation.watch import MOST_RECORDS
from domain.core.clock import business_date
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Actor

DAYS = 90


@dataclass(frozen=True)
class Would:
    """One firing that would have been."""

    at: datetime | None
    """None: now, by the clock."""
    record_id: int
    title_zh: str
    title_en: str
    within_limit: bool
    """False: the limit of that day would have stopped it."""


@dataclass(frozen=True)
class DryRun:
    """What came out."""

    looked_at: int
    """Events, or records."""
    would: Sequence[Would]


def dry_run(session: Session, actor: Actor, automation: Automation, now: datetime) -> DryRun:
    """Try it without doing anything."""
    judge = judge_of(session, automation)
    named = may_name(actor, judge.kind)
    if judge.kind.read_permission is not None and not actor.may(judge.kind.read_permission):
        raise NotPermitted(permission=judge.kind.read_permission)
    require_open(session, actor, automation)
    happened = _events(session, automation, now) if automation.trigger is Trigger.EVENT else None
    if happened is None:
        newest = select(judge.kind.id).where(judge.kind.archived_at.is_(None)).order_by(judge.kind.id.desc())
        ids: Sequence[int] = session.scalars(newest.limit(MOST_RECORDS)).all()
        moments: list[tuple[int, datetime | None]] = [(one, None) for one in ids]
    else:
        moments = list(happened)
    found = {
        record.id: titles_of(session, record) if named else (f"#{record.id}", "")
        for record in seen_records(session, judge.kind, [record for record, _ in moments])
        if judge.holds(session, automation, record)
    }
    return DryRun(len(moments), _limited(automation, moments, found, now))


def _limited(
    automation: Automation,
    moments: Sequence[tuple[int, datetime | None]],
    found: dict[int, tuple[str, str]],
    now: datetime,
) -> list[Would]:
    counted: dict[object, int] = {}
    would = []
    for record, at in moments:
        if record in found:
            day = business_date(at or now)
            counted[day] = counted.get(day, 0) + 1
            would.append(Would(at, record, *found[record], counted[day] <= automation.daily_limit))
    return would


def _events(session: Session, automation: Automation, now: datetime) -> list[tuple[int, datetime]]:
    query = (
        select(JournalEntry)
        .where(JournalEntry.entity == automation.entity, JournalEntry.at >= now - timedelta(days=DAYS))
        .order_by(JournalEntry.seq.desc())
        .limit(MOST_RECORDS)
    )
    lines = list(reversed(session.scalars(query).all()))
    return [
        (record, line.at) for line, record, events in happened(session, lines) if automation.event in events
    ]
