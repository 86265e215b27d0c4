"""What is open of an invoice, on its own page."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.receivables.balance import balance_of
from domain.receivables.invoice import Invoice
from ui import formats
from ui.language import _


def draw_balance(actor: Actor, invoice: Invoice) -> None:
    """Settled, open and days late, as of today."""
    with reading(actor) as session:
        balance = balance_of(session, invoice, today())
    if balance is None:
        st.caption(_("Only posted invoices are claims; this one does not count."))
        return
    with st.grid(4, gap="small", min_column_width=160):
        st.metric(_("Open"), formats.money(balance.open, invoice.currency), border=True, height="stretch")
        st.metric(
            _("Settled"), formats.money(balance.settled, invoice.currency), border=True, height="stretch"
        )
        st.metric(_("Days late"), formats.number(balance.days_late), border=True, height="stretch")
