"""What customers owe: by age, by debtor, invoice by invoice."""

from decimal import Decimal

from domain.core.permission import Permission
from domain.core.rounding import quotient
from domain.receivables.ageing_report import AgeingReport
from domain.reporting.receivables_open import OverdueInvoice, overdue_invoices
from ui import formats
from ui.boards.receivables_look import Owed, owed
from ui.boards.receivables_pictures import ageing_picture
from ui.charts.data import Measured
from ui.language import _, in_language, label
from ui.packs import cells
from ui.packs.chapter_alerts import no_right
from ui.packs.document import Block, Cell, Chart, Column, Native, Series, Table, Words
from ui.packs.subject import Subject

DEBTORS, INVOICES = 10, 25


def receivables(subject: Subject) -> list[Block]:
    """As of the end of the month, or of today while it lasts."""
    if not subject.may(Permission.FACTS_READ):
        return [Words(no_right(), quiet=True)]
    found = owed(subject.session, subject.view)
    picture = ageing_picture(found, subject.view)
    blocks: list[Block] = []
    if found.report is not None:
        blocks += [Chart(picture=picture, native=_native(found.report)), _ageing(found.report)]
        said = _("Open on {day}, by days past due.", day=formats.day_in_words(found.as_of))
        blocks += [Words(said, quiet=True), _debtors(found), _invoices(subject, found)]
    return blocks


def _native(report: AgeingReport) -> Native:
    buckets = report.table.whole.buckets
    names = [label(bucket) for bucket in buckets]
    return Native(
        names, [Series(_("Open"), [cell.amount for cell in buckets.values()])], Measured.MONEY, columns=True
    )


def _ageing(report: AgeingReport) -> Table:
    whole = report.table.whole
    columns = (
        Column(_("Days past due"), 3), Column(_("Invoices"), right=True), Column(_("Open"), right=True),
        Column(_("Share"), right=True),
    )  # fmt: skip
    rows = [
        [
            cells.words(label(bucket)), cells.count(cell.count), cells.money(cell.amount),
            cells.share(quotient(cell.amount, whole.total)),
        ]
        for bucket, cell in whole.buckets.items()
    ]  # fmt: skip
    in_all = sum(cell.count for cell in whole.buckets.values())
    last = [cells.words(_("In all"), strong=True), cells.count(in_all), cells.money(whole.total)]
    return Table(columns=columns, rows=[*rows, [*last, cells.share(Decimal(1) if whole.total else None)]])


def _debtors(found: Owed) -> Table:
    columns = (
        Column(label("entity.Customer"), 6), Column(_("Open"), right=True), Column(_("Overdue"), right=True),
        Column(_("Share"), right=True), Column(_("Adds up to"), right=True),
    )  # fmt: skip
    rows = [
        [
            cells.words(in_language(one.name_zh, one.name_en) or _("not named")), cells.money(one.owed),
            cells.money(one.overdue), cells.share(one.share), cells.share(one.cumulative),
        ]
        for one in found.debtors[:DEBTORS]
    ]  # fmt: skip
    return Table(
        columns=columns, rows=rows, title=_("Who owes most"), empty=_("Nothing is open on this day.")
    )


def _invoices(subject: Subject, found: Owed) -> Table:
    late = overdue_invoices(subject.session, subject.actor, subject.units, found.as_of, most=INVOICES)
    columns = (
        Column(label("Invoice.number")), Column(label("entity.Customer"), 5), Column(label("Invoice.due_on")),
        Column(_("Days late"), right=True), Column(label("Invoice.amount"), right=True),
        Column(_("Open"), right=True), Column(label("Invoice.disputed")),
    )  # fmt: skip
    title = _("{count} overdue invoices, the oldest first", count=formats.number(late.count))
    rows = [_invoice(one) for one in late.oldest]
    return Table(columns=columns, rows=rows, title=title, empty=_("No invoice is overdue."))


def _invoice(one: OverdueInvoice) -> list[Cell]:
    return [
        cells.words(one.number),
        cells.words(in_language(one.customer_zh, one.customer_en)),
        cells.day(one.due_on),
        cells.count(one.days),
        cells.money(one.amount),
        cells.money(one.open),
        cells.words(formats.flag(one.disputed)),
    ]
