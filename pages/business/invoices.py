"""Invoices: what customers owe us, since when, and what has settled it."""

from domain.core.permission import Permission
from domain.receivables.invoice import CreditNote, Invoice
from domain.receivables.receipt import Allocation
from ui.receivables.balance import draw_balance
from ui.screen import Related, Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.invoices",
    icon=":material/receipt_long:",
    url_path="invoices",
    entity=Invoice,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_WRITE,
    columns=(
        Invoice.number,
        Invoice.customer,
        Invoice.unit,
        Invoice.salesperson,
        Invoice.issued_on,
        Invoice.due_on,
        Invoice.amount,
        Invoice.currency,
        Invoice.disputed,
        Invoice.status,
    ),
    filters=(
        Invoice.unit,
        Invoice.customer,
        Invoice.salesperson,
        Invoice.issued_on,
        Invoice.due_on,
        Invoice.period,
        Invoice.amount,
        Invoice.status,
        Invoice.disputed,
        Invoice.invoiced_ahead,
        Invoice.batch_id,
    ),
    search=(Invoice.number, Invoice.customer),
    order_by=Invoice.issued_on,
    descending=True,
    form=(
        Shown("parties", (Invoice.number, Invoice.customer, Invoice.unit, Invoice.salesperson)),
        Shown(
            "amounts",
            (Invoice.amount, Invoice.net, Invoice.currency, Invoice.order),
            (Invoice.issued_on, Invoice.due_on, Invoice.period, Invoice.invoiced_ahead),
        ),
        Section("status", (Invoice.disputed,)),
        Shown("origin", (Invoice.status, Invoice.source, Invoice.source_ref)),
    ),
    related=(
        Related(
            key="allocations",
            by=Allocation.invoice_id,
            columns=(
                Allocation.allocated_on,
                Allocation.amount,
                Allocation.receipt,
                Allocation.credit_note,
            ),
            order_by=Allocation.allocated_on,
        ),
        Related(
            key="credit_notes",
            by=CreditNote.invoice_id,
            columns=(CreditNote.number, CreditNote.issued_on, CreditNote.amount),
            order_by=CreditNote.issued_on,
            page="credit_notes",
        ),
    ),
    detail=draw_balance,
    views=(View("disputed", {"disputed": "yes"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
