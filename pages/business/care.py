"""Customer programme: members, and how we and they keep in touch."""

from domain.core.permission import Permission
from domain.service.care_event import CareEvent
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.care",
    icon=":material/loyalty:",
    url_path="care",
    entity=CareEvent,
    read=Permission.FACTS_READ,
    columns=(
        CareEvent.customer,
        CareEvent.unit,
        CareEvent.salesperson,
        CareEvent.happened_on,
        CareEvent.kind,
    ),
    filters=(
        CareEvent.unit,
        CareEvent.customer,
        CareEvent.salesperson,
        CareEvent.happened_on,
        CareEvent.period,
        CareEvent.kind,
        CareEvent.batch_id,
    ),
    search=(CareEvent.customer,),
    order_by=CareEvent.happened_on,
    descending=True,
    form=(
        Shown("parties", (CareEvent.customer, CareEvent.unit, CareEvent.salesperson)),
        Shown("dates", (CareEvent.happened_on, CareEvent.kind)),
        Shown("origin", (CareEvent.source, CareEvent.source_ref)),
    ),
    views=(View("members", {"kind": "join"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
