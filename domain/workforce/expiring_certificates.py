"""Certificates that somebody must hold and that end soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from domain.workforce.training_duty import DutyState, TrainingDuty
from domain.workforce.training_requirement import TrainingRequirement

SOON = 30
"""Days before the last day of a certificate from which on it counts as expiring."""


@dataclass(frozen=True)
class Expiring:
    """A required certificate; `last_day` is the last one on which it is valid."""

    person_id: int
    unit_id: int
    course_code: str
    course_name: str
    last_day: date

    def days_left(self, today: date) -> int:
        """Days after today on which it is still valid; negative once it has expired."""
        return (self.last_day - today).days


def expiring_certificates(
    session: Session, today: date, days: int = SOON, person_id: int | None = None
) -> list[Expiring]:
    """Required certificates that end within so many days, after those that ended and were not renewed.

    The earliest first; of one person only, if one is named. As everywhere, of the units that the session's
    actor sees.
    """
    duty = TrainingDuty
    ends = and_(
        duty.state == DutyState.VALID,
        duty.from_on <= today,
        duty.until_on > today,
        duty.until_on <= today + timedelta(days + 1),
    )
    ended = and_(
        duty.state == DutyState.EXPIRED,
        duty.from_on <= today,
        or_(duty.until_on.is_(None), duty.until_on > today),
    )
    query = select(duty).where(or_(ends, ended), duty.archived_at.is_(None))
    if person_id is not None:
        query = query.where(duty.person_id == person_id)
    names = _course_names(session)
    found = (_expiring(one, names) for one in session.scalars(query))
    return sorted(found, key=lambda one: (one.last_day, one.person_id, one.course_code))


def _expiring(duty: TrainingDuty, names: Mapping[str, str]) -> Expiring:
    """A duty ends, and an expiry begins, on the day after the last one of the certificate."""
    turn = duty.until_on if duty.state is DutyState.VALID and duty.until_on is not None else duty.from_on
    name = names.get(duty.course_code) or duty.course_code
    return Expiring(duty.person_id, duty.unit_id, duty.course_code, name, turn - timedelta(1))


def _course_names(session: Session) -> dict[str, str]:
    one = TrainingRequirement
    query = select(one.course_code, func.max(one.course_name)).group_by(one.course_code)
    return {row[0]: row[1] for row in session.execute(query)}
