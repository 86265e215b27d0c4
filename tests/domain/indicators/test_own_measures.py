"""Measures that people build: checked, summed with the others, never changed under an indicator."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.comparison import Operator
from domain.approvals.condition import Condition, Conditions, Join, ValueMisfit
from domain.core.custom_field import CustomKind
from domain.core.errors import Missing, NotPermitted
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Grant, Permission
from domain.indicators.custom_measure import (
    Aggregate,
    CustomMeasure,
    NameTaken,
    NoCustomers,
    NoSuchFact,
    NotAMonth,
    NotANumber,
)
from domain.indicators.custom_measure_define import (
    CodeIsFixed,
    CodeTaken,
    FieldNotOpen,
    MeasureInUse,
    change_measure,
    copy_measure,
    define_measure,
    retire_measure,
    sum_up,
)
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.measure_part import MeasurePart
from domain.indicators.propose_indicator import propose_indicator
from domain.indicators.propose_preview import preview
from domain.indicators.read_figures import UnknownBreakdown, Wish, read_figures
from domain.indicators.records_behind import records_behind
from domain.indicators.refresh import PartialSight, refresh
from domain.indicators.status import Direction
from domain.reporting.breakdown import breakdown, offered_breakdowns
from tests.domain.indicators.own_fields import a_choice, a_number
from tests.domain.indicators.trading import MACHINE, TODAY, invoice, reading_of
from tests.factories import NOON, a_customer, a_person, a_unit, an_actor, the_root

ACTOR = an_actor()
HIGH = Conditions(items=(Condition("custom.risk", Operator.ONE_OF, ("high",)),)).plain()


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    """A company that may have facts."""
    the_root(session)


def measure(session: Session, actor: Actor = ACTOR, **facts: Any) -> CustomMeasure:
    wanted = {
        "code": "risky", "name_zh": "高风险发票", "name_en": "Risky invoices", "fact": "Invoice",
        "aggregate": Aggregate.COUNT,
    }  # fmt: skip
    return define_measure(session, actor, wanted | facts)


def indicator(session: Session, numerator: str, denominator: str = "", code: str = "Z01") -> IndicatorVersion:
    """An approved indicator of our own."""
    values = {
        "code": code, "kind": Kind.KRI, "name_zh": "自建", "name_en": "Own", "measured": Measured.COUNT,
        "direction": Direction.LB, "grain": Grain.MONTH,
    }  # fmt: skip
    formula = {"numerator": numerator, "denominator": denominator, "amber": "1", "red": "2"}
    proposer = replace(ACTOR, person_id=a_person(session).id)
    version = propose_indicator(session, proposer, values, formula, NOON)
    approver = replace(ACTOR, person_id=a_person(session).id, user_id=9)
    version.workflow.take("approve", version, approver, NOON)
    return version


def parts(session: Session, code: str) -> dict[int, Decimal]:
    """Month -> amount, whole company."""
    query = select(MeasurePart).where(MeasurePart.measure == code, MeasurePart.dimension == "")
    return {part.period: part.amount for part in session.scalars(query)}


def fresh(session: Session, *codes: str, full: bool = False) -> None:
    session.flush()
    session.expire_all()
    done = refresh(session, MACHINE, TODAY, codes, full=full)
    assert not done.errors


def test_rows_are_counted_by_a_choice_of_our_own(session: Session) -> None:
    a_choice(session, "Invoice")
    for issued, risk in (("2026-01-05", "high"), ("2026-01-06", "low"), ("2026-02-05", "high")):
        invoice(session, issued, None, 100, custom={"risk": risk})
    invoice(session, "2026-02-07", None, 100)
    measure(session, conditions=HIGH)
    assert parts(session, "risky") == {202601: 1, 202602: 1}


def test_a_number_of_our_own_is_added_up_exactly(session: Session) -> None:
    a_number(session, "Invoice", "points")
    for points in (15_000, 5_000, None):
        invoice(session, "2026-01-05", None, 100, custom={"points": points} if points else {})
    measure(session, code="points", aggregate=Aggregate.SUM, field="custom.points")
    assert parts(session, "points") == {202601: Decimal("2.0")}


def test_what_is_missing_lowers_the_coverage_only_where_that_is_wanted(session: Session) -> None:
    a_number(session, "Invoice", "points")
    invoice(session, "2026-01-05", None, 100, custom={"points": 10_000})
    invoice(session, "2026-01-06", None, 100)
    measure(session, code="lenient", aggregate=Aggregate.SUM, field="custom.points")
    measure(session, code="strict", aggregate=Aggregate.SUM, field="custom.points", needs_value=True)
    found = {part.measure: (part.required, part.missing) for part in session.scalars(select(MeasurePart))}
    assert (found["lenient"], found["strict"]) == ((2, 0), (2, 1))


@pytest.mark.parametrize(
    ("field", "operator", "values", "count"),
    [
        ("amount", Operator.MORE_THAN, ("150",), 1),
        ("amount", Operator.EQUALS, ("150.00",), 1),
        ("issued_on", Operator.FROM, ("2026-01-06",), 2),
        ("number", Operator.CONTAINS, ("ab%",), 1),
        ("number", Operator.ONE_OF, ("x_1", "AB%2"), 2),
        ("status", Operator.NONE_OF, ("posted",), 0),
        ("disputed", Operator.NO, (), 3),
        ("due_on", Operator.EMPTY, (), 2),
        ("due_on", Operator.FILLED, (), 1),
        ("custom.points", Operator.AT_LEAST, ("1.5",), 1),
        ("custom.points", Operator.DIFFERS, ("1.5",), 2),
        ("custom.points", Operator.EMPTY, (), 1),
        ("custom.risk", Operator.NONE_OF, ("high",), 2),
        ("custom.seen", Operator.BEFORE, ("2026-01-02",), 1),
        ("custom.urgent", Operator.YES, (), 1),
        ("custom.urgent", Operator.NO, (), 1),
    ],
)
def test_a_condition_means_for_measures_what_it_means_for_approvals(
    session: Session, field: str, operator: Operator, values: tuple[str, ...], count: int
) -> None:
    a_choice(session, "Invoice")
    a_number(session, "Invoice", "points")
    a_number(session, "Invoice", "seen", CustomKind.DAY)
    a_number(session, "Invoice", "urgent", CustomKind.FLAG)
    invoice(
        session, "2026-01-05", "2026-02-05", 100, number="x_1",
        custom={"risk": "high", "points": 15_000, "seen": "2026-01-01", "urgent": True},
    )  # fmt: skip
    invoice(session, "2026-01-06", None, 150, number="AB%2", custom={"points": 10_000, "urgent": False})
    invoice(session, "2026-01-07", None, 160, number="x31", custom={"risk": "low", "seen": "2026-01-02"})
    rules = Conditions(items=(Condition(field, operator, values),)).plain()
    measure(session, conditions=rules)
    assert sum(parts(session, "risky").values()) == count


def test_conditions_are_joined_by_any_where_that_is_said(session: Session) -> None:
    invoice(session, "2026-01-05", None, 100)
    invoice(session, "2026-01-06", None, 900)
    invoice(session, "2026-01-07", None, 500)
    few, many = ("amount", Operator.LESS_THAN, ("200",)), ("amount", Operator.MORE_THAN, ("800",))
    measure(session, conditions=Conditions(Join.ANY, (Condition(*few), Condition(*many))).plain())
    assert sum(parts(session, "risky").values()) == 2


def test_a_balance_counts_from_one_month_until_another(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-03-05", 100)
    invoice(session, "2026-02-05", "2026-03-20", 50)
    invoice(session, "2026-03-25", "2026-04-20", 7)
    measure(session, code="not_due", aggregate=Aggregate.SUM, field="amount", until="due_period", money=True)
    indicator(session, "not_due")
    fresh(session, "Z01")
    found = [reading_of(session, "Z01", month).value for month in ("2026-01", "2026-02", "2026-03")]
    assert found == [100, 150, 7]


def test_customers_are_counted_once_over_any_span(session: Session) -> None:
    one, other = a_customer(session), a_customer(session)
    for issued, customer in (("2026-01-05", one), ("2026-02-05", one), ("2026-02-06", other)):
        invoice(session, issued, None, 100, customer_id=customer.id)
    measure(session, code="buyers", aggregate=Aggregate.CUSTOMERS)
    indicator(session, "window(distinct(buyers), 2)")
    fresh(session, "Z01")
    assert reading_of(session, "Z01", "2026-02").value == 2


def test_an_incremental_refresh_ends_where_a_full_one_does(session: Session) -> None:
    a_choice(session, "Invoice")
    first = invoice(session, "2026-01-05", None, 100, custom={"risk": "high"})
    unit = a_unit(session)
    measure(session, conditions=HIGH)
    indicator(session, "risky", "1 + 0 * risky")
    fresh(session, "Z01")
    first.custom = {"risk": "low"}
    invoice(session, "2026-01-09", None, 100, custom={"risk": "high"}, unit_id=unit.id)
    invoice(session, "2026-03-09", None, 100, custom={"risk": "high"})
    fresh(session, "Z01")
    months = ("2026-01", "2026-02", "2026-03")
    kept, values = parts(session, "risky"), [reading_of(session, "Z01", month).value for month in months]
    assert kept == {202601: 1, 202603: 1}
    assert values == [1, 0, 1]
    fresh(session, "Z01", full=True)
    assert parts(session, "risky") == kept
    assert [reading_of(session, "Z01", month).value for month in months] == values


def test_a_choice_of_our_own_on_customers_is_a_breakdown(session: Session) -> None:
    a_choice(session, "Customer")
    for risk, amount in (("high", 100), ("low", 70), ("high", 30), (None, 5)):
        customer = a_customer(session, custom={"risk": risk} if risk else {})
        invoice(session, "2026-01-05", None, amount, customer_id=customer.id)
    measure(session, code="own_sales", aggregate=Aggregate.SUM, field="net", money=True)
    version = indicator(session, "own_sales")
    fresh(session, "Z01")
    kept, unit = session.get_one(Indicator, version.indicator_id), the_root(session)
    january = Period.parse("2026-01")
    assert "customer.risk" in offered_breakdowns(session, kept)
    shares = breakdown(session, MACHINE, kept, unit.id, january, "customer.risk", TODAY)
    assert {(s.name_zh, s.name_en): s.figure.value for s in shares} == {
        ("高", "High"): 130, ("低", "Low"): 70, ("", ""): 5
    }  # fmt: skip
    for share in shares:
        wish = Wish("Z01", unit.id, by="customer.risk", member=share.key)
        assert records_behind(session, MACHINE, wish, january, TODAY).total == share.figure.value


def test_a_choice_of_our_own_on_the_facts_is_a_breakdown_too(session: Session) -> None:
    a_choice(session, "Invoice")
    for risk, amount in (("high", 100), ("low", 70), ("high", 30), (None, 5)):
        invoice(session, "2026-01-05", None, amount, custom={"risk": risk} if risk else {})
    measure(session, code="own_sales", aggregate=Aggregate.SUM, field="net", money=True)
    kept = session.get_one(Indicator, indicator(session, "own_sales").indicator_id)
    fresh(session, "Z01")
    january, unit = Period.parse("2026-01"), the_root(session).id
    assert "Invoice.risk" in offered_breakdowns(session, kept)
    shares = breakdown(session, MACHINE, kept, unit, january, "Invoice.risk", TODAY)
    assert {(s.name_zh, s.name_en): s.figure.value for s in shares} == {
        ("高", "High"): 130, ("低", "Low"): 70, ("", ""): 5
    }  # fmt: skip
    for share in shares:
        wish = Wish("Z01", unit, by="Invoice.risk", member=share.key)
        assert records_behind(session, MACHINE, wish, january, TODAY).total == share.figure.value


def test_a_breakdown_by_a_closed_field_is_closed(session: Session) -> None:
    a_choice(session, "Customer", visible_to=["chosen_few"])
    invoice(session, "2026-01-05", None, 1)
    measure(session)
    indicator(session, "risky")
    with pytest.raises(UnknownBreakdown):
        read_figures(session, MACHINE, Wish("Z01", the_root(session).id, by="customer.risk"), TODAY)


def test_a_draft_is_computed_before_anybody_proposes_it(session: Session) -> None:
    for issued in ("2026-01-05", "2026-02-05", "2026-02-06"):
        invoice(session, issued, None, 100)
    measure(session)
    draft = {"numerator": "risky", "amber": "1", "red": "3"}
    found = preview(session, ACTOR, draft, (Direction.LB, Grain.MONTH), the_root(session).id, TODAY)
    assert [(f.period.label, f"{f.value:.0f}", f.status.value) for f in found.figures] == [
        ("2026-01", "1", "green"), ("2026-02", "2", "amber")
    ]  # fmt: skip


def test_what_an_indicator_rests_on_does_not_change_under_it(session: Session) -> None:
    one = measure(session)
    indicator(session, "risky")
    with pytest.raises(MeasureInUse, match="Z01"):
        change_measure(session, ACTOR, one, {"aggregate": Aggregate.SUM, "field": "net"})
    with pytest.raises(MeasureInUse):
        retire_measure(session, ACTOR, one, NOON)
    change_measure(session, ACTOR, one, {"name_en": "Another name"})
    copy = copy_measure(session, ACTOR, one, "risky_net")
    change_measure(session, ACTOR, copy, {"aggregate": Aggregate.SUM, "field": "net"})
    assert registry_of(session).measures["risky_net"].parts[0].amount is not None


def test_a_changed_measure_is_added_up_anew(session: Session) -> None:
    invoice(session, "2026-01-05", None, 100)
    one = measure(session)
    change_measure(session, ACTOR, one, {"aggregate": Aggregate.SUM, "field": "net"})
    assert parts(session, "risky") == {202601: 100}
    retire_measure(session, ACTOR, one, NOON)
    assert parts(session, "risky") == {}
    assert "risky" not in registry_of(session).measures


def test_a_field_that_was_archived_goes_on_counting_in_measures(session: Session) -> None:
    field = a_choice(session, "Invoice")
    invoice(session, "2026-01-05", None, 100, custom={"risk": "high"})
    measure(session, conditions=HIGH)
    field.archived_at = NOON
    session.flush()
    invoice(session, "2026-02-05", None, 100, custom={"risk": "high"})
    sum_up(session, "Invoice")
    assert parts(session, "risky") == {202601: 1, 202602: 1}


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code": "median"}, NameTaken),
        ({"code": "net_sales"}, NameTaken),
        ({"code": "baseline"}, NameTaken),
        ({"name_zh": " "}, Missing),
        ({"fact": "User"}, NoSuchFact),
        ({"month": "issued_on"}, NotAMonth),
        ({"until": "nonsense"}, NotAMonth),
        ({"aggregate": Aggregate.SUM}, Missing),
        ({"aggregate": Aggregate.SUM, "field": "number"}, NotANumber),
        ({"fact": "AccessReview", "aggregate": Aggregate.CUSTOMERS}, NoCustomers),
        (
            {"conditions": Conditions(items=(Condition("amount", Operator.EQUALS, ("1.23456",)),)).plain()},
            ValueMisfit,
        ),
    ],
)
def test_what_does_not_fit_the_facts_is_refused(
    session: Session, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        measure(session, **wrong)


def test_a_code_names_one_measure_for_good(session: Session) -> None:
    one = measure(session)
    with pytest.raises(CodeTaken):
        measure(session)
    with pytest.raises(CodeIsFixed):
        change_measure(session, ACTOR, one, {"code": "other"})


def test_only_who_defines_indicators_and_sees_the_whole_company_builds_measures(session: Session) -> None:
    with pytest.raises(NotPermitted):
        measure(session, an_actor(Permission.INDICATORS_READ))
    session.info["actor"] = replace(
        ACTOR, grants=(Grant("unit", frozenset(Permission), frozenset({the_root(session).id})),)
    )
    with pytest.raises(PartialSight):
        measure(session, session.info["actor"])


def test_nobody_adds_up_a_field_that_is_closed_to_them(session: Session) -> None:
    closed = replace(
        ACTOR, grants=(Grant("test", frozenset(Permission), None, (("Invoice.net", "hidden"),)),)
    )
    with pytest.raises(FieldNotOpen):
        measure(session, closed, aggregate=Aggregate.SUM, field="net")
