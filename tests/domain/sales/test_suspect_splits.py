"""The list of suspected split orders."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import SplitSuspect
from domain.intake.undo_batch import undo_batch
from domain.sales.approval_tiers import limits_on
from domain.sales.split_suspect import SplitStatus
from tests.factories import an_actor, the_root
from tests.imports import imported

ORDER: dict[str, Any] = {"customer": "C", "created_by": "ann"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def orders(*placed: tuple[str, int], **said: str) -> list[dict[str, Any]]:
    return [
        ORDER | {"number": f"{day} {amount}", "ordered_on": day, "amount": str(amount)} | said
        for day, amount in placed
    ]


B06 = orders(("2025-03-01", 95000), ("2025-03-04", 90000), ("2025-03-05", 79999))


def suspects(session: Session) -> list[Any]:
    session.expire_all()
    return list(session.scalars(select(SplitSuspect).order_by(SplitSuspect.id)))


def test_the_limits_are_those_of_the_matrix_in_force() -> None:
    assert [int(limit) for limit in limits_on(date(2026, 1, 1))] == [100_000, 500_000, 2_000_000]


def test_b06_orders_of_one_creator_below_the_limit_are_a_suspect(session: Session) -> None:
    imported(session, "order", B06)
    (found,) = suspects(session)
    assert (found.order_count, found.amount, found.approval_limit) == (2, 185_000, 100_000)
    assert (found.period, found.order_numbers) == (202503, "2025-03-01 95000, 2025-03-04 90000")


@pytest.mark.parametrize("said", [{"created_by": "bob"}, {"customer": "D"}, {"status": "cancelled"}])
def test_orders_of_another_creator_or_customer_or_cancelled_ones_are_none(
    session: Session, said: dict[str, str]
) -> None:
    imported(session, "order", [B06[0], B06[1] | said])
    assert suspects(session) == []


def test_without_a_creator_nobody_is_suspected(session: Session) -> None:
    imported(session, "order", [row | {"created_by": ""} for row in B06])
    assert suspects(session) == []


def test_a_decision_is_remembered_and_another_order_makes_it_another_group(session: Session) -> None:
    imported(session, "order", B06)
    suspects(session)[0].status = SplitStatus.DISMISSED
    session.flush()
    imported(session, "order", [B06[0] | {"amount": "95001"}])
    (found,) = suspects(session)
    assert (found.status, found.amount) == (SplitStatus.DISMISSED, 185_001)
    imported(session, "order", orders(("2025-03-06", 85000)))
    assert [(one.status, one.order_count) for one in suspects(session)] == [
        (SplitStatus.DISMISSED, 2), (SplitStatus.OPEN, 3),
    ]  # fmt: skip


def test_what_is_no_group_any_more_goes_and_undoing_brings_it_back(session: Session) -> None:
    imported(session, "order", B06)
    batch, _ = imported(session, "order", [B06[0] | {"amount": "10"}])
    assert suspects(session) == []
    undo_batch(session, an_actor(), batch.id, now())
    assert [one.amount for one in suspects(session)] == [Decimal(185_000)]


def test_undoing_the_orders_takes_their_suspects_along(session: Session) -> None:
    batch, _ = imported(session, "order", B06)
    undo_batch(session, an_actor(), batch.id, now())
    assert suspects(session) == []
