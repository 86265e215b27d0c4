"""Tiles of the receivables dashboard, and the invoices to begin with."""

from decimal import Decimal

from domain.indicators.status import Status
from domain.reporting.receivables_open import OverdueInvoices
from ui import formats
from ui.boards.receivables_look import CUSTOMER, ReceivablesTiles
from ui.boards.rows import Table, draw_rows
from ui.dashboard.view import View
from ui.indicators.tiles import tile_of
from ui.indicators.wording import currency
from ui.language import _, in_language, label
from ui.tile import IndicatorTile, draw_tiles


def draw_receivables_tiles(found: ReceivablesTiles, view: View) -> None:
    """Indicators, and what came in but settles nothing yet."""
    tiles = [tile_of(one, view.place, view.against, "receivables") for one in found.found]
    report = found.owed.report
    if report is not None:
        tiles.append(_unapplied(report.unapplied_cash))
    draw_tiles(tiles)


def _unapplied(amount: Decimal) -> IndicatorTile:
    return IndicatorTile(
        key="receivables-unapplied", name=_("Cash not applied"), figure=currency(formats.short(amount)),
        status=Status.UNRATED, note=_("settles no invoice yet"), page="receipts", asks={},
        definition=_("Money received by the day that settles no invoice yet: customers look worse than they "
                     "are until it is applied."),
    )  # fmt: skip


def draw_overdue(found: OverdueInvoices | None, view: View) -> None:
    """The oldest overdue invoices; pressing one opens it."""
    if found is None:
        return
    days, left, amount = _("Days late"), _("Open"), label("Invoice.amount")
    columns = {
        label("Invoice.number"): [one.number for one in found.oldest],
        label("entity.Customer"): [in_language(one.customer_zh, one.customer_en) for one in found.oldest],
        label("Invoice.due_on"): [formats.day(one.due_on) for one in found.oldest],
        days: [formats.number(one.days) for one in found.oldest],
        amount: [formats.money(one.amount) for one in found.oldest],
        left: [formats.money(one.open) for one in found.oldest],
        label("Invoice.disputed"): [formats.flag(one.disputed) for one in found.oldest],
    }
    title = _("{count} overdue invoices, the oldest first", count=formats.number(found.count))
    note = "" if CUSTOMER in view.chosen else _("Press a customer above to see only its invoices.")
    right = frozenset({days, left, amount})
    table = Table(columns, [one.id for one in found.oldest], "invoices", right, found.count)
    draw_rows(table, title, "receivables-list", _("No invoice is overdue."), note)
