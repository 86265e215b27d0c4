"""Remind whoever keeps an assessment waiting past the calendar's day: once by itself, again when HR asks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session, joinedload

from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.tell_assessment import cycle_name, link_to, users_of
from domain.appraisal.whose_turn import late_ones, turn_of
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.organisation.directory import colleagues


class AssessmentLate(Statement):
    """To whoever keeps it waiting."""

    text = "{cycle}: the assessment of {person} waits for you; it was due {due} ({state})."


def remind_of_assessments(session: Session, today: date, now: datetime) -> int:
    """Tell of every late assessment, once for each day it was due; how many were told."""
    query = late_ones(today).options(joinedload(Assessment.cycle))
    return _tell(session, session.scalars(query).all(), now, "")


def remind_late(session: Session, actor: Actor, cycle_id: int, today: date, now: datetime) -> int:
    """Remind all who are late in a cycle, also those who were reminded before; once a day each."""
    cycle = find(session, AppraisalCycle, cycle_id)
    actor.require(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
    query = late_ones(today).where(Assessment.cycle_id == cycle_id).options(joinedload(Assessment.cycle))
    return _tell(session, session.scalars(query).all(), now, f":{today.isoformat()}")


def _tell(session: Session, late: Sequence[Assessment], now: datetime, again: str) -> int:
    waited_for = {one.id: person for one in late if (person := turn_of(one)) is not None}
    users = users_of(session, set(waited_for.values()))
    names = {one.id: one.name for one in colleagues(session, {one.person_id for one in late})}
    return tell_all(session, list(_tellings(late, waited_for, users, names, again)), now)


def _tellings(
    late: Sequence[Assessment],
    waited_for: dict[int, int],
    users: dict[int, list[int]],
    names: dict[int, str],
    again: str,
) -> Iterator[Telling]:
    for one in late:
        if one.id not in waited_for:
            continue
        due = one.cycle.calendar[one.state.phase]
        yield Telling(
            recipients=users.get(waited_for[one.id], ()),
            occasion=Occasion.OVERDUE,
            statement=AssessmentLate(
                cycle=cycle_name(one.cycle), person=names[one.person_id], due=due, state=one.state
            ),
            link=link_to(one.id),
            key=f"assessment:{one.id}:{one.state}:{due}{again}",
        )
