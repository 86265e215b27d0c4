"""Incoming inspections: what suppliers sent and what of it was bad."""

from domain.core.permission import Permission
from domain.partners.inspection import Inspection
from ui.screen import Screen, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.inspections",
    icon=":material/rule:",
    url_path="inspections",
    entity=Inspection,
    read=Permission.FACTS_READ,
    columns=(
        Inspection.number,
        Inspection.supplier,
        Inspection.product,
        Inspection.unit,
        Inspection.inspected_on,
        Inspection.received_quantity,
        Inspection.rejected_quantity,
    ),
    filters=(
        Inspection.unit,
        Inspection.supplier,
        Inspection.product,
        Inspection.inspected_on,
        Inspection.period,
        Inspection.rejected_quantity,
        Inspection.batch_id,
    ),
    search=(Inspection.number, Inspection.supplier, Inspection.product),
    order_by=Inspection.inspected_on,
    descending=True,
    form=(
        Shown(
            "delivery",
            (Inspection.number, Inspection.supplier, Inspection.product, Inspection.unit),
            (Inspection.inspected_on, Inspection.received_quantity, Inspection.rejected_quantity),
        ),
        Shown("origin", (Inspection.source, Inspection.source_ref)),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
