"""The pictures of receivables: how old, who owes, what falls due, which unit collects."""

from decimal import Decimal

from domain.core.rounding import quotient
from domain.receivables.ageing import AgeingRow, Bucket
from domain.reporting.course import Course
from domain.reporting.receivables_concentration import Debtor
from ui import formats
from ui.boards import picture
from ui.boards.marks import Row
from ui.boards.names import numbered
from ui.boards.palette import PLAIN, QUIET, STRONG
from ui.boards.picture import Words
from ui.boards.rated import role_of
from ui.boards.receivables_look import CUSTOMER, DSO, Collecting, Due, Owed
from ui.boards.sales_pictures import invoices_of, member_name
from ui.charts.data import Line, Measured, Point
from ui.colours import Tone
from ui.dashboard import pictures
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.indicators.wording import why
from ui.language import _, in_language, label
from ui.tile import TONES

TOP = 10
LATE = (Bucket.TO_180, Bucket.TO_365, Bucket.OVER_365)
BUCKET_ROLES = {
    Bucket.NOT_DUE: QUIET,
    Bucket.TO_30: PLAIN,
    Bucket.TO_60: PLAIN,
    Bucket.TO_90: Tone.WAITING.value,
    Bucket.TO_180: Tone.BAD.value,
    Bucket.TO_365: Tone.BAD.value,
    Bucket.OVER_365: Tone.BAD.value,
}
HALF, MOST, ALL_OF_IT = Decimal("0.5"), Decimal("0.8"), Decimal(1)


def ageing_picture(found: Owed, view: View) -> Picture:
    """Open receivables by days past due."""
    whole = _row(found, view)
    cells = dict(whole.buckets) if whole else {}
    total = whole.total if whole else Decimal(0)
    late = sum((cells[bucket].amount for bucket in LATE if bucket in cells), Decimal(0))
    title = _(
        "{share} of {total} is overdue, {late} of it for more than 90 days",
        share=formats.percent(quotient(whole.overdue if whole else Decimal(0), total)),
        total=formats.short(total), late=formats.short(late),
    )  # fmt: skip
    words = Words(
        title=title if total else _("Open receivables by days past due"), empty=_nothing(found),
        records=Link("ageing", {"as_of": found.as_of.isoformat()}),
        about=_("Open on {day}, by days past due.", day=formats.day_in_words(found.as_of)),
    )  # fmt: skip
    rows = [
        Row(
            name=label(bucket), value=cell.amount, role=BUCKET_ROLES[bucket],
            label=f"{formats.short(cell.amount)} · {formats.percent(quotient(cell.amount, total))}",
            note=_("{count} invoices", count=formats.number(cell.count)),
        )
        for bucket, cell in cells.items()
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY)


def _row(found: Owed, view: View) -> AgeingRow | None:
    """The ageing of everybody, or of the pressed customer."""
    if found.report is None:
        return None
    chosen = numbered(view.chosen.get(CUSTOMER, ""))
    return found.report.table.whole if chosen is None else found.report.table.rows.get(chosen, AgeingRow())


def dso_picture(found: Course, view: View) -> Picture:
    """How long customers take to pay, with the limits that move with the terms agreed."""
    known = [one for one in found.figures if one is not None]
    points = [Point(one.period.label, one.value, tone=TONES[one.status], note=why(one)) for one in known]
    last = known[-1] if known else None
    said = formats.number(last.value, 1) if last else formats.NOTHING
    lines = [
        Line(_("Amber {value}", value=formats.number(last.amber, 0)), last.amber, Tone.WAITING),
        Line(_("Red {value}", value=formats.number(last.red, 0)), last.red, Tone.BAD),
    ] if last and last.amber is not None and last.red is not None else []  # fmt: skip
    return pictures.trend(
        points, view, title=_("{days} days of sales wait to be paid", days=said), measured=Measured.DAYS,
        lines=lines, indicator=DSO, records=Link("indicators", {"code": DSO, **view.asks}),
        about=_("Days sales outstanding (DSO) by month; limits follow the payment terms agreed."),
    )  # fmt: skip


def concentration_picture(found: Owed, view: View) -> Picture:
    """How the shares of customers add up, the largest first."""
    all_of_them = found.debtors
    few = next((at for at, one in enumerate(all_of_them, 1) if one.cumulative >= MOST), len(all_of_them))
    words = Words(
        title=_("{few} of {count} customers owe 80%", few=few, count=len(all_of_them))
        if all_of_them
        else _("How few customers owe how much"),
        empty=_nothing(found), records=_open_invoices(view),
        about=_("Customers of one group count as one, who owes most first."),
    )  # fmt: skip
    rows = [
        Row(
            name=debtor_name(one), value=one.cumulative, place=at, role=STRONG if at == TOP else PLAIN,
            note=_("owes {amount}", amount=formats.money(one.owed)),
            label=_("ten largest: {share}", share=formats.percent(one.cumulative)) if at == TOP else "",
        )
        for at, one in enumerate(all_of_them[: max(few + 5, 2 * TOP)], 1)
    ]  # fmt: skip
    return picture.curve(rows, view, words, [Line("80%", MOST), Line("50%", HALF)])


def debtors_picture(found: Owed, view: View) -> Picture:
    """The ten who owe most, and how much of it is overdue."""
    top = found.debtors[:TOP]
    owed, late = (sum((getattr(one, part) for one in top), Decimal(0)) for part in ("owed", "overdue"))
    words = Words(
        title=_("The {count} largest owe {amount}, {late} of it overdue", count=len(top),
                amount=formats.short(owed), late=formats.short(late)),
        second=_("Overdue"), empty=_nothing(found), records=_open_invoices(view),
        about=_("What each owes; tick: how much of it is overdue."),
    )  # fmt: skip
    rows = [
        Row(
            name=debtor_name(one), value=one.owed, second=one.overdue or None, role=_worry(one),
            key=str(one.customer_id) if one.customer_id else None,
            label=f"{formats.short(one.owed)} · {formats.percent(one.share)}",
            note=_("{amount} overdue", amount=formats.money(one.overdue)) if one.overdue else "",
        )
        for one in top
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY, CUSTOMER)


def _worry(one: Debtor) -> str:
    share = quotient(one.overdue, one.owed) or Decimal(0)
    if share > HALF:
        return Tone.BAD.value
    return Tone.WAITING.value if share > Decimal("0.2") else PLAIN


def due_picture(found: Due, view: View) -> Picture:
    """What falls due in the next thirty days."""
    weeks = found.weeks or ()
    amount, count = sum((week.amount for week in weeks), Decimal(0)), sum(week.count for week in weeks)
    ahead = f"{weeks[0].first}..{weeks[-1].last}" if weeks else ""
    words = Words(
        title=_("{amount} falls due in the next 30 days, {count} invoices",
                amount=formats.short(amount), count=formats.number(count)),
        empty=_("You may not see single invoices.") if found.weeks is None else _("Nothing falls due."),
        records=Link("invoices", {"unit": str(view.unit.id), "due_on": ahead, "sort": "due_on"}),
        about=_("Open invoices that fall due after {day}, by week.", day=formats.day_in_words(found.as_of)),
    )  # fmt: skip
    rows = [
        Row(
            name=f"{week.first:%m-%d} – {week.last:%m-%d}", value=week.amount,
            label=_("{amount} · {count} invoices", amount=formats.short(week.amount), count=week.count),
        )
        for week in weeks
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY)


def units_picture(found: Collecting, view: View) -> Picture:
    """Collected against invoiced, unit by unit."""
    rated = [(one, quotient(one.amount("collected"), one.amount("invoiced"))) for one in found.found]
    ranked = sorted(((one, rate) for one, rate in rated if rate is not None), key=lambda pair: pair[1])
    rows = [
        Row(
            name=member_name(one), value=rate, second=ALL_OF_IT, role=role_of(rate, "K32", found.standings),
            label=formats.percent(rate),
            note=_("{collected} collected, {invoiced} invoiced, {overdue} overdue",
                   collected=formats.short(one.amount("collected")),
                   invoiced=formats.short(one.amount("invoiced")),
                   overdue=formats.short(one.amount("overdue"))),
        )
        for one, rate in ranked
    ]  # fmt: skip
    title = (
        _("{unit} collects least: {share} of what it invoices", unit=rows[0].name, share=rows[0].label)
        if len(rows) > 1
        else _("Collected of what was invoiced")
    )
    words = Words(
        title=title, second=formats.percent(ALL_OF_IT, 0), empty=_("Nothing was invoiced in this time."),
        about=_("Collected in the time / invoiced in the time, both gross. Tick: 100%."),
        records=Link("receipts", {"unit": str(view.unit.id)}),
    )  # fmt: skip
    return picture.ranked(rows, view, words, Measured.PERCENT)


def debtor_name(one: Debtor) -> str:
    """Who owes; of a group, its largest customer with how many there are."""
    name = in_language(one.name_zh, one.name_en) or _("Without customer")
    return name if one.members == 1 else _("{name} and {count} related", name=name, count=one.members - 1)


def _open_invoices(view: View) -> Link:
    link = invoices_of(view, status="posted", sort="due_on")
    return Link(link.page, {name: word for name, word in link.asks.items() if name != "period"})


def _nothing(found: Owed) -> str:
    return _("You may not see single invoices.") if found.report is None else _("Nothing is open.")
