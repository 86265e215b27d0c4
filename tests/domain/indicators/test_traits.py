"""Figures by region, channel or product category: what customers and products have in common."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Period
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.records_behind import records_behind
from domain.reporting.breakdown import breakdown, offered_breakdowns
from tests.domain.indicators.trading import MACHINE, TODAY, install, invoice, pay, refreshed
from tests.factories import a_customer, the_root

pytestmark = pytest.mark.furnished

JANUARY = Period.parse("2026-01")


@pytest.fixture
def trade(session: Session) -> None:
    """East buys through two customers, north through one; one has no region, one row no customer."""
    install(session)
    for region, amount in (("华东", 100), ("华北", 70), ("华东", 30), ("", 5)):
        customer = a_customer(session, region=region)
        pay(
            session,
            invoice(session, "2026-01-05", "2026-01-31", amount, customer_id=customer.id),
            "2026-02-10",
            10,
        )
    invoice(session, "2026-01-06", "2026-01-31", 2, customer_id=None)
    refreshed(session)


def by_region(session: Session, code: str) -> dict[str, Decimal | None]:
    indicator = session.scalars(select(Indicator).where(Indicator.code == code)).one()
    shares = breakdown(session, MACHINE, indicator, the_root(session).id, JANUARY, "region", TODAY)
    return {share.name_zh: share.figure.value for share in shares}


@pytest.mark.usefixtures("trade")
def test_sales_of_a_region_are_those_of_its_customers(session: Session) -> None:
    assert by_region(session, "K01") == {"华东": 130, "华北": 70, "": 7}


@pytest.mark.usefixtures("trade")
def test_concentration_within_a_region_looks_at_its_customers(session: Session) -> None:
    found = by_region(session, "R07")
    assert found["华北"] == 1
    assert found["华东"] == Decimal("0.7692307692")


@pytest.mark.usefixtures("trade")
def test_the_records_behind_a_region_add_up_to_its_figure(session: Session) -> None:
    unit = the_root(session).id
    for figure in read_figures(
        session, MACHINE, Wish("K01", unit, by="region", last=JANUARY.last_day), TODAY
    ):
        wish = Wish("K01", unit, by="region", member=figure.scope)  # type: ignore[arg-type]
        found = records_behind(session, MACHINE, wish, JANUARY, TODAY)
        assert found.adds_up
        assert found.total == figure.value


@pytest.mark.usefixtures("trade")
def test_what_knows_customers_knows_their_regions(session: Session) -> None:
    known = {
        code: offered_breakdowns(
            session, session.scalars(select(Indicator).where(Indicator.code == code)).one()
        )
        for code in ("K01", "K26", "R31")
    }
    assert known["K01"] == ("unit", "salesperson", "customer", "region", "channel")
    assert known["K26"] == ("unit", "salesperson", "customer", "product", "region", "channel", "category")
    assert known["R31"] == ("unit",)
