"""Customers: whom we sell to, who looks after them, and what is open with them."""

from domain.contracts.contract import Contract
from domain.core.editing import create
from domain.core.permission import Permission
from domain.receivables.invoice import Invoice
from domain.sales.activity import Activity
from domain.sales.customer import Customer
from domain.sales.opportunity import Opportunity
from domain.sales.order import Order
from domain.service.complaint import Complaint
from ui.boards.customer_page import draw_customer
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
        Related(
            key="contracts",
            by=Contract.customer_id,
            columns=(Contract.number, Contract.title, Contract.signed_on, Contract.valid_to, Contract.amount),
            order_by=Contract.signed_on,
            descending=True,
            page="contracts",
        ),
        Related(
            key="opportunities",
            by=Opportunity.customer_id,
            columns=(
                Opportunity.ref,
                Opportunity.stage,
                Opportunity.outcome,
                Opportunity.amount,
                Opportunity.expected_close_on,
            ),
            order_by=Opportunity.opened_on,
            descending=True,
            page="opportunities",
        ),
        Related(
            key="complaints",
            by=Complaint.customer_id,
            columns=(
                Complaint.number,
                Complaint.received_on,
                Complaint.severity,
                Complaint.cause,
                Complaint.status,
            ),
            order_by=Complaint.received_on,
            descending=True,
            page="complaints",
        ),
        Related(
            key="activities",
            by=Activity.customer_id,
            columns=(Activity.kind, Activity.planned_on, Activity.done_on, Activity.effective),
            order_by=Activity.done_on,
            descending=True,
            page="activities",
        ),
    ),
    detail=draw_customer,
    views=(View("to_be_completed", {"to_be_completed": "yes"}),),
    create=lambda session, actor, values: create(session, actor, Permission.FACTS_WRITE, Customer, values),
    archives=True,
    empty="empty.customers",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
