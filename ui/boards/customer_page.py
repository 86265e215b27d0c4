"""The whole picture of one customer on its page: what it buys, how it pays, what is open."""

from collections.abc import Iterator
from decimal import Decimal

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.core.rounding import quotient
from domain.receivables.ageing import Bucket
from domain.reporting.customers_one import CustomerPicture, customer_picture
from domain.sales.customer import Customer
from ui import formats
from ui.boards import picture
from ui.boards.marks import Row
from ui.boards.picture import Words
from ui.boards.plain import draw_plain
from ui.boards.receivables_pictures import BUCKET_ROLES
from ui.charts.data import Measured
from ui.dashboard.declaration import Picture
from ui.language import _, label
from ui.routes import page_link

YEAR = 12
NEAR, FULL = Decimal("0.8"), Decimal(1)


def draw_customer(actor: Actor, customer: Customer) -> None:
    """Figures in a row, the course of sales, and what is open by age."""
    with reading(actor) as session:
        found = customer_picture(session, actor, customer.id, today())
    st.subheader(label("section.customer_course"), anchor=False)
    with st.grid(4, gap="small", min_column_width=170):
        for name, figure, note in _figures(found):
            _draw_figure(name, figure, note)
    left, right = st.columns([3, 2], gap="small")
    with left:
        draw_plain(_course(found), f"customer-course-{customer.id}")
    with right:
        draw_plain(_ageing(found), f"customer-ageing-{customer.id}")
    asks = {"customer": str(customer.id), "status": "posted", "sort": "due_on"}
    page_link("invoices", _("All invoices of this customer"), asks, f"customer-{customer.id}-invoices")


def _draw_figure(name: str, figure: str, note: str) -> None:
    with st.container(border=True, gap=None, height="stretch"):
        st.caption(name)
        st.markdown(f"**{figure}**")
        if note:
            st.caption(note)


def _figures(found: CustomerPicture) -> Iterator[tuple[str, str, str]]:
    now, before = found.last_year("net_sales"), found.year_before("net_sales")
    share = quotient(now - before, before) if before > 0 else None
    grown = f"{'+' if share > 0 else ''}{formats.percent(share)}" if share is not None else ""
    yield (
        _("Net sales of twelve months"),
        formats.short(now),
        (_("{change} on the year before", change=grown) if grown else ""),
    )
    owed, late = found.ageing.total, found.ageing.overdue
    yield (
        _("Open"),
        formats.short(owed),
        (
            _("{amount} received, not applied", amount=formats.short(found.unapplied))
            if found.unapplied
            else ""
        ),
    )
    yield _("Overdue"), _marked(formats.short(late), bad=late > 0), formats.percent(quotient(late, owed))
    yield _limit(found)
    days = formats.number(found.average_days, 0)
    yield _("Days to pay"), days, _("from invoice to receipt, twelve months, by amount")
    yield _("Promised"), formats.short(found.promised), _("to be paid by a day still to come")
    yield _("Last order"), formats.day(found.last_order_on), _silence(found)
    count = found.open_complaints
    yield _("Open complaints"), _marked(formats.number(count), bad=count > 0), ""


def _limit(found: CustomerPicture) -> tuple[str, str, str]:
    name, use = _("Use of the credit limit"), found.limit_use
    if use is None:
        return name, formats.NOTHING, _("no limit in force")
    figure = _marked(formats.percent(use, 0), bad=use > FULL, near=use > NEAR)
    return name, figure, _("limit {amount}", amount=formats.short(found.limit))


def _silence(found: CustomerPicture) -> str:
    if found.silent is None:
        return ""
    usual = formats.number(found.silent.median_days, 0)
    if found.silent.lost_on <= today():
        return _("lost: usually orders every {days} days", days=usual)
    if found.silent.at_risk_on <= today():
        return _("at risk: usually orders every {days} days", days=usual)
    return _("later than usual: every {days} days", days=usual)


def _marked(figure: str, *, bad: bool, near: bool = False) -> str:
    if bad:
        return f":red[■ {figure}]"
    return f":orange[▲ {figure}]" if near else figure


def _course(found: CustomerPicture) -> Picture:
    net = found.sums["net_sales"]
    pairs = zip(found.months[-YEAR:], net[-YEAR:], net[-2 * YEAR : -YEAR], strict=True)
    rows = [
        Row(
            period=Period.of(month, Grain.MONTH).label, value=now, third=before,
            note=_("year before {value}", value=formats.money(before)) if before else "",
        )
        for month, now, before in pairs
    ]  # fmt: skip
    words = Words(
        title=_("{amount} in twelve months", amount=formats.short(found.last_year("net_sales"))),
        empty=_("No sales in these twelve months."),
    )
    names = (_("This year"), _("Target"), _("Year before"))
    return picture.course(rows, None, words, Measured.MONEY, names)


def _ageing(found: CustomerPicture) -> Picture:
    cells = found.ageing.buckets
    rows = [
        Row(
            name=label(bucket), value=cells[bucket].amount, role=BUCKET_ROLES[bucket],
            note=_("{count} invoices", count=formats.number(cells[bucket].count)),
        )
        for bucket in Bucket
    ]  # fmt: skip
    words = Words(title=_("Open by days past due"), empty=_("Nothing is open."))
    return picture.ranked(rows, None, words, Measured.MONEY)
