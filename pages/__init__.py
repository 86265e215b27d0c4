"""One file per screen; this is the menu, in the order people read it."""

from pages.business import (
    credit_notes,
    customers,
    invoices,
    opportunities,
    orders,
    products,
    receipts,
)
from pages.dashboards import cockpit
from pages.settings import committee, journal, password, people, posts, roles, units, users

MENU = {
    "": (),
    "menu.dashboards": (cockpit,),
    "menu.improvement": (),
    "menu.control": (),
    "menu.business": (customers, products, opportunities, orders, invoices, receipts, credit_notes),
    "menu.people": (),
    "menu.settings": (units, posts, people, committee, users, roles, journal, password),
}
