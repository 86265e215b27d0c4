"""Indicators over real files equal what others computed from them, to the last digit they give."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.catalogue import install_catalogue
from domain.indicators.figure import Figure
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.refresh import refresh
from domain.organisation.person import Person
from domain.sales.customer import Customer
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.domain.indicators.trading import MACHINE, all_readings
from tests.factories import NOON, the_root
from tests.trials.conftest import import_file, trial_session, truth

TODAY = date(2026, 6, 15)
FILES = (
    ("ar_ibm", "invoice", "WA_Fn-UseC_-Accounts-Receivable.csv"),
    ("crm_maven", "opportunity", "sales_pipeline.csv"),
    ("northwind", "customer", "Customers.csv"),
    ("northwind", "product", "Products.csv"),
    ("northwind", "order", "Orders.csv"),
    ("northwind", "order_line", "Order Details.csv"),
)


@pytest.fixture(scope="module")
def company(
    databases: SqliteDatabases | PostgresDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """All three data sets in one portal, refreshed after each file as the command line does."""
    with trial_session(databases, tmp_path_factory.mktemp("trial")) as session:
        install_catalogue(session, NOON)
        for trial, fact, file in FILES:
            import_file(session, trial, fact, file)
            refresh(session, MACHINE, TODAY)
        yield session


def found(session: Session, code: str, grain: Grain, **wish: Any) -> list[Figure]:
    wanted = Wish(code=code, unit_id=the_root(session).id, grain=grain, **wish)
    return read_figures(session, MACHINE, wanted, TODAY)


def by_period(session: Session, code: str, grain: Grain) -> dict[str, Figure]:
    return {figure.period.label: figure for figure in found(session, code, grain)}


def equal(number: Decimal | None, true: Decimal | float) -> bool:
    """Equal as far as the truth has digits; a half may have been rounded either way there."""
    exact = Decimal(true)
    places = -int(exact.as_tuple().exponent)
    return number is not None and abs(number - exact) <= Decimal(5).scaleb(-places - 1)


def test_days_outstanding_by_quarter(company: Session) -> None:
    figures = by_period(company, "K30", Grain.QUARTER)
    for quarter, true in truth("ar_ibm")["dso_by_quarter"].items():
        figure = figures[quarter]
        assert (figure.numerator, figure.denominator) == (true["ar_end"], true["sales"])
        assert figure.period.days == true["days"]
        assert equal(figure.value, true["dso"]), quarter


def test_collection_effectiveness_by_quarter(company: Session) -> None:
    figures = by_period(company, "K34", Grain.QUARTER)
    for quarter, true in truth("ar_ibm")["cei_by_quarter"].items():
        assert equal(figures[quarter].value, true), quarter


def test_invoiced_and_collected_by_month(company: Session) -> None:
    figures, real = by_period(company, "K32", Grain.MONTH), truth("ar_ibm")
    assert {m: f.numerator for m, f in figures.items()} == real["collected_by_month"]
    assert {m: f.denominator for m, f in figures.items() if f.denominator} == real["invoiced_by_month"]


@pytest.mark.every_case
@pytest.mark.parametrize(("day", "month"), [("2012-12-31", "2012-12"), ("2013-06-30", "2013-06")])
def test_past_due_at_a_month_end_is_that_of_the_ageing(company: Session, day: str, month: str) -> None:
    ageing, figure = truth("ar_ibm")[f"ageing_{day}"], by_period(company, "K36", Grain.MONTH)[month]
    overdue = sum(ageing[bucket]["amount"] for bucket in ("1-30", "31-60", "61-90", ">90"))
    assert (figure.numerator, figure.denominator) == (overdue, ageing["total"]["amount"])


def test_concentration_of_what_was_invoiced(company: Session) -> None:
    real, numbers = truth("ar_ibm"), dict[Any, str]()
    for row in company.execute(select(Customer.id, Customer.number)):
        numbers[row.id] = row.number
    totals: dict[str, Decimal] = {}
    for figure in found(company, "K32", Grain.YEAR, by="customer"):
        number = numbers[figure.scope]
        totals[number] = totals.get(number, Decimal(0)) + (figure.denominator or 0)
    ten = dict(sorted(totals.items(), key=lambda item: -item[1])[:10])
    assert ten == real["top10_customers_amount"]
    assert equal(sum(ten.values(), Decimal(0)) / sum(totals.values(), Decimal(0)), real["top10_share"])


def people(session: Session) -> dict[Any, str]:
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name))}


def test_win_rate_overall_by_agent_and_by_quarter(company: Session) -> None:
    real, names = truth("crm_maven"), people(company)
    (whole,) = (f for f in found(company, "K06", Grain.YEAR) if f.denominator)
    assert equal(whole.value, real["win_rate"])
    by_agent = {
        names[f.scope]: f for f in found(company, "K06", Grain.YEAR, by="salesperson") if f.denominator
    }
    assert by_agent.keys() == real["win_rate_by_agent"].keys()
    assert all(equal(figure.value, real["win_rate_by_agent"][name]) for name, figure in by_agent.items())
    quarters = by_period(company, "K06", Grain.QUARTER)
    assert all(equal(quarters[name].value, true) for name, true in real["win_rate_by_quarter"].items())


def test_won_value_by_agent_and_by_quarter(company: Session) -> None:
    real, names = truth("crm_maven"), people(company)
    by_agent = {
        names[f.scope]: f.value for f in found(company, "X02", Grain.YEAR, by="salesperson") if f.value
    }
    assert by_agent == real["won_value_by_agent"]
    quarters = by_period(company, "X02", Grain.QUARTER)
    assert all(quarters[name].value == true for name, true in real["won_value_by_quarter"].items())


def test_length_of_won_deals(company: Session) -> None:
    real = truth("crm_maven")
    mean, median = (by_period(company, code, Grain.YEAR)["2017"] for code in ("X03", "K10"))
    assert equal(mean.value, real["avg_cycle_days_won"])
    assert equal(median.value, real["median_cycle_days_won"])


def test_net_order_value_by_quarter(company: Session) -> None:
    figures = by_period(company, "K13", Grain.QUARTER)
    assert {name: figure.numerator for name, figure in figures.items()} == truth("northwind")[
        "net_by_quarter"
    ]


def test_orders_that_left_late(company: Session) -> None:
    real = truth("northwind")
    years = by_period(company, "X01", Grain.YEAR).values()
    late = sum(((figure.numerator or Decimal(0)) for figure in years), Decimal(0))
    shipped = sum(((figure.denominator or Decimal(0)) for figure in years), Decimal(0))
    assert (late, shipped) == (real["late_orders"], real["orders"] - real["unshipped"])
    assert equal(late / shipped, real["late_rate_of_shipped"])


def test_readings_made_file_by_file_equal_those_of_a_full_refresh(company: Session) -> None:
    before = all_readings(company)
    refresh(company, MACHINE, TODAY, full=True)
    assert all_readings(company) == before
