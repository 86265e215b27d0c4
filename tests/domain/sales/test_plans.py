"""Which targets and forecasts count, and for how much."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Forecast, Target
from domain.intake.undo_batch import undo_batch
from domain.organisation.tree import UnitTree
from domain.sales.target_shares import Employment, Share, counted, pro_rated
from tests.factories import a_person, a_unit, an_actor, the_root
from tests.imports import imported, planned, why

TARGET: dict[str, Any] = {"metric": "收入", "month": "2026-04", "amount": "900", "frozen_on": "2026-01-01"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


@pytest.mark.parametrize(
    ("joined", "left", "amount"),
    [
        (None, None, "900"),
        (date(2026, 4, 16), None, "450"),
        (None, date(2026, 4, 10), "300"),
        (date(2026, 4, 11), date(2026, 4, 20), "300"),
        (date(2026, 5, 1), None, "0"),
        (date(2025, 1, 1), date(2026, 12, 31), "900"),
    ],
)
def test_who_joins_or_leaves_within_the_month_is_pro_rated_by_calendar_days(
    joined: date | None, left: date | None, amount: str
) -> None:
    assert pro_rated(Decimal(900), 202604, Employment(joined, left)) == Decimal(amount)


TREE = UnitTree({1: None, 2: 1, 3: 1, 4: 2})


def test_a_unit_target_covers_its_people_and_the_units_below() -> None:
    shares = [
        Share(1, 1, False, Decimal(1000)),
        Share(2, 2, False, Decimal(300)),
        Share(3, 4, True, Decimal(120)),
        Share(4, 2, True, Decimal(50)),
        Share(5, 3, True, Decimal(80)),
    ]
    found = counted(shares, TREE)
    assert found == {1: 1000 - 300 - 80, 2: 300 - 120 - 50, 3: 120, 4: 50, 5: 80}


@given(
    some.lists(
        some.tuples(some.sampled_from((1, 2, 3, 4)), some.booleans(), some.integers(0, 100)), max_size=12
    )
)
def test_the_topmost_target_is_the_sum_of_all_that_counts_below_it(
    drawn: list[tuple[int, bool, int]],
) -> None:
    units: set[int] = set()
    shares = []
    for key, (unit, of_person, amount) in enumerate(drawn):
        if of_person or unit not in units:
            shares.append(Share(key, unit, of_person, Decimal(amount)))
            units |= set() if of_person else {unit}
    found = counted(shares, TREE)
    for share in shares:
        if not share.of_person:
            below = TREE.below(share.unit)
            assert sum(found[other.key] for other in shares if other.unit in below) == share.amount


def targets(session: Session) -> dict[str, tuple[Any, ...]]:
    session.expire_all()
    rows = session.scalars(select(Target).order_by(Target.id))
    return {row.target_version: (row.in_force, row.counted) for row in rows}


def test_only_the_newest_frozen_version_counts(session: Session) -> None:
    first = TARGET | {"target_version": "V1"}
    second = TARGET | {"target_version": "V2", "amount": "1000", "frozen_on": "2026-03-01"}
    draft = TARGET | {"target_version": "V3", "amount": "5", "frozen_on": ""}
    imported(session, "target", [first])
    batch, _ = imported(session, "target", [second, draft])
    assert targets(session) == {"V1": (False, 0), "V2": (True, 1000), "V3": (False, 0)}
    undo_batch(session, an_actor(), batch.id, now())
    assert targets(session) == {"V1": (True, 900)}


def test_a_persons_target_is_pro_rated_and_the_units_rest_keeps_the_sum(session: Session) -> None:
    a_person(session, number="ANN", joined_on=date(2026, 4, 16))
    east = {"unit": a_unit(session, code="EAST").code, "target_version": "unit", "amount": "2000"}
    own = {"unit": "EAST", "salesperson": "ANN", "target_version": "own"}
    imported(session, "target", [TARGET | east, TARGET | own])
    assert targets(session) == {"unit": (True, 1550), "own": (True, 450)}


@pytest.mark.parametrize("month", ["2026-04", "2026年4月", "202604", "2026/4", "2026-04-17"])
def test_months_are_read_as_people_write_them(session: Session, month: str) -> None:
    imported(session, "target", [TARGET | {"month": month}])
    assert session.scalars(select(Target.period)).one() == 202604


def test_what_is_no_month_or_no_target_is_refused(session: Session) -> None:
    rows = [TARGET | {"month": "April"}, TARGET | {"month": "2026-13"}, TARGET | {"amount": "-1"}]
    assert why(planned(session, "target", rows)) == {
        2: ["April is not a month. Write it like 2024-01."],
        3: ["2026-13 is not a month. Write it like 2024-01."],
        4: ["A target of -1 is below 0."],
    }


FORECAST: dict[str, Any] = {"month": "2026-04", "amount": "100", "frozen_on": "2026-03-31"}


def outcomes(session: Session) -> dict[str, tuple[Any, ...]]:
    session.expire_all()
    rows = session.scalars(select(Forecast).order_by(Forecast.id))
    return {row.forecast_version: (row.counts, row.actual, row.abs_error) for row in rows}


def test_a_forecast_frozen_after_the_month_began_does_not_count(session: Session) -> None:
    imported(
        session, "forecast",
        [
            FORECAST | {"forecast_version": "V1", "frozen_on": "2026-02-01"},
            FORECAST | {"forecast_version": "V2", "amount": "120"},
            FORECAST | {"forecast_version": "V3", "frozen_on": "2026-04-01"},
            FORECAST | {"forecast_version": "V4", "frozen_on": ""},
        ],
    )  # fmt: skip
    assert outcomes(session) == {
        "V1": (False, None, None), "V2": (True, 0, 120), "V3": (False, None, None), "V4": (False, None, None),
    }  # fmt: skip


def test_what_came_of_a_forecast_are_the_net_sales_of_the_unit_and_all_below_it(session: Session) -> None:
    east = a_unit(session, code="EAST")
    a_unit(session, code="SHOP", parent_id=east.id)
    imported(session, "forecast", [FORECAST | {"unit": "EAST", "forecast_version": "1"}])
    sold = {"issued_on": "2026-04-10", "amount": "80"}
    rows = [sold | {"number": "I", "unit": "EAST"}, sold | {"number": "J", "unit": "SHOP"}]
    rows += [sold | {"number": "K"}, sold | {"number": "L", "unit": "EAST", "status": "draft"}]
    imported(session, "invoice", rows)
    assert outcomes(session) == {"1": (True, 160, 60)}
    imported(
        session, "credit_note", [{"number": "N", "invoice": "J", "issued_on": "2026-04-20", "amount": "10"}]
    )
    assert outcomes(session) == {"1": (True, 150, 50)}


def test_a_forecast_of_a_product_is_compared_with_its_invoiced_lines(session: Session) -> None:
    imported(session, "order", [{"number": "O", "ordered_on": "2026-03-05"}])
    line = {"order": "O", "quantity": "2", "unit_price": "10"}
    imported(session, "order_line", [line | {"product": "A"}, line | {"product": "B", "quantity": "1"}])
    imported(session, "forecast", [FORECAST | {"product": "A", "forecast_version": "A"}])
    assert outcomes(session) == {"A": (True, 0, 100)}
    batch, _ = imported(
        session, "invoice", [{"number": "I", "order": "O", "issued_on": "2026-04-10", "amount": "30"}]
    )
    assert outcomes(session) == {"A": (True, 20, 80)}
    imported(session, "order_line", [line | {"product": "A", "quantity": "5"}])
    assert outcomes(session) == {"A": (True, 50, 50)}
    undo_batch(session, an_actor(), batch.id, now())
    assert outcomes(session) == {"A": (True, 0, 100)}
