"""Expenses against the budget in force."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.indicators.status import Status
from domain.intake.undo_batch import undo_batch
from domain.spending.budget import Budget
from tests.domain.indicators.trading import computed, install, shown
from tests.factories import an_actor
from tests.imports import imported, planned, why

pytestmark = pytest.mark.furnished

BUDGET: dict[str, Any] = {
    "plan_version": "V1", "month": "2026-03", "subject": "费用", "amount": "100", "frozen_on": "2025-12-20",
}  # fmt: skip
SALES = BUDGET | {"subject": "销售收入", "amount": "1000"}


@pytest.fixture(autouse=True)
def _company(session: Session) -> None:
    install(session)
    imported(session, "invoice", [{"number": "I", "issued_on": "2026-03-05", "amount": "2000"}])


def spent(session: Session, amount: str) -> None:
    row = {"number": f"E{amount}", "person": "P1", "kind": "差旅费", "spent_on": "2026-03-09"}
    imported(session, "expense", [row | {"amount": amount}])


def in_force(session: Session) -> dict[str, bool]:
    session.expire_all()
    return {f"{row.plan_version} {row.kind}".strip(): row.in_force for row in session.query(Budget)}


def test_the_version_frozen_last_is_in_force_as_a_whole(session: Session) -> None:
    first = [BUDGET | {"kind": "差旅费"}, BUDGET | {"kind": "招待费"}]
    imported(session, "budget", first)
    draft = BUDGET | {"plan_version": "V3", "frozen_on": ""}
    batch, _ = imported(
        session, "budget", [BUDGET | {"plan_version": "V2", "frozen_on": "2026-01-10"}, draft]
    )
    assert in_force(session) == {"V1 差旅费": False, "V1 招待费": False, "V2": True, "V3": False}
    undo_batch(session, an_actor(), batch.id, now())
    assert in_force(session) == {"V1 差旅费": True, "V1 招待费": True}


def test_other_months_and_the_budgeted_sales_keep_their_version(session: Session) -> None:
    imported(
        session, "budget", [BUDGET, SALES | {"kind": "s"}, BUDGET | {"month": "2026年4月", "kind": "april"}]
    )
    imported(session, "budget", [BUDGET | {"plan_version": "V2", "frozen_on": "2026-01-10"}])
    assert in_force(session) == {"V1": False, "V1 s": True, "V1 april": True, "V2": True}


@pytest.mark.parametrize(
    ("amount", "value", "status"),
    [("200", "0", Status.GREEN), ("220", "0.1", Status.GREEN), ("230", "0.15", Status.AMBER),
     ("250", "0.25", Status.RED), ("100", "-0.5", Status.GREEN)],
)  # fmt: skip
def test_the_expense_ratio_is_compared_with_the_budgeted_one(
    session: Session, amount: str, value: str, status: Status
) -> None:
    """Budgeted are 100 of 1000; sold was 2000."""
    imported(session, "budget", [BUDGET, SALES])
    spent(session, amount)
    found = computed(session, "R57")["2026-03"]
    assert (shown(found.value), found.status) == (value, status)


def test_without_a_budget_nothing_is_an_anomaly(session: Session) -> None:
    imported(session, "budget", [SALES])
    spent(session, "200")
    found = computed(session, "R57")["2026-03"]
    assert (found.value, found.status) == (None, Status.NO_DATA)
    assert str(found.reason) == "no expense budget"


def test_an_expense_taken_back_lowers_the_sum(session: Session) -> None:
    imported(session, "budget", [BUDGET, SALES])
    spent(session, "300")
    spent(session, "-100")
    assert shown(computed(session, "R57")["2026-03"].value) == "0"


def test_a_budget_below_nothing_is_refused(session: Session) -> None:
    assert why(planned(session, "budget", [BUDGET | {"amount": "-1"}])) == {2: ["A budget of -1 is below 0."]}
