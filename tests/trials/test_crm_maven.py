"""The pipeline of a sales team: missing accounts, missing dates, a product written in two ways."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.entities import Customer, Opportunity, Person, Product
from domain.sales.opportunity import Outcome
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.trials.conftest import import_file, trial_session, truth

WON = Opportunity.outcome == Outcome.WON


@pytest.fixture(scope="module")
def real() -> Any:
    return truth("crm_maven")


@pytest.fixture(scope="module")
def pipeline(
    databases: SqliteDatabases | PostgresDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with trial_session(databases, tmp_path_factory.mktemp("trial")) as session:
        prices = {"number": "product", "name": "product", "category": "series", "list_price": "sales_price"}
        import_file(session, "crm_maven", "product", "products.csv", prices)
        import_file(
            session, "crm_maven", "customer", "accounts.csv", {"number": "account", "name": "account"}
        )
        counts = import_file(session, "crm_maven", "opportunity", "sales_pipeline.csv")
        assert counts == {"read": 8800, "new": 8800, "changed": 0, "same": 0, "rejected": 0}
        yield session


def test_stages_and_outcomes_are_counted_exactly(pipeline: Session, real: Any) -> None:
    rows = pipeline.execute(select(Opportunity.stage, func.count()).group_by(Opportunity.stage))
    assert {stage: count for stage, count in rows} == real["stage_counts"]  # noqa: C416  rows, not pairs
    rows = pipeline.execute(select(Opportunity.outcome, func.count()).group_by(Opportunity.outcome))
    stages = real["stage_counts"]
    assert {str(outcome): count for outcome, count in rows} == {
        "won": stages["Won"], "lost": stages["Lost"], "open": stages["Engaging"] + stages["Prospecting"],
    }  # fmt: skip


def test_amounts_won_by_agent_are_exact(pipeline: Session, real: Any) -> None:
    query = (
        select(Person.name, func.sum(Opportunity.amount))
        .join(Person, Person.id == Opportunity.salesperson_id)
        .where(WON)
        .group_by(Person.name)
    )
    assert {name: total for name, total in pipeline.execute(query)} == real["won_value_by_agent"]  # noqa: C416


def test_amounts_won_by_quarter_are_exact(pipeline: Session, real: Any) -> None:
    months = pipeline.execute(
        select(Opportunity.closed_period, func.sum(Opportunity.amount))
        .where(WON)
        .group_by(Opportunity.closed_period)
    )
    quarters: dict[str, Decimal] = {}
    for month, total in months:
        assert month is not None
        assert total is not None
        quarter = f"{month // 100}Q{(month % 100 + 2) // 3}"
        quarters[quarter] = quarters.get(quarter, Decimal(0)) + total
    assert quarters == real["won_value_by_quarter"]
    assert sum(quarters.values()) == real["won_value"]


def test_the_length_of_won_deals_is_exact(pipeline: Session, real: Any) -> None:
    days = pipeline.scalars(select(Opportunity.cycle_days).where(WON)).all()
    assert median(day for day in days if day is not None) == real["median_cycle_days_won"]
    assert None not in days


def test_missing_accounts_and_odd_products_are_kept_as_they_are(pipeline: Session, real: Any) -> None:
    missing = select(func.count()).where(Opportunity.customer_id.is_(None))
    assert pipeline.scalar(missing) == real["missing_account"]
    odd = select(func.count()).join(Product, Product.id == Opportunity.product_id)
    odd = odd.select_from(Opportunity).where(Product.to_be_completed.is_(True))
    assert pipeline.scalar(odd) == real["product_names_not_in_catalogue"]
    stand_ins = pipeline.scalars(select(Customer.number).where(Customer.to_be_completed.is_(True)))
    assert stand_ins.all() == []


def test_importing_the_pipeline_again_changes_nothing(pipeline: Session) -> None:
    counts = import_file(pipeline, "crm_maven", "opportunity", "sales_pipeline.csv")
    assert (counts["same"], counts["changed"], counts["new"]) == (8800, 0, 0)
