"""Figures about a person from the portal's own records, each with the records behind it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.appraisal.compliance_measures import (
    actions_on_time,
    expired_certificates,
    overdue_measures,
    violation_points,
)
from domain.appraisal.personal_measures import PERSONAL_MEASURES
from domain.appraisal.personal_value import Asked, PersonalValue
from domain.appraisal.risk_measures import answer_days, close_days, false_alarm_rate, missed_breaches
from domain.core.language import label
from domain.core.period import Grain, month_of
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level, Rung
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.status import Direction
from domain.workforce.training_duty import DutyState, TrainingDuty
from tests.domain.appraisal.test_scoring import a_violation
from tests.factories import NOON, a_person, added, numbers, the_root

FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 8)


@pytest.fixture
def anna(session: Session) -> int:
    """The person asked about."""
    return a_person(session).id


def asked(*people: int, today: date = TODAY) -> Asked:
    return Asked(frozenset(people), FIRST, LAST, today)


def only(found: Mapping[int, PersonalValue], person: int) -> tuple[str, int]:
    """The value as written, and how many records are behind it."""
    return str(found[person].value), len(found[person].ids)


def an_issue(session: Session, person: int, state: IssueState = IssueState.IN_PROGRESS) -> Issue:
    facts = {"number": f"I{next(numbers)}", "title": "Late", "what": "Late", "source": IssueSource.MANUAL}
    return added(
        session,
        Issue(
            **facts, raised_on=FIRST, reporter_id=person, unit_id=the_root(session).id, state=state,
            state_since=NOON,
        ),
    )  # fmt: skip


def a_measure(session: Session, person: int, due: str, done: str | None, **facts: Any) -> ImprovementMeasure:
    issue = an_issue(session, person, facts.pop("of", IssueState.IN_PROGRESS))
    day = date.fromisoformat(due)
    defaults: dict[str, Any] = {
        "issue_id": issue.id, "unit_id": issue.unit_id, "round": 1, "title": "Do", "owner_id": person,
        "due_on": day, "original_due_on": day, "done_on": date.fromisoformat(done) if done else None,
        "state": MeasureState.DONE if done else MeasureState.OPEN, "state_since": NOON,
    }  # fmt: skip
    return added(session, ImprovementMeasure(**defaults | facts))


def an_alert(session: Session, person: int, opened: str, **facts: Any) -> Alert:
    number = next(numbers)
    indicator = added(
        session,
        Indicator(
            code=f"Z{number}", kind=Kind.KRI, name_zh="指标", name_en="Indicator", measured=Measured.COUNT,
            direction=Direction.LB, grain=Grain.MONTH,
        ),
    )  # fmt: skip
    at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    defaults: dict[str, Any] = {
        "indicator_id": indicator.id, "unit_id": the_root(session).id, "grain": Grain.MONTH,
        "opened_period": 202601, "latest_period": 202601, "level": Level.RED, "worst": Level.RED,
        "owner_id": person, "unanswered_since": at, "created_at": at, "state_since": at,
    }  # fmt: skip
    return added(session, Alert(**defaults | facts))


def answered(session: Session, alert: Alert, at: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    step = {"step": "acknowledge", "source": "open", "target": "acknowledged", "reason": "Seen"}
    session.add(StepTaken(entity="Alert", entity_id=alert.id, at=moment, **step))


def test_a_measure_is_overdue_from_the_day_after_it_was_due(session: Session, anna: int) -> None:
    a_measure(session, anna, "2026-06-30", None)  # due on the last day: in time still
    assert only(overdue_measures(session, asked(anna)), anna) == ("0", 0)
    a_measure(session, anna, "2026-06-29", None)
    a_measure(session, anna, "2026-02-01", "2026-02-02")
    a_measure(session, anna, "2026-02-01", "2026-02-01")  # in time
    a_measure(session, anna, "2025-11-01", "2025-12-31")  # late, but before the period
    a_measure(session, anna, "2025-11-01", "2026-01-01")
    assert only(overdue_measures(session, asked(anna)), anna) == ("3", 3)


def test_measures_not_begun_or_of_issues_given_up_are_not_overdue(session: Session, anna: int) -> None:
    a_measure(session, anna, "2026-02-01", None, state=MeasureState.PLANNED)
    a_measure(session, anna, "2026-02-01", None, of=IssueState.CANCELLED)
    a_measure(session, anna, "2026-02-01", None, archived_at=NOON)
    assert only(overdue_measures(session, asked(anna)), anna) == ("0", 0)


def test_an_extension_does_not_make_an_action_punctual(session: Session, anna: int) -> None:
    a_measure(session, anna, "2026-02-01", "2026-02-01")
    a_measure(session, anna, "2026-03-01", "2026-02-20", original_due_on=date(2026, 2, 10))
    a_measure(session, anna, "2026-03-01", None)
    found = actions_on_time(session, asked(anna))[anna]
    assert (found.numerator, found.denominator) == (Decimal(1), Decimal(3))
    ben = a_person(session).id
    assert actions_on_time(session, asked(ben))[ben].value is None


def test_certificates_count_that_had_expired_at_the_end_of_the_period(session: Session, anna: int) -> None:
    for since, until, state in (
        ("2026-02-01", None, DutyState.EXPIRED), ("2026-02-01", "2026-06-30", DutyState.EXPIRED),
        ("2026-02-01", "2026-07-01", DutyState.EXPIRED), ("2026-07-01", None, DutyState.EXPIRED),
        ("2026-01-01", None, DutyState.REQUIRED),
    ):  # fmt: skip
        day = date.fromisoformat(since)
        added(
            session,
            TrainingDuty(
                person_id=anna, unit_id=the_root(session).id, course_code="IC", state=state, from_on=day,
                until_on=until and date.fromisoformat(until), period=month_of(day),
                source_ref=f"D{next(numbers)}",
            ),
        )  # fmt: skip
    assert only(expired_certificates(session, asked(anna)), anna) == ("2", 2)


def test_points_are_those_of_the_person_alone(session: Session, anna: int) -> None:
    ben, unit = a_person(session).id, the_root(session).id
    a_violation(session, anna, unit)
    a_violation(session, ben, unit)
    found = violation_points(session, asked(anna, ben))
    assert {key: one.value for key, one in found.items()} == {anna: Decimal(2), ben: Decimal(2)}
    assert found[anna].ids != found[ben].ids


def test_an_alert_is_answered_when_it_first_leaves_the_state_of_being_open(
    session: Session, anna: int
) -> None:
    alert = an_alert(session, anna, "2026-03-01T00:00")
    answered(session, alert, "2026-03-02T12:00")
    answered(session, alert, "2026-04-01T00:00")
    an_alert(session, anna, "2025-12-01T00:00")  # before the period
    assert only(answer_days(session, asked(anna)), anna) == ("1.5", 1)


def test_an_alert_that_nobody_answers_counts_to_the_end_of_the_period(session: Session, anna: int) -> None:
    an_alert(session, anna, "2026-06-29T16:00")  # the 30th begins in Shanghai
    assert only(answer_days(session, asked(anna)), anna) == ("1", 1)


def test_alerts_that_ended_in_the_period_took_so_long(session: Session, anna: int) -> None:
    for opened, ended in (("2026-03-01T00:00", "2026-03-05T00:00"), ("2025-12-30T00:00", "2026-01-05T00:00")):
        since = datetime.fromisoformat(ended).replace(tzinfo=UTC)
        an_alert(session, anna, opened, state=AlertState.RECOVERED, state_since=since, counts=None)
    assert only(close_days(session, asked(anna)), anna) == ("5", 2)


def test_a_breach_is_missed_when_the_alert_climbs(session: Session, anna: int) -> None:
    an_alert(session, anna, "2026-03-01T00:00", rung=Rung.LINE_MANAGER)
    an_alert(session, anna, "2026-03-01T00:00")
    assert only(missed_breaches(session, asked(anna)), anna) == ("1", 1)


def test_false_alarms_are_counted_among_those_that_were_judged(session: Session, anna: int) -> None:
    for real in (True, False, False, None):
        closed = datetime(2026, 4, 1, tzinfo=UTC)
        an_alert(
            session, anna, "2026-03-01T00:00", state=AlertState.CLOSED, was_real=real, counts=None,
            state_since=closed,
        )  # fmt: skip
    found = false_alarm_rate(session, asked(anna))[anna]
    assert (found.numerator, found.denominator) == (Decimal(2), Decimal(3))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_personal_measure_has_a_name(language: str) -> None:
    names = [f"personal.{name}" for name in PERSONAL_MEASURES]
    assert [name for name in names if label(name, language) == name] == []
