"""Registers of training, conduct, tests, reviews and incidents on screen."""

from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.oversight.security_incident import IncidentSeverity, SecurityIncident
from domain.workforce.training_record import TrainingRecord
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus
from pages.control import access_reviews, control_tests, incidents
from pages.people import training_records, training_requirements, violations
from tests.factories import a_person, a_unit, an_actor
from tests.imports import imported
from tests.screens.visitor import People, refused, typed

REGISTERS = (
    training_records, training_requirements, violations, control_tests, access_reviews, incidents,
)  # fmt: skip


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click()
    return app.run()


@pytest.fixture
def person(people: People) -> tuple[int, int]:
    """(id, unit id) of somebody."""
    with unit_of_work(an_actor()) as session:
        found = a_person(session, name="Wu Di", unit_id=a_unit(session).id)
        return found.id, found.unit_id


@pytest.mark.parametrize("register", REGISTERS, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_register_opens_in_both_languages(people: People, register: ModuleType, language: str) -> None:
    app = people.open(register, "internal_control", language)
    assert not app.exception
    assert app.title


def test_training_entered_by_hr_stands_in_the_unit_of_its_person(
    people: People, person: tuple[int, int]
) -> None:
    app = people.open(training_records, "hr", id="new")
    typed(
        app, "training:new:form", person=person[0], course_code="IC1", course_name="Internal control",
        completed_on=date(2026, 5, 4),
    )  # fmt: skip
    press(app, "Save")
    assert not app.exception
    with reading(an_actor()) as session:
        kept = session.scalars(select(TrainingRecord)).one()
    assert (kept.unit_id, kept.period, kept.course_code) == (person[1], 202605, "IC1")


def test_a_manager_reads_training_and_enters_none(people: People) -> None:
    app = people.open(training_records, "manager")
    assert not app.exception
    assert not [button for button in app.button if button.label in ("New", "Add")]


def test_colleagues_do_not_read_violations(people: People) -> None:
    assert refused(people.open(violations, "sales"))
    assert not refused(people.open(violations, "internal_control"))


def test_confirming_a_violation_needs_its_day_and_then_costs_points(people: People) -> None:
    with unit_of_work(an_actor()) as session:
        row = {"number": "V-1", "occurred_on": "2026-03-02", "severity": "较重"}
        imported(session, "violation", [row])
        key = session.scalars(select(Violation.id)).one()
    app = people.open(violations, "internal_control", id=str(key))
    press(app, "Edit")
    typed(app, f"violations:{key}:form", status=ViolationStatus.CONFIRMED)
    press(app, "Save")
    said = [text.value for text in (*app.markdown, *app.error)]
    assert any("Please fill in Confirmed on." in text for text in said), said
    typed(app, f"violations:{key}:form", confirmed_on=date(2026, 3, 9))
    press(app, "Save")
    with reading(an_actor()) as session:
        kept = session.get_one(Violation, key)
    assert (kept.points, kept.confirmed_period) == (Decimal(5), 202603)
    assert kept.severity is ViolationSeverity.MODERATE


def test_an_incident_is_entered_with_its_severity(people: People) -> None:
    app = people.open(incidents, "internal_control", id="new")
    typed(
        app, "incidents:new:form", number="S-1", title="List sent to the wrong customer", unit=1,
        occurred_on=date(2026, 4, 7), severity=IncidentSeverity.SERIOUS,
    )  # fmt: skip
    press(app, "Save")
    assert not app.exception
    with reading(an_actor()) as session:
        kept = session.scalars(select(SecurityIncident)).one()
    assert (kept.period, kept.severity) == (202604, IncidentSeverity.SERIOUS)


def test_failed_tests_are_a_view_of_the_list(people: People) -> None:
    with unit_of_work(an_actor()) as session:
        good = {"control": "C-GOOD", "tested_on": "2026-03-02", "effective": "是"}
        imported(session, "control_test", [good, good | {"control": "C-BAD", "effective": "否"}])
    app = people.open(control_tests, "internal_control", effective="no")
    assert not app.exception
    shown = app.dataframe[0].value.to_string()
    assert "C-BAD" in shown
    assert "C-GOOD" not in shown
