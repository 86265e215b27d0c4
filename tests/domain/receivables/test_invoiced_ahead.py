"""Invoices that went out before the goods."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Invoice
from domain.intake.undo_batch import undo_batch
from tests.factories import an_actor, the_root
from tests.imports import imported, of

ORDER: dict[str, Any] = {"number": "O", "ordered_on": "2026-01-05"}
INVOICE: dict[str, Any] = {"number": "I", "order": "O", "issued_on": "2026-01-10", "amount": "5"}


@pytest.fixture(autouse=True)
def invoiced_order(session: Session) -> None:
    the_root(session)
    imported(session, "order", [ORDER])
    imported(session, "invoice", [INVOICE, INVOICE | {"number": "J", "order": ""}])


def ahead(session: Session, number: str = "I") -> bool | None:
    found: bool | None = of(session, Invoice, number).invoiced_ahead
    return found


def test_goods_that_have_not_left_make_an_invoice_early(session: Session) -> None:
    assert ahead(session) is True


def test_without_an_order_nobody_can_tell(session: Session) -> None:
    assert ahead(session, "J") is None


@pytest.mark.parametrize(("shipped", "early"), [("2026-01-10", False), ("2026-01-11", True)])
def test_the_first_delivery_decides(session: Session, shipped: str, early: bool) -> None:
    later = {"number": "D2", "order": "O", "shipped_on": "2026-03-01"}
    imported(session, "delivery", [later, later | {"number": "D1", "shipped_on": shipped}])
    assert ahead(session) is early


def test_what_the_order_says_about_shipping_counts_too(session: Session) -> None:
    batch, _ = imported(session, "order", [ORDER | {"shipped_on": "2026-01-09"}])
    assert ahead(session) is False
    undo_batch(session, an_actor(), batch.id, now())
    assert ahead(session) is True


def test_drafts_are_never_early_and_an_order_taken_off_is_forgotten(session: Session) -> None:
    imported(session, "invoice", [INVOICE | {"status": "draft"}])
    assert ahead(session) is False
    imported(session, "invoice", [INVOICE | {"order": ""}])
    assert ahead(session) is None
