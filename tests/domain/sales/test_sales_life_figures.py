"""Figures of sales life, from rows of files to the value of an indicator."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.indicators.figure import Figure
from domain.indicators.status import Status
from domain.sales.split_suspect import SplitStatus, SplitSuspect
from tests.domain.indicators.trading import figures, refreshed, shown
from tests.factories import a_unit
from tests.imports import imported

pytestmark = pytest.mark.furnished

TODAY = date(2026, 6, 15)


def values(session: Session, code: str, **wish: Any) -> dict[str, str]:
    """Period -> value as text; '-' where there is none."""
    refreshed(session, codes=(code,))
    found = figures(session, code, **wish)
    return {label: shown(figure.value) or "-" for label, figure in found.items()}


def figure(session: Session, code: str, period: str, **wish: Any) -> Figure:
    refreshed(session, codes=(code,))
    return figures(session, code, **wish)[period]


def deals(session: Session, *rows: dict[str, Any]) -> None:
    base = {"opened_on": "2026-01-05", "stage": "Talks", "amount": "100"}
    imported(session, "opportunity", [base | {"ref": f"D{at}"} | row for at, row in enumerate(rows)])


def invoices(session: Session, *rows: tuple[str, object, str]) -> None:
    """(issued on, net amount, customer)."""
    imported(
        session, "invoice",
        [
            {"number": f"I{at}{day}{who}", "issued_on": day, "amount": str(amount), "customer": who}
            for at, (day, amount, who) in enumerate(rows)
        ],
    )  # fmt: skip


def orders(session: Session, *rows: dict[str, Any]) -> None:
    base = {"ordered_on": "2026-04-05", "customer": "C", "amount": "10"}
    imported(session, "order", [base | {"number": f"O{at}"} | row for at, row in enumerate(rows)])


def lines(session: Session, *rows: dict[str, Any]) -> None:
    base = {"order": "O0", "product": "A", "quantity": "1", "unit_price": "100"}
    imported(session, "order_line", [base | {"line": str(at)} | row for at, row in enumerate(rows)])


def target(session: Session, month: str, amount: object, **said: str) -> None:
    row = {"metric": "revenue", "month": month, "amount": str(amount), "frozen_on": "2026-01-01"} | said
    imported(session, "target", [row])


def test_k02_is_net_sales_over_the_frozen_target(session: Session) -> None:
    invoices(session, ("2026-04-10", 90, "C"), ("2026-05-10", 10, "C"))
    target(session, "2026-04", 100)
    assert values(session, "K02") == {"2026-04": "0.9", "2026-05": "-"}
    found = figure(session, "K02", "2026-04")
    assert found.status is Status.AMBER


def test_k01_is_judged_by_the_target(session: Session) -> None:
    invoices(session, ("2026-04-10", 80, "C"))
    target(session, "2026-04", 100)
    assert figure(session, "K01", "2026-04").status is Status.RED


def test_k04_is_the_margin_of_lines_invoiced_in_the_month(session: Session) -> None:
    orders(session, {})
    lines(session, {"unit_cost": "60"}, {"unit_cost": "80", "quantity": "3"})
    invoice = {"number": "I", "order": "O0", "issued_on": "2026-05-10", "amount": "400"}
    imported(session, "invoice", [invoice])
    assert values(session, "K04")["2026-05"] == "0.25"
    lines(session, {"unit_cost": "60"}, {"unit_cost": "80", "quantity": "3"}, {"unit_cost": ""})
    found = figure(session, "K04", "2026-05")
    assert (found.value, str(found.reason)) == (None, "coverage 0.66 < 0.95")


def test_k04_is_judged_by_the_margin_planned(session: Session) -> None:
    orders(session, {})
    lines(session, {"unit_cost": "60"})
    imported(session, "invoice", [{"number": "I", "order": "O0", "issued_on": "2026-05-10", "amount": "100"}])
    target(session, "2026-05", 100)
    target(session, "2026-05", 43, metric="gross_margin")
    assert figure(session, "K04", "2026-05").status is Status.AMBER


def test_k08_judges_leads_in_the_month_their_ninety_days_end(session: Session) -> None:
    rows = [{"number": f"L{at}", "created_on": "2026-01-10"} for at in range(3)]
    rows.append({"number": "L3", "created_on": "2026-01-10", "converted_on": "2026-02-01"})
    rows.append({"number": "L4", "created_on": "2026-03-20"})  # its 90 days end after today
    imported(session, "lead", rows)
    assert values(session, "K08") == {
        "2026-01": "-", "2026-02": "-", "2026-03": "-", "2026-04": "0.25", "2026-05": "-", "2026-06": "-",
    }  # fmt: skip


def test_b07_coverage_is_open_pipeline_over_what_is_left_of_the_target(session: Session) -> None:
    deals(
        session,
        {"amount": "900000", "expected_close_on": "2026-06-30"},
        {"amount": "50000", "expected_close_on": "2026-06-20", "stage": "Won", "closed_on": "2026-06-10"},
        {"amount": "70000", "expected_close_on": "2026-07-01"},
        {"amount": "80000", "expected_close_on": "2026-06-20", "probability": "0"},
    )
    target(session, "2026-06", 500_000)
    invoices(session, ("2026-05-10", 200_000, "C"))
    assert figure(session, "K09", "2026Q2").value == 3


def test_k09_says_that_the_target_is_met(session: Session) -> None:
    deals(session, {"expected_close_on": "2026-06-30"})
    target(session, "2026-06", 100)
    invoices(session, ("2026-06-01", 100, "C"))
    assert str(figure(session, "K09", "2026Q2").reason) == "the target is met"


def forecast(session: Session, month: str, amount: int, **said: str) -> None:
    row = {"month": month, "amount": str(amount), "frozen_on": "2025-06-01", "forecast_version": "1"} | said
    imported(session, "forecast", [row])


def test_k11_errors_of_units_do_not_cancel_out(session: Session) -> None:
    for unit, sold, expected in (("EAST", 100, 80), ("WEST", 100, 130)):
        a_unit(session, code=unit)
        row = {"number": unit, "unit": unit, "issued_on": "2026-04-10", "amount": str(sold)}
        imported(session, "invoice", [row])
        forecast(session, "2026-04", expected, unit=unit)
    forecast(session, "2026-06", 50)  # not over yet
    assert values(session, "K11") == {"2026-04": "0.75", "2026-05": "-", "2026-06": "-"}


def test_r40_forecasts_that_always_lean_to_one_side_are_seen(session: Session) -> None:
    for month in range(1, 7):
        day = f"2025-{month + 6:02}"
        forecast(session, day, 90)
        invoices(session, (f"{day}-10", 100, "C"))
    found = values(session, "R40")
    assert (found["2025-11"], found["2025-12"]) == ("-", "6")
    assert figure(session, "R40", "2025-12").status is Status.AMBER


def test_k14_planned_visits_count_when_done_by_the_end_of_the_month(session: Session) -> None:
    visits = [
        ("2026-04-10", "2026-04-12", ""), ("2026-04-20", "2026-05-02", ""), ("2026-04-22", "", ""),
        ("2026-04-23", "2026-04-23", "2026-04-30"), ("", "2026-04-02", ""), ("2026-06-20", "", ""),
        ("2026-06-10", "2026-06-10", ""),
    ]  # fmt: skip
    rows = [
        {"number": str(at), "planned_on": planned, "done_on": done, "logged_on": logged, "kind": "visit"}
        for at, (planned, done, logged) in enumerate(visits)
    ]
    imported(session, "activity", [*rows, {"number": "call", "planned_on": "2026-04-01", "kind": "call"}])
    assert values(session, "K14") == {"2026-04": "0.25", "2026-05": "-", "2026-06": "1"}


def test_k15_open_deals_with_an_activity_in_the_last_seven_days(session: Session) -> None:
    deals(session, {}, {}, {"stage": "Lost", "closed_on": "2026-05-10"}, {"opened_on": "2026-06-01"})
    done = [("D0", "2026-04-25"), ("D0", "2026-04-28"), ("D1", "2026-04-23"), ("D2", "2026-04-30")]
    done += [("D0", "2026-06-09"), ("D1", "2026-06-08")]  # today is 15 June
    rows = [{"number": str(at), "opportunity": deal, "done_on": day} for at, (deal, day) in enumerate(done)]
    imported(session, "activity", rows)
    found = figures_of(session, "K15")
    assert found["2026-04"] == (2, 3)
    assert found["2026-05"] == (0, 2)
    assert found["2026-06"] == (1, 3)


def figures_of(session: Session, code: str, **wish: Any) -> dict[str, tuple[Any, Any]]:
    refreshed(session, codes=(code,))
    return {
        label: (found.numerator, found.denominator) for label, found in figures(session, code, **wish).items()
    }


def test_k16_effective_activities_per_rep_and_week(session: Session) -> None:
    rows = [
        {"number": f"{rep}{at}", "salesperson": rep, "done_on": f"2026-04-{at:02}", "effective": effective}
        for rep, effective in (("ANN", "yes"), ("BOB", "no"))
        for at in range(6, 16)
    ]
    imported(session, "activity", rows)
    assert figures_of(session, "K16")["2026-04"] == (10, 10)  # two reps, five weeks of April
    assert figures_of(session, "K16", by="salesperson", member=None)


def test_k17_required_fields_of_active_customers(session: Session) -> None:
    whole = {"credit_code": "9133", "region": "浙江", "category": "制造业", "channel": "直销"}
    whole |= {"salesperson": "ANN", "name": "华星"}
    imported(session, "customer", [{"number": "A"} | whole, {"number": "B", "name": "远航", "region": "无"}])
    orders(session, {"customer": "A"}, {"customer": "B"}, {"customer": "B", "ordered_on": "2024-01-01"})
    found = figures_of(session, "K17")
    assert found["2026-04"] == (7, 12)
    assert found["2024-12"] == (1, 6)
    assert found["2025-01"] == (0, 0)


def test_k18_customers_with_their_first_invoice_in_the_month(session: Session) -> None:
    invoices(session, ("2026-03-10", 1, "A"), ("2026-04-10", 1, "A"), ("2026-04-11", 1, "B"))
    target(session, "2026-04", 4, metric="new_customers")
    assert values(session, "K18")["2026-04"] == "0.25"


def test_b08_retention_counts_who_bought_in_both_years(session: Session) -> None:
    before = [("2024-07-10", 1, who) for who in "ABCD"]
    now = [("2025-08-10", 1, who) for who in "ACE"]
    invoices(session, *before, *now, ("2026-06-01", 1, "E"))
    assert values(session, "K19")["2026-06"] == "0.5"


def test_k20_customers_who_order_again_within_twelve_months(session: Session) -> None:
    days = [("A", "2026-01-05"), ("A", "2026-04-05"), ("B", "2026-04-05"), ("B", "2025-03-01")]
    days.append(("C", "2024-04-05"))
    orders(session, *({"customer": who, "ordered_on": day} for who, day in days))
    assert values(session, "K20")["2026-04"] == "0.5"


def test_k27_quantities_of_the_first_shipment(session: Session) -> None:
    orders(session, {}, {})
    lines(session, {"quantity": "6"}, {"quantity": "4", "product": "B"}, {"order": "O1", "quantity": "9"})
    left = {"order": "O0", "number": "D", "shipped_on": "2026-05-10"}
    imported(
        session, "delivery",
        [left | {"product": "A", "quantity": "6"}, left | {"product": "B", "quantity": "3"}],
    )  # fmt: skip
    assert values(session, "K27")["2026-05"] == "0.9"


def test_k29_days_from_order_to_shipment(session: Session) -> None:
    orders(session, *({"shipped_on": f"2026-05-{day:02}"} for day in (5, 6, 15)))
    assert values(session, "K29")["2026-05"] == "31"


def test_r09_held_orders_that_were_released_by_the_end_of_the_month(session: Session) -> None:
    orders(
        session, {"held": "yes", "released_on": "2026-04-20"}, {"held": "yes", "released_on": "2026-05-02"},
        {"hold_reason": "信用额度不足"}, {"hold_reason": "价格"}, {"held": "yes", "status": "cancelled"}, {},
    )  # fmt: skip
    assert figures_of(session, "R09")["2026-04"] == (1, 3)


PRICE = {"product": "A", "list_price": "100", "floor_price": "80", "valid_from": "2026-01-01"}


def test_r22_and_r23_and_r25_judge_the_prices_of_lines(session: Session) -> None:
    imported(session, "price_list", [PRICE])
    power = {"person": "ANN", "max_discount": "0.1", "valid_from": "2026-01-01"}
    imported(session, "discount_authority", [power])
    orders(session, {"salesperson": "ANN"})
    said = [("0", "yes"), ("0.1", "no"), ("0.15", "no"), ("0.25", "no")]
    lines(session, *({"discount": discount, "manual_price": manual} for discount, manual in said))
    assert values(session, "R22")["2026-04"] == "0.5"
    assert values(session, "R23")["2026-04"] == "1"
    assert values(session, "R25")["2026-04"] == "0.25"


def test_r22_a_missing_price_list_is_a_gap_and_no_violation(session: Session) -> None:
    orders(session, {"salesperson": "ANN"})
    lines(session, {"discount": "0.9"})
    found = figure(session, "R22", "2026-04")
    assert (found.value, found.status) == (None, Status.NO_DATA)


def test_r24_groups_that_nobody_has_decided_about(session: Session) -> None:
    rows = [("2026-04-01", "95000"), ("2026-04-03", "90000"), ("2026-05-09", "5")]
    orders(session, *({"ordered_on": day, "amount": net, "created_by": "x"} for day, net in rows))
    assert values(session, "R24") == {"2026-04": "1", "2026-05": "0"}
    session.query(SplitSuspect).one().status = SplitStatus.DISMISSED
    assert values(session, "R24")["2026-04"] == "0"


def test_r26_a_month_end_that_is_pushed_stands_out(session: Session) -> None:
    rows: list[tuple[str, object, str]] = []
    for month in range(1, 12):
        late = 30 + month % 3 if month < 11 else 90
        rows += [(f"2025-{month:02}-10", 100 - late, "C"), (f"2025-{month:02}-28", late, "C")]
    rows = [(day.replace("-28", "-30") if day[5:7] != "02" else day, net, who) for day, net, who in rows]
    invoices(session, *rows)
    found = values(session, "R26")
    assert found["2025-08"] == "-"
    assert abs(Decimal(found["2025-10"])) < 2
    assert figure(session, "R26", "2025-11").status is Status.RED


def rhythm(session: Session, who: str, first: date, days: int, times: int) -> None:
    rows = [
        {"number": f"{who}{at}", "ordered_on": str(first + timedelta(days=days * at)), "customer": who}
        for at in range(times)
    ]
    imported(session, "order", [row | {"amount": "1"} for row in rows])


def test_r35_customers_lost_of_those_there_a_year_before(session: Session) -> None:
    rhythm(session, "A", date(2024, 1, 1), 30, 29)  # on 20 April 2026 the last: not lost by 15 June
    rhythm(session, "B", date(2024, 1, 1), 30, 20)  # lost after 24 July 2025 + 90 days
    rhythm(session, "C", date(2024, 1, 1), 30, 3)  # no rhythm
    rhythm(session, "D", date(2024, 1, 1), 30, 5)  # lost long before
    rhythm(session, "E", date(2026, 5, 1), 14, 4)  # new
    found = figures_of(session, "R35")
    assert found["2025-09"] == (0, 2)
    assert found["2025-10"] == (1, 2)
    assert found["2026-06"] == (1, 2)


def test_r36_revenue_of_customers_at_risk(session: Session) -> None:
    rhythm(session, "A", date(2025, 1, 1), 30, 17)  # the last on 26 April 2026: 50 days of 30 by 15 June
    rhythm(session, "B", date(2025, 1, 1), 20, 24)  # the last on 6 April 2026: 70 days of 20, lost
    rhythm(session, "C", date(2025, 1, 1), 25, 20)  # the last on 21 April 2026: 55 days of 25, at risk
    invoices(
        session,
        ("2025-01-10", 7, "A"),
        ("2026-04-10", 50, "A"),
        ("2026-04-11", 30, "B"),
        ("2026-06-01", 20, "C"),
    )
    assert figures_of(session, "R36")["2026-06"] == (20, 100)
    assert figures_of(session, "R36")["2026-05"] == (30, 80)  # B on 31 May: 55 days of 20


def test_r42_a_win_rate_that_falls_stands_out(session: Session) -> None:
    rows = []
    for quarter in range(8):
        month, year = quarter % 4 * 3 + 1, 2024 + quarter // 4
        won = 0 if quarter == 7 else 5 + quarter % 2
        for at in range(10):
            stage = "Won" if at < won else "Lost"
            rows.append({"stage": stage, "opened_on": "2023-12-01", "closed_on": f"{year}-{month:02}-10"})
    deals(session, *rows)
    found = values(session, "R42", grain="quarter")
    assert found["2025Q2"] == "-"
    assert figure(session, "R42", "2025Q4").status is Status.RED


def test_r43_deals_that_stay_too_long_in_their_stage(session: Session) -> None:
    deals(session, {}, {}, {}, {"ref": "D9", "opened_on": "2026-05-30"})
    rows = [("D0", "2026-01-05"), ("D1", "2026-04-20"), ("D2", "2026-04-20"), ("D9", "2026-05-30")]
    imported(
        session, "stage_history",
        [{"opportunity": deal, "stage": "Talks", "entered_on": day} for deal, day in rows],
    )  # fmt: skip
    found = figures_of(session, "R43")
    assert found["2026-01"] == (0, 3)
    assert found["2026-04"] == (1, 3)
    assert found["2026-05"] == (3, 4)
    imported(session, "stage_history", [{"opportunity": "D0", "stage": "Offer", "entered_on": "2026-05-30"}])
    assert figures_of(session, "R43")["2026-05"] == (2, 4)


@pytest.mark.parametrize(("risk", "same"), [("R59", "K06"), ("R61", "K26")])
def test_some_risks_watch_what_a_performance_indicator_measures(
    session: Session, risk: str, same: str
) -> None:
    deals(
        session, *({"stage": stage, "closed_on": "2026-04-10"} for stage in ("Won", "Lost", "Lost", "Lost"))
    )
    orders(session, {"promised_on": "2026-04-10", "shipped_on": "2026-04-09"}, {"promised_on": "2026-04-11"})
    lines(session, {}, {"order": "O1"})
    assert values(session, risk) == values(session, same)
    assert set(values(session, risk).values()) >= {"0.25" if risk == "R59" else "0.5"}
