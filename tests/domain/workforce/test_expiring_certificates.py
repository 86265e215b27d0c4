"""Certificates that must be held and end soon are found before they end, and after, until renewed."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.entities import TrainingDuty
from domain.workforce.expiring_certificates import expiring_certificates
from domain.workforce.training_duty import DutyState
from tests.factories import a_person, added

TODAY = date(2026, 6, 15)


def duty(session: Session, person_id: int, unit_id: int, **facts: Any) -> None:
    values = {"course_code": "IC1", "from_on": date(2025, 6, 1), "period": 202506} | facts
    key = f"{person_id} {values['state']} {values['from_on']} {values['course_code']}"
    added(
        session,
        TrainingDuty(person_id=person_id, unit_id=unit_id, source="training", source_ref=key, **values),
    )


def test_the_day_after_the_last_one_counts_and_what_is_far_away_does_not(session: Session) -> None:
    one = a_person(session)
    for course, until in (("IC1", date(2026, 7, 15)), ("IC2", date(2026, 7, 16)), ("IC3", date(2026, 7, 17))):
        duty(session, one.id, one.unit_id, course_code=course, state=DutyState.VALID, until_on=until)
    found = expiring_certificates(session, TODAY)
    assert [(row.course_code, row.last_day, row.days_left(TODAY)) for row in found] == [
        ("IC1", date(2026, 7, 14), 29),
        ("IC2", date(2026, 7, 15), 30),
    ]


def test_an_expired_one_stays_until_it_is_renewed_and_stands_first(session: Session) -> None:
    one, other = a_person(session), a_person(session)
    duty(session, one.id, one.unit_id, state=DutyState.EXPIRED, from_on=date(2026, 6, 1), until_on=None)
    duty(session, other.id, other.unit_id, state=DutyState.VALID, until_on=date(2026, 6, 20))
    duty(session, other.id, other.unit_id, state=DutyState.EXPIRED, from_on=date(2026, 3, 1),
         until_on=date(2026, 4, 1))  # fmt: skip
    found = expiring_certificates(session, TODAY)
    assert [(row.person_id, row.days_left(TODAY)) for row in found] == [(one.id, -15), (other.id, 4)]
    assert [row.person_id for row in expiring_certificates(session, TODAY, person_id=other.id)] == [other.id]
