"""Write down a calibration meeting."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from domain.appraisal.calibration_minutes import CalibrationMinutes, CalibrationParticipant
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import Missing, NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.directory import colleagues

FEWEST = 2


class NoMeeting(RuleBroken):
    """One person alone compares nothing with anybody."""

    text = "A meeting has at least {fewest} participants."


class NotHeldYet(RuleBroken):
    """Minutes of a meeting to come."""

    text = "The meeting on {held_on} has not been held yet."


class NoCalibrationYet(RuleBroken):
    """There was nothing to calibrate."""

    text = "There are no minutes before the cycle is calibrating; it is at {state}."


def record_minutes(
    session: Session,
    actor: Actor,
    cycle: AppraisalCycle,
    held_on: date,
    participants: Collection[int],
    text: str,
    today: date,
) -> CalibrationMinutes:
    """Keep the minutes of a meeting of the cycle. By those who calibrate, or HR, of the cycle's unit."""
    may = (Permission.ASSESSMENTS_CALIBRATE, Permission.ASSESSMENTS_ADMINISTER)
    if not any(actor.may(permission, cycle.unit_id) for permission in may):
        raise NotPermitted(permission=Permission.ASSESSMENTS_CALIBRATE)
    if actor.person_id is None:
        raise AccountWithoutPerson
    if cycle.state in (CycleState.PREPARED, CycleState.GOALS, CycleState.OPEN):
        raise NoCalibrationYet(state=cycle.state)
    if held_on > today:
        raise NotHeldYet(field="held_on", held_on=held_on)
    if not text.strip():
        raise Missing(field="text", field_name="CalibrationMinutes.text")
    there = [one.id for one in colleagues(session, participants)]
    if len(there) < FEWEST:
        raise NoMeeting(field="participants", fewest=FEWEST)
    minutes = CalibrationMinutes(
        cycle_id=cycle.id, unit_id=cycle.unit_id, held_on=held_on, written_by_id=actor.person_id,
        text=text.strip(),
    )  # fmt: skip
    session.add(minutes)
    session.flush()
    session.add_all(CalibrationParticipant(minutes_id=minutes.id, person_id=one) for one in there)
    session.flush()
    return minutes
