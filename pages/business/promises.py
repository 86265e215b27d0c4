"""Promises to pay: what customers said, and whether they kept it."""

from domain.core.permission import Permission
from domain.receivables.collection_queries import promises_broken, promises_running
from domain.receivables.promise import Promise
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.promises",
    icon=":material/handshake:",
    url_path="promises",
    entity=Promise,
    read=Permission.FACTS_READ,
    columns=(
        Promise.number,
        Promise.customer,
        Promise.unit,
        Promise.salesperson,
        Promise.invoice,
        Promise.made_on,
        Promise.promised_on,
        Promise.amount,
        Promise.kept_amount,
        Promise.kept_on,
        Promise.moved,
    ),
    filters=(
        Promise.unit,
        Promise.salesperson,
        Promise.customer,
        Promise.invoice,
        Promise.made_on,
        Promise.promised_on,
        Promise.deadline,
        Promise.amount,
        Promise.kept_on,
        Promise.moved,
        Promise.batch_id,
    ),
    search=(
        Promise.number,
        Promise.customer,
    ),
    order_by=Promise.promised_on,
    descending=True,
    form=(
        Shown("parties", (Promise.customer, Promise.unit, Promise.salesperson)),
        Shown(
            "promise",
            (Promise.invoice, Promise.made_on),
            (Promise.promised_on, Promise.deadline, Promise.amount),
            (Promise.kept_amount, Promise.kept_on),
            (Promise.moved_on, Promise.moved),
            (Promise.streak_on, Promise.streak_end_on),
        ),
        Shown("origin", (Promise.source, Promise.source_ref)),
    ),
    views=(
        View("promises_running", {"view": "promises_running"}, lambda _, today: promises_running(today)),
        View("promises_broken", {"view": "promises_broken"}, lambda _, today: promises_broken(today)),
        View("moved", {"moved": "yes"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
