"""Figures over spans: the same as readings for quarters and years, sums of both quarters for half-years."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.figure import Figure
from domain.indicators.plan import UnknownIndicator
from domain.indicators.read_figures import UnknownBreakdown
from domain.indicators.span_figures import SpanWish, known_by, span_figures
from tests.domain.indicators.test_sales_figures import deals
from tests.domain.indicators.trading import figures, invoice, order, pay, refreshed, shown
from tests.factories import a_person, a_unit, the_root
from tests.statements import counted

pytestmark = pytest.mark.furnished
TODAY = date(2026, 8, 15)
CODES = frozenset({"K01", "K06", "K13", "K30", "K31", "K34"})


def spans(
    session: Session, first: int, last: int, members: set[int], by: str | None = "salesperson",
    codes: frozenset[str] = CODES,
) -> dict[str, dict[int, Figure]]:  # fmt: skip
    session.flush()
    wish = SpanWish(codes, first, last, frozenset(members), by)
    return {code: dict(of) for code, of in span_figures(session, wish, TODAY).items()}


def test_a_quarter_and_a_year_are_what_readings_say(session: Session) -> None:
    anna, unit = a_person(session).id, a_unit(session).id
    for month in range(1, 8):
        claim = invoice(session, f"2026-0{month}-05", f"2026-0{month}-25", 100 * month,
                        salesperson_id=anna, unit_id=unit)  # fmt: skip
        if month % 2:
            pay(session, claim, f"2026-0{month}-28", 50)
    deals(session, "2026-02-05", 1, 1, salesperson_id=anna, unit_id=unit)
    deals(session, "2026-05-05", 3, 1, salesperson_id=anna, unit_id=unit)
    order(session, "2026-05-05", "2026-05-10", None, salesperson_id=anna, unit_id=unit)
    refreshed(session, TODAY, codes=sorted(CODES))
    for grain, first, last, label in (
        (Grain.QUARTER, 202604, 202606, "2026Q2"), (Grain.YEAR, 202601, 202612, "2026"),
    ):  # fmt: skip
        for code in sorted(CODES):
            mine = spans(session, first, last, {anna})[code][anna]
            kept = figures(session, code, TODAY, grain=grain, by="salesperson", member=anna)[label]
            assert mine[2:9] == kept[2:9], (code, label)
            whole = spans(session, first, last, {unit}, None)[code][unit]
            read = figures(session, code, TODAY, grain=grain, unit_id=unit)[label]
            assert whole[2:9] == read[2:9], (code, label)


def test_a_half_year_is_the_ratio_of_the_sums_of_its_quarters(session: Session) -> None:
    anna = a_person(session).id
    deals(session, "2026-02-05", 1, 1, salesperson_id=anna)
    deals(session, "2026-05-05", 3, 1, salesperson_id=anna)
    deals(session, "2026-07-05", 5, 0, salesperson_id=anna)
    refreshed(session, TODAY, codes=("K06",))
    found = spans(session, 202601, 202606, {anna}, codes=frozenset({"K06"}))["K06"][anna]
    assert (found.numerator, found.denominator) == (Decimal(4), Decimal(6))
    assert found.value is not None
    assert round(found.value, 6) == Decimal("0.666667")
    quarters = [
        spans(session, first, last, {anna}, codes=frozenset({"K06"}))["K06"][anna]
        for first, last in ((202601, 202603), (202604, 202606))
    ]
    assert sum(one.numerator or 0 for one in quarters) == found.numerator
    assert sum(one.denominator or 0 for one in quarters) == found.denominator


def test_a_balance_stands_at_the_end_of_its_half_year(session: Session) -> None:
    unit = a_unit(session).id
    invoice(session, "2026-01-05", "2026-02-10", 300, unit_id=unit)
    claim = invoice(session, "2026-05-05", "2026-06-10", 100, unit_id=unit)
    invoice(session, "2026-07-05", "2026-08-10", 900, unit_id=unit)
    pay(session, claim, "2026-06-20", 40)
    refreshed(session, TODAY, codes=("K30",))
    found = spans(session, 202601, 202606, {unit}, None, frozenset({"K30"}))["K30"][unit]
    assert (found.numerator, found.denominator) == (Decimal(360), Decimal(400))
    assert found.value == Decimal(360) * 181 / 400


def test_whoever_sold_nothing_sold_zero(session: Session) -> None:
    anna, ben = a_person(session).id, a_person(session).id
    invoice(session, "2026-01-05", "2026-02-10", 300, salesperson_id=anna)
    refreshed(session, TODAY, codes=("K01",))
    found = spans(session, 202601, 202606, {anna, ben}, codes=frozenset({"K01"}))["K01"]
    assert {key: shown(one.value) for key, one in found.items()} == {anna: "300", ben: "0"}


def test_without_any_records_figures_say_so(session: Session) -> None:
    found = spans(session, 202601, 202606, {7}, codes=frozenset({"K01"}))["K01"][7]
    assert found.value is None
    assert str(found.reason) == "no facts imported: entity.Invoice"


def test_many_people_cost_no_more_questions_than_one(session: Session) -> None:
    people = [a_person(session).id for _ in range(30)]
    for person in people:
        invoice(session, "2026-01-05", "2026-02-10", 300, salesperson_id=person)
        deals(session, "2026-02-05", 1, 0, salesperson_id=person)
    refreshed(session, TODAY, codes=("K01", "K06"))
    with counted() as one:
        spans(session, 202601, 202606, set(people[:1]))
    with counted() as many:
        spans(session, 202601, 202606, set(people))
    assert len(many) == len(one)


def test_what_is_not_known_by_person_is_refused(session: Session) -> None:
    the_root(session)
    assert known_by(session, {"K01", "K46"}, "salesperson") == {"K01"}
    with pytest.raises(UnknownBreakdown):
        spans(session, 202601, 202606, {1}, codes=frozenset({"K46"}))
    with pytest.raises(UnknownIndicator):
        spans(session, 202601, 202606, {1}, codes=frozenset({"K999"}))
    assert spans(session, 202601, 202606, {1}, codes=frozenset()) == {}
