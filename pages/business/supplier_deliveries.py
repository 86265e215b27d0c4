"""Suppliers' deliveries: what was promised and when it came."""

from domain.core.permission import Permission
from domain.partners.supplier_delivery import SupplierDelivery
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.supplier_deliveries",
    icon=":material/local_shipping:",
    url_path="supplier-deliveries",
    entity=SupplierDelivery,
    read=Permission.FACTS_READ,
    columns=(
        SupplierDelivery.number,
        SupplierDelivery.line,
        SupplierDelivery.supplier,
        SupplierDelivery.product,
        SupplierDelivery.unit,
        SupplierDelivery.promised_on,
        SupplierDelivery.received_on,
        SupplierDelivery.quantity,
        SupplierDelivery.received_quantity,
        SupplierDelivery.on_time_in_full,
    ),
    filters=(
        SupplierDelivery.unit,
        SupplierDelivery.supplier,
        SupplierDelivery.product,
        SupplierDelivery.promised_on,
        SupplierDelivery.received_on,
        SupplierDelivery.period,
        SupplierDelivery.on_time_in_full,
        SupplierDelivery.batch_id,
    ),
    search=(SupplierDelivery.number, SupplierDelivery.supplier, SupplierDelivery.product),
    order_by=SupplierDelivery.promised_on,
    descending=True,
    form=(
        Shown(
            "delivery",
            (SupplierDelivery.number, SupplierDelivery.line, SupplierDelivery.supplier),
            (SupplierDelivery.product, SupplierDelivery.unit),
            (SupplierDelivery.promised_on, SupplierDelivery.received_on),
            (SupplierDelivery.quantity, SupplierDelivery.received_quantity, SupplierDelivery.on_time_in_full),
        ),
        Shown("origin", (SupplierDelivery.source, SupplierDelivery.source_ref)),
    ),
    views=(View("not_kept", {"on_time_in_full": "no"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
