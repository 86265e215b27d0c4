"""The pictures of sales: the course against last year and target, who sold what, movers, pipeline."""

from collections.abc import Sequence
from decimal import Decimal

from domain.core.period import Grain, Period
from domain.core.rounding import quotient
from domain.reporting.sales_members import Member, movers, totals
from domain.reporting.sales_pipeline import PipelineStage
from domain.reporting.standing import Comparison
from ui import formats
from ui.boards import picture
from ui.boards.marks import Row
from ui.boards.picture import Words
from ui.boards.rated import role_of
from ui.boards.sales_look import ATTAINMENT, MONTHS, SALES, TARGET, Course, Members
from ui.boards.span import Span
from ui.charts.data import Measured
from ui.colours import Tone
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.indicators.wording import period_name
from ui.language import _, in_language, label

MOST, SIDES = 12, 6
MOST_OF = {"region": 6}
"""Of these only so many, beside shorter lists."""
YEAR = 12
FILTERS = frozenset({"salesperson", "customer"})
"""Dimensions by which the list of invoices can be narrowed."""


def course_picture(found: Course, view: View) -> Picture:
    """The last twelve months beside the twelve before, with targets."""
    last = Period.of(view.month, Grain.MONTH)
    rows = []
    for at, period in enumerate(last.previous(YEAR - 1).to(last)):
        now, before = found.net[MONTHS - YEAR + at], found.net[MONTHS - 2 * YEAR + at]
        target = found.targets[MONTHS - YEAR + at]
        note = _course_note(now, before, target)
        rows.append(Row(period=period.label, value=now, second=target, third=before, note=note))
    aimed = any(found.targets)
    words = Words(
        title=_course_title(_sum(found.net[-YEAR:]), _sum(found.net[-2 * YEAR : -YEAR])),
        empty=_("No sales in these twelve months."), second=_("Target"), indicator=SALES,
        records=invoices_of(view),
        about=_("Net sales by month: invoices less credit notes, without tax.")
        + ("" if aimed or view.chosen else " " + _("No target was imported for these months.")),
    )  # fmt: skip
    names = (_("This year"), _("Target"), _("Year before"))
    return picture.course(rows, view, words, Measured.MONEY, names)


def _course_note(now: Decimal | None, before: Decimal | None, target: Decimal | None) -> str:
    parts = []
    if before:
        parts.append(_("year before {value}", value=formats.money(before)))
    if target and now is not None:
        share = formats.percent(quotient(now, target))
        parts.append(_("target {value}, {share} reached", value=formats.money(target), share=share))
    return " · ".join(parts)


def _course_title(whole: Decimal, past: Decimal) -> str:
    amount, change = formats.short(whole), quotient(whole - past, past)
    if change is None:
        return _("{amount} in twelve months", amount=amount)
    more = _("{amount} in twelve months, {share} more than in the year before")
    less = _("{amount} in twelve months, {share} less than in the year before")
    return (more if change >= 0 else less).format(amount=amount, share=formats.percent(abs(change)))


def members_picture(asked: Members, view: View) -> Picture:
    """Who sold how much, with what they should or had before as a tick."""
    measure = asked.measure
    ranked = sorted((m for m in asked.found if m.amount(measure)), key=lambda m: -m.amount(measure))
    if not any(one.key for one in ranked):
        ranked = []  # that all of it is unnamed is no breakdown
    aimed = any(one.amount(TARGET) for one in asked.found if one.key)
    most = MOST_OF.get(asked.by, MOST)
    rows = [_member(one, asked, aimed) for one in ranked[:most]]
    rest = ranked[most:]
    if rest:
        amount = sum((one.amount(measure) for one in rest), Decimal(0))
        others = _("{count} others", count=len(rest))  # without a bar, which would dwarf the named ones
        rows.append(Row(name=others, value=None, label=formats.short(amount), note=formats.money(amount)))
    tick = _("target") if aimed else compared(view)
    words = Words(
        title=_members_title(asked, ranked, view), second=_("Target") if aimed else compared(view),
        empty=_no_members(asked), records=invoices_of(view), about=_members_about(asked, tick),
    )  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY, "" if asked.by == "unit" else asked.by)


def _no_members(asked: Members) -> str:
    if any(one.amount(asked.measure) for one in asked.found):
        return _(
            "Nothing that was sold here names its {dimension}.", dimension=label(f"breakdown.{asked.by}")
        )
    if asked.narrowed:
        return _("Comparing people by name is for those who lead them; you have no sales of your own here.")
    return _("No sales in this time.")


def _members_about(asked: Members, tick: str) -> str:
    what = (
        _("Net amount of the order lines invoiced in the time, as far as their cost is known.")
        if asked.by == "category"
        else _("Net sales: invoices less credit notes, without tax.")
    )
    return " ".join((what, _("Tick: {what}.", what=tick) if tick else "")).strip()


def _member(one: Member, asked: Members, aimed: bool) -> Row:
    now, before, target = one.amount(asked.measure), one.earlier(asked.measure), one.amount(TARGET)
    reached = quotient(now, target) if aimed and target else None
    change = quotient(now - before, before) if before > 0 else None
    said = formats.percent(reached, 0) if reached is not None else _signed(change)
    return Row(
        name=member_name(one), value=now, key=str(one.key) if one.key else None,
        role=role_of(reached, ATTAINMENT, asked.standings),
        second=(target or None) if aimed else (before or None),
        label=" · ".join(filter(None, (formats.short(now), said))),
        note=_("before {value}", value=formats.money(before)),
    )  # fmt: skip


def _signed(change: Decimal | None) -> str:
    return "" if change is None else f"{'+' if change > 0 else ''}{formats.percent(change)}"


def _members_title(asked: Members, ranked: Sequence[Member], view: View) -> str:
    whole = sum((one.amount(asked.measure) for one in ranked), Decimal(0))
    named = [one for one in ranked if one.key]
    by = label(f"breakdown.{asked.by}")
    if not whole:
        return _("Sales by {dimension}", dimension=by.lower())
    if len(named) < 2:
        return _("{dimension}: {amount}, {period}", dimension=by, amount=formats.short(whole),
                 period=period_name(view.period))  # fmt: skip
    share = formats.percent(quotient(named[0].amount(asked.measure), whole), 0)
    return _("{dimension}: {name} leads with {share} of {amount}", dimension=by, name=member_name(named[0]),
             share=share, amount=formats.short(whole))  # fmt: skip


def movers_picture(asked: Members, view: View) -> Picture:
    """Customers whose sales changed most, gains above losses."""
    up, down = movers(list(asked.found), "net_sales", SIDES)
    now, before = totals(list(asked.found), "net_sales")
    words = Words(
        title=_("What moved sales by {change}", change=_more(now - before)), records=invoices_of(view),
        empty=_("There is nothing to compare this time with."),
        about=_("Customers with the largest changes, against {what}.", what=compared(view)),
    )  # fmt: skip
    rows = [_mover(one) for one in (*up, *reversed(down))]
    return picture.ranked(rows, view, words, Measured.MONEY, "customer")


def _mover(one: Member) -> Row:
    change = one.change("net_sales")
    return Row(
        name=member_name(one), value=change, key=str(one.key), label=_more(change),
        role=(Tone.GOOD if change > 0 else Tone.BAD).value,
        note=_("{before} before, {now} now", before=formats.money(one.earlier("net_sales")),
               now=formats.money(one.amount("net_sales"))),
    )  # fmt: skip


def _more(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{formats.short(value)}"


def pipeline_picture(stages: Sequence[PipelineStage], view: View) -> Picture:
    """Open deals by stage; the tick is what can be expected of them."""
    amount = sum((one.amount for one in stages), Decimal(0))
    expected = sum((one.expected for one in stages), Decimal(0))
    late = sum(one.late for one in stages)
    sums = {"amount": formats.short(amount), "expected": formats.short(expected)}
    told = _("{amount} on the way, {expected} to be expected", **sums) if expected else ""
    about = _("Open deals today by stage; tick: amount x chance of winning.")
    if late:
        about += " " + _("{count} deals are past their expected date.", count=late)
    words = Words(
        title=told or _("{amount} on the way", amount=sums["amount"]), second=_("Expected"), about=about,
        empty=_("No open deal is known."),
        records=Link("opportunities", {"unit": str(view.unit.id), "outcome": "open"}),
    )  # fmt: skip
    return picture.ranked([_stage(one) for one in stages], view, words, Measured.MONEY)


def _stage(one: PipelineStage) -> Row:
    return Row(
        name=one.name or _("No stage named"), value=one.amount, second=one.expected or None,
        label=_("{amount} · {count} deals", amount=formats.short(one.amount), count=one.count),
        note=_("{count} past their expected date", count=one.late) if one.late else "",
    )  # fmt: skip


def invoices_of(view: View, **more: str) -> Link:
    """The invoices of unit, time and pressed mark."""
    chosen = {name: key for name, key in view.chosen.items() if name in FILTERS}
    return Link("invoices", {"unit": str(view.unit.id), "period": Span.of(view).asked, **chosen, **more})


def member_name(one: Member) -> str:
    """What a member is called; rows may name nobody, or somebody of another unit."""
    if not one.key:
        return _("not named")
    return in_language(one.name_zh, one.name_en) or _("of another unit")


def compared(view: View) -> str:
    """What the tick or the change is against; empty where nothing is compared."""
    if view.before is None:
        return ""
    return _("a year ago") if view.against is Comparison.YEAR_AGO else _("the time before")


def _sum(values: Sequence[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))
