"""Records get their number by the organisation's pattern: without gaps, never twice."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.clock import today
from domain.core.editing import create
from domain.core.errors import DomainError, Missing
from domain.core.numbering import (
    AmbiguousPattern,
    BadPattern,
    NotNumbered,
    NumberSeries,
    Restart,
    next_number,
    written,
)  # fmt: skip
from domain.core.permission import Permission
from domain.sales.customer import Customer
from tests import factories as make

DAY = date(2026, 3, 5)


def a_series(session: Session, pattern: str, restart: Restart, entity: str = "Customer") -> NumberSeries:
    values = {"entity": entity, "pattern": pattern, "restart": restart}
    return create(session, make.an_actor(), Permission.CONFIGURATION_WRITE, NumberSeries, values)


def a_customer(session: Session, **values: Any) -> str:
    unit = make.a_unit(session)
    given = {"name": "Firm", "unit_id": unit.id, **values}
    return create(session, make.an_actor(), Permission.FACTS_WRITE, Customer, given).number


def test_an_empty_number_follows_the_pattern_and_a_typed_one_stays(database: str) -> None:
    with unit_of_work(make.an_actor()) as session:
        a_series(session, "C-{yyyy}-{seq:4}", Restart.YEAR)
        year = today().year
        assert [a_customer(session), a_customer(session, number="OWN"), a_customer(session, number="")] == [
            f"C-{year}-0001", "OWN", f"C-{year}-0002",
        ]  # fmt: skip


def test_without_a_pattern_a_number_must_be_typed(database: str) -> None:
    with unit_of_work(make.an_actor()) as session, pytest.raises(Missing):
        a_customer(session)


def test_counting_begins_anew_when_the_pattern_says(database: str) -> None:
    with unit_of_work(make.an_actor()) as session:
        a_series(session, "{yy}{mm}/{unit}/{seq}", Restart.MONTH)
        given = [next_number(session, "Customer", day, "EAST") for day in (DAY, DAY, date(2026, 4, 1))]
        assert given == ["2603/EAST/1", "2603/EAST/2", "2604/EAST/1"]


def test_a_number_that_was_given_up_is_given_again(database: str) -> None:
    with unit_of_work(make.an_actor()) as session:
        a_series(session, "C{seq}", Restart.NEVER)
        savepoint = session.begin_nested()
        assert next_number(session, "Customer", DAY) == "C1"
        savepoint.rollback()
        assert next_number(session, "Customer", DAY) == "C1"


@pytest.mark.parametrize(
    ("pattern", "restart", "entity", "refusal"),
    [
        ("C-{yyyy}", Restart.YEAR, "Customer", BadPattern),
        ("{seq}{seq}", Restart.NEVER, "Customer", BadPattern),
        ("{seq}{week}", Restart.NEVER, "Customer", BadPattern),
        ("{yyyy}-{seq}", Restart.MONTH, "Customer", AmbiguousPattern),
        ("{seq}", Restart.YEAR, "Customer", AmbiguousPattern),
        ("{seq}", Restart.NEVER, "Role", NotNumbered),
    ],
)
def test_a_pattern_that_could_not_tell_records_apart_is_refused(
    database: str, pattern: str, restart: Restart, entity: str, refusal: type[DomainError]
) -> None:
    with unit_of_work(make.an_actor()) as session, pytest.raises(refusal):
        a_series(session, pattern, restart, entity)


def test_a_pattern_is_written_out_in_full() -> None:
    assert written("{yyyy}{mm}{dd}-{unit}-{seq:6}", 42, DAY, "北区") == "20260305-北区-000042"
