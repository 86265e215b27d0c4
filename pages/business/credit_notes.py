"""Credit notes: claims reduced in full or in part."""

from domain.core.permission import Permission
from domain.receivables.invoice import CreditNote
from domain.receivables.receipt import Allocation
from ui.screen import Related, Screen, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.credit_notes",
    icon=":material/undo:",
    url_path="credit-notes",
    entity=CreditNote,
    read=Permission.FACTS_READ,
    columns=(
        CreditNote.number,
        CreditNote.customer,
        CreditNote.unit,
        CreditNote.issued_on,
        CreditNote.invoice,
        CreditNote.amount,
        CreditNote.net,
        CreditNote.currency,
    ),
    filters=(
        CreditNote.unit,
        CreditNote.customer,
        CreditNote.issued_on,
        CreditNote.period,
        CreditNote.amount,
        CreditNote.batch_id,
    ),
    search=(CreditNote.number, CreditNote.customer, CreditNote.invoice),
    order_by=CreditNote.issued_on,
    descending=True,
    form=(
        Shown(
            "amounts",
            (CreditNote.customer, CreditNote.unit, CreditNote.invoice, CreditNote.issued_on),
            (CreditNote.amount, CreditNote.net, CreditNote.currency),
        ),
        Shown("origin", (CreditNote.source, CreditNote.source_ref)),
    ),
    related=(
        Related(
            key="allocations",
            by=Allocation.credit_note_id,
            columns=(Allocation.allocated_on, Allocation.invoice, Allocation.amount),
            order_by=Allocation.allocated_on,
        ),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
