"""What is open of one invoice, on a day."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.receivables.balance import Balance, balance_of
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt
from tests.factories import added, an_invoice

DUE, LATE = date(2026, 2, 1), date(2026, 3, 1)


def owed(session: Session, *paid: tuple[str, date], **facts: object) -> Invoice:
    invoice = an_invoice(session, issued_on=date(2026, 1, 1), due_on=DUE, amount=Decimal("100.10"), **facts)
    for at, (amount, day) in enumerate(paid):
        common = {"unit_id": invoice.unit_id, "period": 202601, "amount": Decimal(amount)}
        receipt = added(
            session,
            Receipt(number=f"R{at}", received_on=day, currency="CNY", source_ref=f"R{at}", **common),
        )
        added(
            session,
            Allocation(
                invoice_id=invoice.id, receipt_id=receipt.id, allocated_on=day, source_ref=f"A{at}", **common
            ),
        )
    return invoice


def test_what_was_paid_in_parts_is_added_up_exactly(session: Session) -> None:
    invoice = owed(session, ("40.05", DUE), ("0.05", LATE))
    assert balance_of(session, invoice, LATE) == Balance(Decimal("40.10"), Decimal("60.00"), 28)


def test_a_payment_after_the_day_does_not_count_yet(session: Session) -> None:
    invoice = owed(session, ("100.10", LATE))
    assert balance_of(session, invoice, DUE) == Balance(Decimal(0), Decimal("100.10"), 0)


def test_an_invoice_paid_in_full_is_not_late(session: Session) -> None:
    invoice = owed(session, ("100.10", LATE))
    assert balance_of(session, invoice, LATE) == Balance(Decimal("100.10"), Decimal(0), 0)


def test_the_due_day_itself_is_not_late(session: Session) -> None:
    balance = balance_of(session, owed(session), DUE)
    assert balance is not None
    assert balance.days_late == 0


def test_a_draft_or_a_cancelled_invoice_is_no_claim(session: Session) -> None:
    for status in (InvoiceStatus.DRAFT, InvoiceStatus.CANCELLED):
        assert balance_of(session, owed(session, status=status), LATE) is None


def test_before_it_was_issued_nothing_was_owed(session: Session) -> None:
    assert balance_of(session, owed(session), date(2025, 12, 31)) is None
