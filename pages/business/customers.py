"""Customers: whom we sell to, who looks after them, and what is open with them."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from domain.sales.order import Order
from ui.screen import Related, Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.customers",
    icon=":material/domain:",
    url_path="customers",
    entity=Customer,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_WRITE,
    columns=(
        Customer.number,
        Customer.name,
        Customer.unit,
        Customer.salesperson,
        Customer.region,
        Customer.category,
        Customer.channel,
        Customer.group_code,
        Customer.to_be_completed,
    ),
    filters=(
        Customer.unit,
        Customer.salesperson,
        Customer.region,
        Customer.category,
        Customer.channel,
        Customer.to_be_completed,
        Customer.batch_id,
    ),
    search=(Customer.number, Customer.name, Customer.name_en, Customer.credit_code),
    order_by=Customer.number,
    form=(
        Section(
            "identity",
            (Customer.number, Customer.name),
            (Customer.name_en, Customer.credit_code),
            (Customer.region, Customer.category),
            (Customer.channel, Customer.group_code),
            Customer.to_be_completed,
        ),
        Section("responsible", (Customer.unit, Customer.salesperson)),
        Shown("origin", (Customer.source, Customer.source_ref)),
    ),
    related=(
        Related(
            key="invoices",
            by=Invoice.customer_id,
            columns=(Invoice.number, Invoice.issued_on, Invoice.due_on, Invoice.amount, Invoice.status),
            order_by=Invoice.issued_on,
            descending=True,
            page="invoices",
        ),
        Related(
            key="orders",
            by=Order.customer_id,
            columns=(Order.number, Order.ordered_on, Order.promised_on, Order.shipped_on, Order.net),
            order_by=Order.ordered_on,
            descending=True,
            page="orders",
        ),
    ),
    views=(View("to_be_completed", {"to_be_completed": "yes"}),),
    create=lambda session, actor, values: create(session, actor, Permission.FACTS_WRITE, Customer, values),
    archives=True,
    empty="empty.customers",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
