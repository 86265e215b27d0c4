"""Suspected split orders: groups that look cut in pieces, for somebody to decide about."""

from domain.core.permission import Permission
from domain.sales.split_suspect import SplitSuspect
from ui.screen import Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.split_orders",
    icon=":material/call_split:",
    url_path="split-orders",
    entity=SplitSuspect,
    read=Permission.FACTS_READ,
    write=Permission.ALERTS_CLOSE,
    columns=(
        SplitSuspect.customer,
        SplitSuspect.created_by,
        SplitSuspect.unit,
        SplitSuspect.order_count,
        SplitSuspect.order_numbers,
        SplitSuspect.amount,
        SplitSuspect.approval_limit,
        SplitSuspect.first_on,
        SplitSuspect.last_on,
        SplitSuspect.status,
    ),
    filters=(
        SplitSuspect.unit,
        SplitSuspect.customer,
        SplitSuspect.salesperson,
        SplitSuspect.status,
        SplitSuspect.last_on,
        SplitSuspect.period,
        SplitSuspect.amount,
    ),
    search=(SplitSuspect.customer, SplitSuspect.created_by, SplitSuspect.order_numbers),
    order_by=SplitSuspect.last_on,
    descending=True,
    form=(
        Section("judgement", (SplitSuspect.status,)),
        Shown(
            "orders",
            (SplitSuspect.customer, SplitSuspect.created_by),
            (SplitSuspect.unit, SplitSuspect.salesperson),
            (SplitSuspect.order_count, SplitSuspect.order_numbers),
            (SplitSuspect.amount, SplitSuspect.approval_limit),
            (SplitSuspect.first_on, SplitSuspect.last_on),
            (SplitSuspect.first, SplitSuspect.last),
        ),
    ),
    views=(View("undecided", {"status": "open"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
