"""What comes back, and what comes back right after the end of the month."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.indicators.status import Status
from domain.intake.undo_batch import undo_batch
from domain.service.goods_return import GoodsReturn
from tests.domain.indicators.trading import computed, install, parts, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

INVOICE: dict[str, Any] = {
    "number": "I", "customer": "C1", "salesperson": "P1", "unit": "EAST", "issued_on": "2026-03-20",
    "amount": "1130", "net": "1000",
}  # fmt: skip
RETURN: dict[str, Any] = {"number": "R", "invoice": "I", "accepted_on": "2026-04-10", "net": "200"}


@pytest.fixture(autouse=True)
def _sold(session: Session) -> None:
    install(session)
    imported(session, "invoice", [INVOICE])


def returned(session: Session, **facts: Any) -> GoodsReturn:
    imported(session, "goods_return", [RETURN | facts])
    found: GoodsReturn = of(session, GoodsReturn, "R|")
    return found


def test_a_return_takes_customer_salesperson_and_unit_from_its_invoice(session: Session) -> None:
    found = returned(session)
    sold = found.customer_id, found.salesperson_id, found.unit_id
    assert None not in sold
    imported(session, "goods_return", [{"number": "X", "accepted_on": "2026-04-10", "net": "1"}])
    assert sold != (None, None, of(session, GoodsReturn, "X|").unit_id)


def test_a_return_is_kept_as_a_positive_amount(session: Session) -> None:
    found = returned(session, net="-200", quantity="-3")
    assert (found.net, found.quantity) == (Decimal(200), Decimal(3))


def test_a_return_of_nothing_is_refused(session: Session) -> None:
    plan = planned(session, "goods_return", [RETURN | {"net": "0"}])
    assert why(plan) == {2: ["A return needs a net amount other than 0."]}


@pytest.mark.parametrize(
    ("sold", "back", "month"),
    [
        ("2026-03-17", "2026-04-01", 202603),
        ("2026-03-31", "2026-04-15", 202603),
        ("2026-03-16", "2026-04-01", None),
        ("2026-03-31", "2026-04-16", None),
        ("2026-03-20", "2026-03-25", None),
        ("2026-03-20", "2026-05-02", None),
        ("2026-02-14", "2026-03-01", 202602),
        ("2026-02-13", "2026-03-01", None),
    ],
)
def test_sold_in_the_last_15_days_and_back_in_the_first_15_of_the_next(
    session: Session, sold: str, back: str, month: int | None
) -> None:
    imported(session, "invoice", [INVOICE | {"issued_on": sold}])
    assert returned(session, accepted_on=back).closing_period == month


def test_without_an_invoice_the_first_invoice_of_the_order_is_the_sale(session: Session) -> None:
    imported(session, "order", [{"number": "O", "ordered_on": "2026-03-01"}])
    found = returned(session, invoice="", order="O")
    assert found.sold_on is None
    later = INVOICE | {"number": "J", "order": "O", "issued_on": "2026-03-30"}
    batch, _ = imported(session, "invoice", [later, later | {"number": "K", "issued_on": "2026-03-25"}])
    assert str(of(session, GoodsReturn, "R|").sold_on) == "2026-03-25"
    undo_batch(session, an_actor(), batch.id, now())
    assert of(session, GoodsReturn, "R|").sold_on is None


def test_an_invoice_that_is_cancelled_later_is_no_sale(session: Session) -> None:
    assert returned(session).closing_period == 202603
    imported(session, "invoice", [INVOICE | {"status": "cancelled"}])
    found = of(session, GoodsReturn, "R|")
    assert (found.sold_on, found.closing_period) == (None, None)


def test_returns_after_the_period_count_for_the_month_of_the_sale(session: Session) -> None:
    imported(session, "invoice", [INVOICE | {"number": "EARLY", "issued_on": "2026-03-05"}])
    returned(session)
    imported(session, "goods_return", [RETURN | {"number": "SAME MONTH", "accepted_on": "2026-03-25"}])
    found = computed(session, "R27")
    assert parts(found["2026-03"]) == ("200", "1000")
    assert (shown(found["2026-03"].value), found["2026-03"].status) == ("0.2", Status.RED)
    assert str(found["2026-04"].reason) == "nothing was sold in the last 15 days"


def test_returns_whose_sale_nobody_knows_lower_the_coverage(session: Session) -> None:
    returned(session)
    imported(session, "goods_return", [RETURN | {"number": "S", "invoice": "", "accepted_on": "2026-03-28"}])
    found = computed(session, "R27")["2026-03"]
    assert (found.value, found.status) == (None, Status.NO_DATA)


def test_the_return_rate_is_returns_over_net_sales(session: Session) -> None:
    returned(session, accepted_on="2026-03-28", net="30")
    found = computed(session, "K28")["2026-03"]
    assert (shown(found.value), found.status) == ("0.03", Status.AMBER)


def test_without_net_sales_there_is_no_return_rate(session: Session) -> None:
    returned(session)
    found = computed(session, "K28")["2026-04"]
    assert (found.value, found.status) == (None, Status.NO_DATA)
