"""The pictures of customers: sales against what is overdue, and what kind of customers they are."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from domain.core.rounding import quotient
from domain.reporting.customers_segments import Segment, segment_sizes
from domain.reporting.sales_members import Member
from ui import formats
from ui.boards import picture
from ui.boards.customers_look import CUSTOMER, SEGMENT, Buyers
from ui.boards.marks import Row
from ui.boards.palette import PLAIN, QUIET
from ui.boards.picture import Words
from ui.boards.sales_pictures import member_name
from ui.charts.data import Measured
from ui.colours import Tone
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _, label

MOST, NAMED, LARGEST = 400, 3, 12
MUCH, SOME = Decimal("0.3"), Decimal("0.1")
"""Shares of what a customer owes that make it one to worry about, and one to watch."""
SEGMENT_ROLES = {
    Segment.CHAMPION: PLAIN,
    Segment.LOYAL: PLAIN,
    Segment.PROMISING: PLAIN,
    Segment.SLIPPING: Tone.WAITING.value,
    Segment.OCCASIONAL: QUIET,
    Segment.ASLEEP: QUIET,
}
MANYFOLD = Decimal(10)
"""Growth from which on it is only said to be larger."""


def worth_picture(asked: Buyers, view: View) -> Picture:
    """What customers buy against what they owe late; the larger the dot, the more they owe."""
    found = asked.narrowed(view, besides=CUSTOMER)[:MOST]
    late = sorted((one for one in found if one.amount("overdue") > 0), key=lambda m: -m.amount("overdue"))
    if not late:
        return _largest(found, view)
    loud = {one.key for one in (*found[:NAMED], *late[:NAMED])}
    amount = sum((one.amount("overdue") for one in late), Decimal(0))
    words = Words(
        title=_("{count} of {all} customers are overdue, {amount} in all", count=formats.number(len(late)),
                all=formats.number(len(found)), amount=formats.short(amount)),
        second=_("Overdue"), empty=_("No customer bought anything in these twelve months."),
        records=Link("customers", {"unit": str(view.unit.id)}),
        about=_("Right: buys much in twelve months; up: pays late; large: owes much. Amber: more than 10 % "
                "of what it owes is overdue; red: more than 30 %."),
    )  # fmt: skip
    rows = [_dot(one, one.key in loud) for one in found if one.amount("net_sales") or one.amount("overdue")]
    return picture.scatter(rows, view, words, _("Net sales of twelve months"), CUSTOMER)


def _largest(found: Sequence[Member], view: View) -> Picture:
    """Where nobody is overdue, what the largest buy."""
    words = Words(
        title=_("None of {count} customers is overdue", count=formats.number(len(found))),
        empty=_("No customer bought anything in these twelve months."),
        records=Link("customers", {"unit": str(view.unit.id)}),
        about=_("Net sales of the largest customers in twelve months; tick: in the twelve before."),
        second=_("Year before"),
    )  # fmt: skip
    rows = [
        Row(
            name=member_name(one), value=one.amount("net_sales"), key=str(one.key), note=_note(one),
            second=one.earlier("net_sales") or None,
            label=" · ".join(filter(None, (formats.short(one.amount("net_sales")), grown(one)))),
        )
        for one in found[:LARGEST]
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY, CUSTOMER)


def _dot(one: Member, loud: bool) -> Row:
    return Row(
        name=member_name(one), value=one.amount("net_sales"), second=one.amount("overdue"),
        third=one.amount("receivables"), key=str(one.key), role=worry(one),
        label=member_name(one) if loud else "", note=_note(one),
    )  # fmt: skip


def worry(one: Member) -> str:
    """Whether much of what a customer owes is overdue."""
    share = quotient(one.amount("overdue"), one.amount("receivables")) or Decimal(0)
    if share > MUCH:
        return Tone.BAD.value
    return Tone.WAITING.value if share > SOME else PLAIN


def _note(one: Member) -> str:
    owed = _("owes {owed}, {late} overdue", owed=formats.money(one.amount("receivables")),
             late=formats.money(one.amount("overdue")))  # fmt: skip
    change = grown(one)
    return owed if not change else f"{_('{change} on the year before', change=change)} · {owed}"


def grown(one: Member) -> str:
    """The change of its sales against the year before, in per cent; empty where there were none."""
    before = one.earlier("net_sales")
    share = quotient(one.change("net_sales"), before) if before > 0 else None
    if share is not None and share >= MANYFOLD:
        return f">+{formats.percent(MANYFOLD, 0)}"  # from next to nothing: the exact share says nothing
    return "" if share is None else f"{'+' if share > 0 else ''}{formats.percent(share)}"


def segments_picture(asked: Buyers, view: View) -> Picture:
    """What kind of customers they are, by recency, frequency and amount."""
    sizes = segment_sizes(list(asked.scored.values()))
    whole = sum((size.amount for size in sizes), Decimal(0))
    slipping = next(size for size in sizes if size.segment is Segment.SLIPPING)
    title = _("{count} good customers are slipping away, with {share} of sales", count=slipping.customers,
              share=formats.percent(quotient(slipping.amount, whole), 0))  # fmt: skip
    words = Words(
        title=title if slipping.customers else _("What kind of customers they are"),
        empty=_("Too few customers to tell fifths apart.") if asked.facts else no_access(),
        about=_("Fifths of recency, frequency and amount of the orders of 24 months (RFM)."),
    )  # fmt: skip
    rows = [
        Row(
            name=label(size.segment), value=Decimal(size.customers), key=size.segment.value,
            role=SEGMENT_ROLES[size.segment], note=label(f"Segment.{size.segment.value}.meaning"),
            label=_("{count} · {share} of sales", count=size.customers,
                    share=formats.percent(quotient(size.amount, whole), 0)),
        )
        for size in sizes
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.NUMBER, SEGMENT)


def complaints_picture(asked: Buyers, view: View) -> Picture:
    """Whose complaints came in in twelve months."""
    found = asked.narrowed(view, besides=CUSTOMER)
    whole = sum((one.amount("complaints") for one in found), Decimal(0))
    loud = sorted((one for one in found if one.amount("complaints")), key=lambda m: -m.amount("complaints"))
    counts = Counter({member_name(one): int(one.amount("complaints")) for one in loud})
    words = Words(
        title=_("{count} complaints of {customers} customers in twelve months", count=formats.number(whole),
                customers=len(counts)),
        empty=_("No complaint was recorded in these twelve months."),
        records=Link("complaints", {"unit": str(view.unit.id)}),
        about=_("Customers with most complaints in the twelve months; withdrawn ones count nowhere."),
    )  # fmt: skip
    rows = [
        Row(
            name=member_name(one), value=one.amount("complaints"), key=str(one.key),
            label=formats.number(one.amount("complaints")),
        )
        for one in loud[:8]
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.NUMBER, CUSTOMER)


def no_access() -> str:
    """Why there is nothing to see for those who may not read facts."""
    return _("You may not see single orders and invoices.")
