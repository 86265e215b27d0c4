"""Receipts: money that came in, and which invoices it settled."""

from domain.core.permission import Permission
from domain.receivables.receipt import Allocation, Receipt
from ui.screen import Related, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.receipts",
    icon=":material/payments:",
    url_path="receipts",
    entity=Receipt,
    read=Permission.FACTS_READ,
    columns=(
        Receipt.number,
        Receipt.customer,
        Receipt.unit,
        Receipt.received_on,
        Receipt.amount,
        Receipt.unapplied,
        Receipt.currency,
        Receipt.method,
        Receipt.payer,
        Receipt.third_party,
    ),
    filters=(
        Receipt.unit,
        Receipt.customer,
        Receipt.received_on,
        Receipt.period,
        Receipt.amount,
        Receipt.unapplied,
        Receipt.method,
        Receipt.in_cash,
        Receipt.third_party,
        Receipt.covered,
        Receipt.batch_id,
    ),
    search=(Receipt.number, Receipt.customer),
    order_by=Receipt.received_on,
    descending=True,
    form=(
        Shown(
            "amounts",
            (Receipt.customer, Receipt.unit, Receipt.received_on, Receipt.method),
            (Receipt.amount, Receipt.unapplied, Receipt.currency),
            (Receipt.payer, Receipt.third_party, Receipt.covered, Receipt.in_cash),
        ),
        Shown("origin", (Receipt.source, Receipt.source_ref)),
    ),
    related=(
        Related(
            key="allocations",
            by=Allocation.receipt_id,
            columns=(Allocation.allocated_on, Allocation.invoice, Allocation.amount),
            order_by=Allocation.allocated_on,
        ),
    ),
    views=(
        View("unapplied", {"unapplied": "0.0001.."}),
        View("third_party", {"third_party": "yes"}),
        View("cash", {"in_cash": "yes"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
