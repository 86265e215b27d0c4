"""Figures of deals and orders, and how figures of units roll up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.indicators.status import Status
from domain.sales.opportunity import Outcome
from domain.sales.order import OrderStatus
from tests.domain.indicators.trading import (
    credit,
    deal,
    figures,
    invoice,
    line,
    order,
    parts,
    reading_of,
    refreshed,
    shown,
)
from tests.factories import a_person, a_unit

pytestmark = pytest.mark.furnished


def deals(session: Session, closed: str, won: int, lost: int, **facts: Any) -> None:
    """That many decided deals."""
    for outcome, count in ((Outcome.WON, won), (Outcome.LOST, lost)):
        for _ in range(count):
            deal(session, closed, outcome, **facts)


def test_a_month_without_invoices_sold_a_true_zero(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-02-10", 100)
    invoice(session, "2026-03-05", "2026-04-10", 100)
    refreshed(session, codes=("K01",))
    found = figures(session, "K01")
    assert list(found) == ["2026-01", "2026-02", "2026-03"]
    assert shown(found["2026-02"].value) == "0"


def test_without_any_invoice_sales_are_unknown_not_zero(session: Session) -> None:
    order(session, "2026-01-05", "2026-01-10", "2026-01-08")
    refreshed(session, codes=("K01",))
    (found,) = figures(session, "K01").values()
    assert (found.value, found.status) == (None, Status.NO_DATA)
    assert str(found.reason) == "no facts imported: entity.Invoice"


def test_net_sales_are_invoices_less_credit_notes_without_tax(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-02-10", 113, net=Decimal(100))
    credit(session, claim, "2026-01-20", 30)
    refreshed(session, codes=("K01",))
    assert shown(figures(session, "K01")["2026-01"].value) == "70"


def test_a_figure_without_its_reference_has_a_value_but_no_colour(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-02-10", 100)
    refreshed(session, codes=("K01",))
    found = figures(session, "K01")["2026-01"]
    assert (found.status, str(found.reason)) == (Status.UNRATED, "no colour: plan is not known")


def test_growth_compares_with_the_same_month_of_last_year(session: Session) -> None:
    invoice(session, "2025-03-05", "2025-04-10", 200)
    invoice(session, "2026-03-05", "2026-04-10", 150)
    refreshed(session, codes=("K03",))
    found = figures(session, "K03")
    assert (shown(found["2026-03"].value), found["2026-03"].status) == ("-0.25", Status.RED)
    assert str(found["2026-01"].reason) == "records of measure.net_sales begin in 2025-03"


def test_growth_from_nothing_is_new_not_infinite(session: Session) -> None:
    invoice(session, "2025-01-05", "2025-02-10", 100)
    invoice(session, "2026-03-05", "2026-04-10", 150)
    refreshed(session, codes=("K03",))
    found = figures(session, "K03")["2026-03"]
    assert (found.value, str(found.reason)) == (None, "new: no sales in the same period of last year")


def test_growth_from_a_negative_year_has_no_meaning(session: Session) -> None:
    credit(session, invoice(session, "2025-01-05", "2025-02-10", 100), "2025-03-10", 30)
    invoice(session, "2026-03-05", "2026-04-10", 150)
    refreshed(session, codes=("K03",))
    found = figures(session, "K03")["2026-03"]
    assert (found.value, str(found.reason)) == (None, "the denominator -30.0000 is below 0")


def test_b04_a_roll_up_is_the_ratio_of_sums(session: Session) -> None:
    one, other = a_unit(session), a_unit(session)
    deals(session, "2026-01-20", won=9, lost=1, unit_id=one.id)
    deals(session, "2026-01-20", won=10, lost=80, unit_id=other.id)
    refreshed(session, codes=("K06",))
    assert shown(reading_of(session, "K06", "2026Q1").value) == "0.19"
    assert shown(reading_of(session, "K06", "2026Q1", one.id).value) == "0.9"


def test_units_roll_up_over_every_level_and_have_no_figures_before_their_first_fact(session: Session) -> None:
    region = a_unit(session)
    branch = a_unit(session, parent_id=region.id)
    invoice(session, "2026-01-05", "2026-02-10", 100)
    invoice(session, "2026-02-05", "2026-03-10", 20, unit_id=branch.id)
    invoice(session, "2026-02-05", "2026-03-10", 3, unit_id=region.id)
    refreshed(session, codes=("K01",))
    assert shown(reading_of(session, "K01", "2026-02").value) == "23"
    assert shown(reading_of(session, "K01", "2026-02", region.id).value) == "23"
    assert shown(reading_of(session, "K01", "2026-02", branch.id).value) == "20"
    assert list(figures(session, "K01", unit_id=region.id)) == ["2026-02"]


def test_disqualified_deals_count_on_neither_side(session: Session) -> None:
    deals(session, "2026-01-20", won=6, lost=4)
    for _ in range(5):
        deal(session, "2026-01-20", Outcome.DISQUALIFIED)
    refreshed(session, codes=("K06",))
    found = figures(session, "K06")["2026Q1"]
    assert (parts(found), found.status) == (("6", "10"), Status.GREEN)


def test_fewer_than_ten_decided_deals_are_shown_without_colour(session: Session) -> None:
    deals(session, "2026-01-20", won=1, lost=8)
    refreshed(session, codes=("K06",))
    found = figures(session, "K06")["2026Q1"]
    assert found.value is not None
    assert (found.status, str(found.reason)) == (Status.UNRATED, "only 9 cases, a colour needs 10")


def test_deals_without_an_amount_lower_the_coverage_of_the_win_rate_by_value(session: Session) -> None:
    deals(session, "2026-01-20", won=7, lost=0)
    deals(session, "2026-01-20", won=3, lost=0, amount=None)
    refreshed(session, codes=("K07",))
    found = figures(session, "K07")["2026Q1"]
    assert (found.value, str(found.reason)) == (None, "coverage 0.70 < 0.80")


def test_the_median_cycle_is_taken_from_the_records_of_all_units_and_months(session: Session) -> None:
    one, other = a_unit(session), a_unit(session)
    for closed, days, unit in (
        ("2026-01-20", 1, one),
        ("2026-01-20", 2, one),
        ("2026-02-20", 3, one),
        ("2026-03-20", 100, other),
        ("2026-03-20", 101, other),
    ):
        deal(session, closed, Outcome.WON, days, unit_id=unit.id)
    deal(session, "2026-03-20", Outcome.LOST, 999)
    refreshed(session, codes=("K10", "X03", "X04"))
    assert shown(figures(session, "K10")["2026Q1"].value) == "3"
    assert shown(figures(session, "X03")["2026Q1"].value) == "41.4"
    assert shown(figures(session, "X04")["2026Q1"].value) == "100.6"


def test_the_baseline_is_the_median_of_the_twelve_periods_before(session: Session) -> None:
    for month in range(1, 13):
        deal(session, f"2025-{month:02}-20", Outcome.WON, amount=Decimal(month))
    deal(session, "2026-01-20", Outcome.WON, amount=Decimal(5))
    refreshed(session, codes=("X02",))
    found = figures(session, "X02")["2026-01"]
    assert (shown(found.amber), shown(found.red), found.status) == ("5.85", "5.2", Status.RED)
    assert figures(session, "X02")["2025-06"].status is Status.UNRATED


def test_cancelled_orders_do_not_make_the_average_order(session: Session) -> None:
    order(session, "2026-01-05", None, None, net=Decimal(100))
    order(session, "2026-01-05", None, None, net=Decimal(300))
    order(session, "2026-01-05", None, None, net=Decimal(900), status=OrderStatus.CANCELLED)
    refreshed(session, codes=("K13",))
    assert shown(figures(session, "K13")["2026-01"].value) == "200"


def test_b10_a_line_is_on_time_in_full_or_it_is_not(session: Session) -> None:
    parent = order(session, "2026-01-05", "2026-02-10", None)
    for on_time_in_full in (True, False, False, True):
        line(session, parent, on_time_in_full)
    line(session, order(session, "2026-02-05", "2026-03-10", None), on_time_in_full=False)
    refreshed(session, codes=("K26",))
    found = figures(session, "K26")
    assert (found["2026-01"].value, str(found["2026-01"].reason)) == (None, "no order line was due")
    assert shown(found["2026-02"].value) == "0.5"  # full and on time, late, short, full and on time


def test_lines_without_a_promise_lower_the_coverage_of_punctuality(session: Session) -> None:
    promised, open_ended = (order(session, "2026-01-05", day, None) for day in ("2026-01-10", None))
    for _ in range(3):
        line(session, promised, on_time_in_full=True)
    line(session, open_ended, on_time_in_full=None)
    refreshed(session, codes=("K26",))
    found = figures(session, "K26")["2026-01"]
    assert (found.value, str(found.reason)) == (None, "coverage 0.75 < 0.80")


def test_late_orders_are_counted_in_the_month_they_left(session: Session) -> None:
    order(session, "2026-01-05", "2026-01-31", "2026-02-01")
    order(session, "2026-01-05", "2026-02-10", "2026-02-10")
    order(session, "2026-02-05", "2026-02-10", None)
    refreshed(session, codes=("X01",))
    assert parts(figures(session, "X01")["2026-02"]) == ("1", "2")


def test_figures_break_down_by_salesperson_and_the_parts_add_up(session: Session) -> None:
    people = [a_person(session).id for _ in range(2)]
    for person, amount in zip((*people, None), (100, 20, 3), strict=True):
        invoice(session, "2026-01-05", "2026-02-10", amount, salesperson_id=person)
    refreshed(session, codes=("K01",))
    by_person = {
        person: figures(session, "K01", by="salesperson", member=person)["2026-01"] for person in (*people, 0)
    }
    assert [shown(found.value) for found in by_person.values()] == ["100", "20", "3"]


@pytest.mark.every_case
@pytest.mark.parametrize("code", ["X02", "R06", "K01"])
def test_a_figure_is_the_same_whether_one_period_or_all_are_asked_for(session: Session, code: str) -> None:
    for at in range(30):
        month = f"{2024 + at // 12}-{at % 12 + 1:02}"
        deal(session, f"{month}-20", Outcome.WON, amount=Decimal(100 + at * at % 17))
        invoice(session, f"{month}-05", f"{month}-20", 100 + at * at % 13)
    refreshed(session, codes=(code,))
    whole = figures(session, code)
    for day in (date(2025, 2, 1), date(2026, 5, 1)):
        assert figures(session, code, first=day, last=day)[f"{day:%Y-%m}"] == whole[f"{day:%Y-%m}"]
