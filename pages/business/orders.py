"""Orders: what was ordered, when it was promised, what has left."""

from domain.core.permission import Permission
from domain.receivables.invoice import Invoice
from domain.sales.order import Delivery, Order, OrderLine
from ui.screen import Related, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.orders",
    icon=":material/shopping_cart:",
    url_path="orders",
    entity=Order,
    read=Permission.FACTS_READ,
    columns=(
        Order.number,
        Order.customer,
        Order.unit,
        Order.salesperson,
        Order.ordered_on,
        Order.promised_on,
        Order.shipped_on,
        Order.net,
        Order.currency,
        Order.status,
    ),
    filters=(
        Order.unit,
        Order.customer,
        Order.salesperson,
        Order.status,
        Order.ordered_on,
        Order.promised_on,
        Order.shipped_on,
        Order.period,
        Order.promised_period,
        Order.net,
        Order.created_by,
        Order.held,
        Order.batch_id,
    ),
    search=(Order.number, Order.customer),
    order_by=Order.ordered_on,
    descending=True,
    form=(
        Shown("parties", (Order.customer, Order.unit, Order.salesperson, Order.status)),
        Shown(
            "delivery",
            (Order.ordered_on, Order.promised_on, Order.shipped_on),
            (Order.net, Order.amount, Order.currency),
        ),
        Shown(
            "release",
            (Order.created_by, Order.held, Order.hold_reason),
            (Order.released_by, Order.released_on),
        ),
        Shown("origin", (Order.source, Order.source_ref)),
    ),
    related=(
        Related(
            key="lines",
            by=OrderLine.order_id,
            columns=(
                OrderLine.line,
                OrderLine.product,
                OrderLine.quantity,
                OrderLine.unit_price,
                OrderLine.discount,
                OrderLine.net,
                OrderLine.unit_cost,
                OrderLine.beyond_authority,
                OrderLine.below_floor,
                OrderLine.manual_price,
                OrderLine.approval_ref,
                OrderLine.promised_on,
                OrderLine.fulfilled_on,
                OrderLine.on_time_in_full,
            ),
            order_by=OrderLine.line,
        ),
        Related(
            key="deliveries",
            by=Delivery.order_id,
            columns=(Delivery.number, Delivery.product, Delivery.shipped_on, Delivery.quantity),
            order_by=Delivery.shipped_on,
        ),
        Related(
            key="invoices",
            by=Invoice.order_id,
            columns=(Invoice.number, Invoice.issued_on, Invoice.due_on, Invoice.amount, Invoice.status),
            order_by=Invoice.issued_on,
            page="invoices",
        ),
    ),
    views=(View("not_shipped", {"status": "open", "shipped_on": "none"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
