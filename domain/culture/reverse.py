"""Take points back: by an entry of the opposite sign, with the reason."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import ReasonNeeded, RuleBroken
from domain.core.period import month_of
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.culture.points_entry import PointsEntry, PointsKind


class ReversedAlready(RuleBroken):
    """A reversal, or an entry that has one, cannot be reversed."""

    text = "This entry is a reversal or has been reversed already."


class OwnPoints(WrongPerson):
    """Nobody decides on their own points."""

    text = "These are your own points; somebody else must decide on them."


def reverse(session: Session, actor: Actor, entry_id: int, reason: str, now: datetime) -> PointsEntry:
    """Take the points of one entry back, by hand."""
    entry = find(session, PointsEntry, entry_id)
    actor.require(Permission.CULTURE_ADMINISTER, entry.unit_id)
    if actor.person_id is None:
        raise AccountWithoutPerson
    if actor.person_id == entry.person_id:
        raise OwnPoints
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    known = session.scalar(select(PointsEntry.id).where(PointsEntry.reverses_id == entry.id))
    if entry.kind is PointsKind.REVERSED or known is not None:
        raise ReversedAlready
    return reverse_all(session, [entry], reason.strip(), now)[0]


def reverse_all(
    session: Session, entries: Sequence[PointsEntry], reason: str, now: datetime
) -> list[PointsEntry]:
    """Write the opposite of entries that stand; it counts in the present month."""
    today = business_date(now)
    written = [
        PointsEntry(
            person_id=one.person_id, unit_id=one.unit_id, event=one.event, kind=PointsKind.REVERSED,
            points=-one.points, full_points=-one.full_points, entity=one.entity, entity_id=one.entity_id,
            turn=one.turn, earned_on=today, period=month_of(today), reverses_id=one.id, reason=reason,
            by=actor_of(session).name,
        )
        for one in entries
    ]  # fmt: skip
    session.add_all(written)
    session.flush()
    return written
