"""Why did it change: causes found in the company's own records, which add up to the change."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Period
from domain.indicators.catalogue import shipped
from domain.indicators.indicator import Indicator
from domain.reporting.change import (
    FEW,
    Change,
    ChangeAsked,
    NoValueThen,
    PartsDoNotAddUp,
    why_changed,
)
from domain.sales.opportunity import Outcome
from tests.domain.indicators.trading import MACHINE, TODAY, deal, figures, install, invoice, pay, refreshed
from tests.factories import a_customer, a_person, a_unit, the_root

pytestmark = pytest.mark.furnished

JANUARY, FEBRUARY = Period.parse("2026-01"), Period.parse("2026-02")


def change(session: Session, code: str, by: str, before: str = "2026-01", after: str = "2026-02") -> Change:
    indicator = session.scalars(select(Indicator).where(Indicator.code == code)).one()
    asked = ChangeAsked(indicator, the_root(session).id, Period.parse(before), Period.parse(after), by)
    return why_changed(session, MACHINE, asked, TODAY)


@pytest.fixture
def trade(session: Session) -> None:
    """Two units, four customers in three regions, fourteen months: one customer pays ever later."""
    install(session)
    unit = a_unit(session)
    seller = a_person(session)
    regions = ("华东", "华北", "华东", "")
    customers = [a_customer(session, region=region).id for region in regions]
    for month in range(14):
        day = f"{2025 + month // 12}-{month % 12 + 1:02}"
        for at, customer in enumerate(customers):
            claim = invoice(
                session, f"{day}-05", f"{day}-25", 100 + 10 * at + month * (at + 1), customer_id=customer,
                unit_id=unit.id if at % 2 else the_root(session).id, salesperson_id=seller.id if at else None,
            )  # fmt: skip
            paid = month + (2 if at == 1 and month > 6 else at % 2)
            pay(session, claim, f"{2025 + paid // 12}-{paid % 12 + 1:02}-20")
    refreshed(session)


@pytest.mark.every_case
@pytest.mark.usefixtures("trade")
@pytest.mark.parametrize("code", ["K01", "K30", "K32", "K35", "R05"])
@pytest.mark.parametrize("by", ["unit", "customer", "region"])
def test_causes_add_up_to_the_change_of_the_figure(session: Session, code: str, by: str) -> None:
    found = change(session, code, by)
    values = [cause.contribution.total for cause in found.causes]
    assert found.total == sum(values, Decimal(0))
    assert sorted(values, key=abs, reverse=True) == values, "the largest cause comes first"


@pytest.mark.usefixtures("trade")
def test_the_total_is_the_difference_of_the_two_readings(session: Session) -> None:
    found = change(session, "K30", "customer")
    values = {
        period.label: cause
        for period, cause in zip((JANUARY, FEBRUARY), _figures(session, "K30"), strict=True)
    }
    assert found.total == values["2026-02"] - values["2026-01"]


def _figures(session: Session, code: str) -> list[Decimal]:
    shown = figures(session, code)
    found = [shown[period.label].value for period in (JANUARY, FEBRUARY)]
    return [value for value in found if value is not None]


@pytest.mark.usefixtures("trade")
def test_the_same_month_of_last_year_may_be_the_base(session: Session) -> None:
    found = change(session, "K01", "region", "2025-02", "2026-02")
    assert found.total == 120
    east = next(cause for cause in found.causes if cause.name_zh == "华东")
    assert east.contribution.total == 12 * 1 + 12 * 3


@pytest.mark.usefixtures("trade")
def test_a_largest_share_is_no_sum_and_says_so(session: Session) -> None:
    assert change(session, "R08", "customer").reason == PartsDoNotAddUp()
    assert change(session, "R08", "customer").causes == ()


@pytest.mark.usefixtures("trade")
def test_without_a_value_then_there_is_nothing_to_explain(session: Session) -> None:
    assert change(session, "K03", "unit", "2025-01", "2026-01").reason == NoValueThen(period="2025-01")


def test_people_with_few_cases_are_told_together(session: Session) -> None:
    install(session)
    many, one, other = (a_person(session).id for _ in range(3))
    for month in ("2025-12", "2026-03"):
        for at in range(12):
            deal(session, f"{month}-05", Outcome.WON if at % 2 == 0 else Outcome.LOST, salesperson_id=many)
        deal(session, f"{month}-06", Outcome.WON, salesperson_id=one)
        deal(
            session, f"{month}-07", Outcome.WON if month == "2026-03" else Outcome.LOST, salesperson_id=other
        )
    refreshed(session)
    found = change(session, "K06", "salesperson", "2025Q4", "2026Q1")
    assert {cause.key for cause in found.causes} == {many, FEW}
    assert found.total == sum((cause.contribution.total for cause in found.causes), Decimal(0))


@pytest.mark.usefixtures("trade")
def test_every_shipped_indicator_explains_its_change_or_says_why_not(session: Session) -> None:
    for declared in shipped():
        if not declared.get("awaits"):
            found = change(session, str(declared["code"]), "unit")
            explained = found.total == sum((c.contribution.total for c in found.causes), Decimal(0))
            assert (found.reason is None) is (explained and bool(found.causes)), declared["code"]
