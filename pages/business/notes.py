"""Acceptance notes: what customers paid with, and what became of it."""

from domain.core.permission import Permission
from domain.receivables.collection_queries import notes_failed, notes_maturing
from domain.receivables.note_receivable import NoteReceivable
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.notes",
    icon=":material/receipt:",
    url_path="notes",
    entity=NoteReceivable,
    read=Permission.FACTS_READ,
    columns=(
        NoteReceivable.number,
        NoteReceivable.customer,
        NoteReceivable.unit,
        NoteReceivable.acceptor,
        NoteReceivable.acceptor_name,
        NoteReceivable.amount,
        NoteReceivable.received_on,
        NoteReceivable.maturity,
        NoteReceivable.settled_on,
        NoteReceivable.rejected_on,
    ),
    filters=(
        NoteReceivable.unit,
        NoteReceivable.customer,
        NoteReceivable.acceptor,
        NoteReceivable.received_on,
        NoteReceivable.maturity,
        NoteReceivable.settled_on,
        NoteReceivable.rejected_on,
        NoteReceivable.amount,
        NoteReceivable.batch_id,
    ),
    search=(
        NoteReceivable.number,
        NoteReceivable.customer,
        NoteReceivable.acceptor_name,
    ),
    order_by=NoteReceivable.maturity,
    descending=True,
    form=(
        Shown("parties", (NoteReceivable.customer, NoteReceivable.unit)),
        Shown(
            "note",
            (NoteReceivable.acceptor, NoteReceivable.acceptor_name),
            (NoteReceivable.amount, NoteReceivable.currency),
            (NoteReceivable.received_on, NoteReceivable.maturity),
            (NoteReceivable.settled_on, NoteReceivable.rejected_on, NoteReceivable.default_on),
        ),
        Shown("origin", (NoteReceivable.source, NoteReceivable.source_ref)),
    ),
    views=(
        View("notes_maturing", {"view": "notes_maturing"}, lambda _, today: notes_maturing(today)),
        View("notes_failed", {"view": "notes_failed"}, lambda _, today: notes_failed(today)),
        View("commercial", {"acceptor": "commercial"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
