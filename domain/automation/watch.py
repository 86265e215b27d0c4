"""Look at what happened since the last time, and at the clock; the leader of the schedule does it.

Events are read from the journal: it has every change in order, nothing can be missed, and who writes a record
does not wait for automations.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.automation.author import acting_for
from domain.automation.automation import Automation, Trigger
from domain.automation.fire import MACHINE, fire
from domain.automation.firing import AutomationPlace
from domain.automation.happened import happened
from domain.automation.judge import judge_of, seen_records
from domain.core.errors import DomainError
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.scheduling.begin import clock_of, come_round

AT_ONCE = 2000
"""Lines of the journal in one look; the rest waits for the next."""
MOST_RECORDS = 5000
"""Records that one look by the clock goes through, the newest first."""


@dataclass(frozen=True)
class Watched:
    """What one look did."""

    lines: int
    fired: int


def watch(now: datetime) -> Watched:
    """Act on what happened and on what the clock says."""
    lines, wanted, last = carry_out(MACHINE, _news)
    fired = sum(fire(one, record, f"journal:{seq}", now) for one, record, seq in wanted)
    if last is not None:
        carry_out(MACHINE, lambda session: _move_on(session, last))
    return Watched(
        lines, fired + sum(_look(one, now) for one in carry_out(MACHINE, lambda s: _timed(s, now)))
    )


def _news(session: Session) -> tuple[int, list[tuple[int, int, int]], int | None]:
    """How many new lines there are, who wants which of them (automation, record, line), and the last line."""
    place = session.get(AutomationPlace, 1)
    if place is None:  # automations look ahead, not back
        newest = session.scalar(select(func.max(JournalEntry.seq))) or 0
        session.add(AutomationPlace(id=1, seq=newest))
        return 0, [], None
    query = select(JournalEntry).where(JournalEntry.seq > place.seq).order_by(JournalEntry.seq).limit(AT_ONCE)
    lines = session.scalars(query).all()
    wanting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in _enabled(session, Trigger.EVENT):
        wanting[one.entity, one.event].append(one.id)
    kinds = {entity for entity, _ in wanting}
    wanted = [
        (automation, record, line.seq)
        for line, record, events in happened(session, [line for line in lines if line.entity in kinds])
        for event in sorted(events)
        for automation in wanting.get((line.entity, event), ())
    ]
    return len(lines), wanted, lines[-1].seq if lines else None


def _enabled(session: Session, trigger: Trigger) -> Sequence[Automation]:
    query = select(Automation).where(
        Automation.enabled, Automation.trigger == trigger, Automation.archived_at.is_(None)
    )
    return session.scalars(query.order_by(Automation.id)).all()


def _move_on(session: Session, seq: int) -> None:
    session.get_one(AutomationPlace, 1).seq = seq
    session.flush()


def _timed(session: Session, now: datetime) -> list[Automation]:
    """Automations whose time has come; missed times count once."""
    due = [
        one
        for one in _enabled(session, Trigger.SCHEDULE)
        if come_round(clock_of(session, f"automation:{one.id}"), one.cadence, now)
    ]
    session.flush()
    return due


def _look(automation: Automation, now: datetime) -> int:
    with reading(MACHINE) as session:
        try:
            actor = acting_for(session, automation, now)
        except DomainError:
            return 0
    ids = matching(actor, automation)
    return sum(fire(automation.id, record, f"clock:{now.isoformat()}", now) for record in ids)


def matching(actor: Actor, automation: Automation) -> list[int]:
    """Records that the actor sees and for which the conditions hold now."""
    with reading(actor) as session:
        judge = judge_of(session, automation)
        newest = select(judge.kind.id).where(judge.kind.archived_at.is_(None)).order_by(judge.kind.id.desc())
        ids = session.scalars(newest.limit(MOST_RECORDS)).all()
        found = seen_records(session, judge.kind, ids)
        return [record.id for record in found if judge.holds(session, automation, record)]
