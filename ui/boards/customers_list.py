"""The customers behind the pictures: pressing one opens its page."""

from ui import formats
from ui.boards.customers_look import Buyers
from ui.boards.customers_pictures import grown
from ui.boards.rows import Table, draw_rows
from ui.boards.sales_pictures import member_name
from ui.dashboard.view import View
from ui.language import _, label

MOST = 200


def draw_customers(asked: Buyers, view: View) -> None:
    """The table, largest first."""
    everybody = asked.narrowed(view)
    found = everybody[:MOST]
    sales, before, late = _("Net sales of twelve months"), _("On the year before"), _("Overdue")
    owed, complaints = _("Owed"), _("Complaints")
    columns = {
        label("entity.Customer"): [member_name(one) for one in found],
        label("field.segment"): [
            label(f"Segment.{segment}") if (segment := asked.segment_of(one)) else "" for one in found
        ],
        sales: [formats.money(one.amount("net_sales")) for one in found],
        before: [grown(one) for one in found],
        owed: [formats.money(one.amount("receivables")) for one in found],
        late: [formats.money(one.amount("overdue")) if one.amount("overdue") else "" for one in found],
        complaints: [
            formats.number(one.amount("complaints")) if one.amount("complaints") else "" for one in found
        ],
    }
    title = _("{count} customers, the largest first", count=formats.number(len(everybody)))
    table = Table(
        columns, [one.key for one in found], "customers", frozenset(list(columns)[2:]), len(everybody)
    )
    draw_rows(
        table, title, "customers-list", _("No customer is here."), _("Press a row for the whole picture.")
    )
