"""Remind whoever keeps an assessment waiting: past its day by itself and once, at any time when HR asks."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.tell_assessment import cycle_name, link_to, users_of
from domain.appraisal.whose_turn import turn_of, waiting_ones
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.organisation.directory import colleagues


class AssessmentLate(Statement):
    """To whoever keeps it waiting."""

    text = "{cycle}: the assessment of {person} waits for you; it was due {due} ({state})."


class AssessmentDue(Statement):
    """To whose turn it is, while there is time."""

    text = "{cycle}: the assessment of {person} waits for you, until {due} ({state})."


def remind_of_assessments(session: Session, today: date, now: datetime) -> int:
    """Tell of every late assessment, once for each day it was due; how many were told."""
    return _tell(session, _late(session, waiting_ones(), today), today, now, "")


def remind_late(session: Session, actor: Actor, cycle_id: int, today: date, now: datetime) -> int:
    """Remind all who are late in a cycle, also those who were reminded before; once a day each."""
    asked = _late(session, _of_cycle(session, actor, cycle_id), today)
    return _tell(session, asked, today, now, f":{today.isoformat()}")


def remind_of_phase(
    session: Session, actor: Actor, cycle_id: int, state: AssessmentState, today: date, now: datetime
) -> int:
    """Remind everybody a cycle waits for in one phase, late or not; once a day each."""
    query = _of_cycle(session, actor, cycle_id).where(Assessment.state == state)
    return _tell(session, session.scalars(query).all(), today, now, f":{today.isoformat()}")


def remind_chosen(
    session: Session, actor: Actor, cycle_id: int, chosen: Collection[int], today: date, now: datetime
) -> int:
    """Remind those whom these assessments of the cycle wait for, late or not; once a day each.

    What waits for nobody in person (an office, the cycle's next phase) is passed over.
    """
    query = _of_cycle(session, actor, cycle_id).where(Assessment.id.in_(sorted(chosen)))
    return _tell(session, session.scalars(query).all(), today, now, f":{today.isoformat()}")


def _of_cycle(session: Session, actor: Actor, cycle_id: int) -> Select[Any]:
    cycle = find(session, AppraisalCycle, cycle_id)
    actor.require(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
    query: Select[Any] = waiting_ones().where(Assessment.cycle_id == cycle_id)
    return query.options(joinedload(Assessment.cycle))


def _late(session: Session, query: Select[Any], today: date) -> list[Assessment]:
    found = session.scalars(query.options(joinedload(Assessment.cycle)))
    return [one for one in found if one.cycle.calendar[one.state.phase] < today]


def _tell(session: Session, asked: Sequence[Assessment], today: date, now: datetime, again: str) -> int:
    waited_for = {one.id: person for one in asked if (person := turn_of(one)) is not None}
    users = users_of(session, set(waited_for.values()))
    names = {one.id: one.name for one in colleagues(session, {one.person_id for one in asked})}
    return tell_all(session, list(_tellings(asked, waited_for, users, names, today, again)), now)


def _tellings(
    asked: Sequence[Assessment],
    waited_for: dict[int, int],
    users: dict[int, list[int]],
    names: dict[int, str],
    today: date,
    again: str,
) -> Iterator[Telling]:
    for one in asked:
        if one.id not in waited_for:
            continue
        due = one.cycle.calendar[one.state.phase]
        is_late = due < today
        statement = AssessmentLate if is_late else AssessmentDue
        yield Telling(
            recipients=users.get(waited_for[one.id], ()),
            occasion=Occasion.OVERDUE if is_late else Occasion.YOUR_TURN,
            statement=statement(
                cycle=cycle_name(one.cycle), person=names[one.person_id], due=due, state=one.state
            ),
            link=link_to(one.id),
            key=f"assessment:{one.id}:{one.state}:{due}{again}",
        )
