"""One file per screen; this is the menu, in the order people read it."""

from pages.business import customers, invoices, products

MENU = {
    "menu.business": (customers, products, invoices),
}
