"""One file per screen; this is the menu, in the order people read it."""

from pages.business import (
    ageing,
    credit_notes,
    customers,
    invoices,
    opportunities,
    orders,
    products,
    receipts,
)
from pages.dashboards import alerts, cockpit, indicators
from pages.improvement import actions, issues
from pages.settings import (
    committee,
    import_batches,
    import_mappings,
    imports,
    journal,
    password,
    people,
    posts,
    roles,
    units,
    users,
)
from pages.workbench import workbench

MENU = {
    "": (workbench,),
    "menu.dashboards": (cockpit, indicators, alerts),
    "menu.improvement": (issues, actions),
    "menu.control": (),
    "menu.business": (customers, products, opportunities, orders, invoices, receipts, credit_notes, ageing),
    "menu.people": (),
    "menu.settings": (
        imports,
        import_batches,
        import_mappings,
        units,
        posts,
        people,
        committee,
        users,
        roles,
        journal,
        password,
    ),
}
