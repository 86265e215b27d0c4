"""The pictures of a team: who reaches the target, whose customers pay late, who has what to do."""

from decimal import Decimal

from domain.core.rounding import quotient
from domain.reporting.team_people import Colleague
from ui import formats
from ui.boards import picture
from ui.boards.marks import Row
from ui.boards.palette import PLAIN
from ui.boards.picture import Words
from ui.boards.rated import role_of
from ui.boards.sales_pictures import compared
from ui.boards.team_look import PERSON, Team
from ui.charts.data import Measured
from ui.colours import Tone
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _, in_language

MOST = 15


def name_of(one: Colleague) -> str:
    """What people call them."""
    return in_language(one.name_zh, one.name_en)


def sales_picture(found: Team, view: View) -> Picture:
    """What each sold, against the target where there is one, else against the time before."""
    aimed = any(one.target for one in found.people)
    missed = sum(1 for one in found.people if one.attainment is not None and one.attainment < 1)
    counted = sum(1 for one in found.people if one.target)
    words = Words(
        title=_("{missed} of {count} are below their target", missed=missed, count=counted)
        if aimed
        else _("{amount} sold by {count} people", amount=formats.short(found.total("sales")),
               count=len(found.sellers)),
        second=_("Target") if aimed else compared(view), empty=_("Nobody here sold anything in this time."),
        about=_("Net sales of the time by person; tick: {what}.",
                what=_("target") if aimed else _("the time compared with")),
        records=Link("invoices", {"unit": str(view.unit.id)}),
    )  # fmt: skip
    rows = [
        Row(
            name=name_of(one), value=one.sales, key=str(one.id), label=_sold(one),
            role=role_of(one.attainment, "K02", found.standings),
            second=(one.target if aimed else one.earlier) or None,
            note=_("before {value}", value=formats.money(one.earlier)),
        )
        for one in found.sellers[:MOST]
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY, PERSON)


def _sold(one: Colleague) -> str:
    reached = formats.percent(one.attainment, 0) if one.attainment is not None else ""
    return " · ".join(filter(None, (formats.short(one.sales), reached)))


def overdue_picture(found: Team, view: View) -> Picture:
    """Whose customers owe most past the due date."""
    late = sorted((one for one in found.people if one.overdue > 0), key=lambda one: -one.overdue)
    whole = found.total("overdue")
    words = Words(
        title=_("{amount} overdue with their customers", amount=formats.short(whole)),
        empty=_("Nobody's customers are overdue."),
        about=_("Overdue at the end of the time, by salesperson."),
        records=Link("invoices", {"unit": str(view.unit.id), "status": "posted", "sort": "due_on"}),
    )  # fmt: skip
    rows = [
        Row(
            name=name_of(one), value=one.overdue, key=str(one.id),
            label=f"{formats.short(one.overdue)} · {formats.percent(quotient(one.overdue, whole), 0)}",
        )
        for one in late[:MOST]
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.MONEY, PERSON)


def work_picture(found: Team, view: View) -> Picture:
    """Who has how many open actions; what is late stands out."""
    busy = (one for one in found.people if one.actions[0])
    ranked = sorted(busy, key=lambda one: (-one.actions[1], -one.actions[0]))
    late = sum(one.actions[1] for one in found.people)
    words = Words(
        title=_("{count} actions are late", count=late) if late else _("No action is late"),
        empty=_("Nobody has an open action."), records=Link("actions", {"unit": str(view.unit.id)}),
        about=_("Measures and issues they are to bring forward, as of today; red where one is late."),
    )  # fmt: skip
    rows = [
        Row(
            name=name_of(one), value=Decimal(one.actions[0]), key=str(one.id),
            role=Tone.BAD.value if one.actions[1] else PLAIN, label=_work(one),
        )
        for one in ranked[:MOST]
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.NUMBER, PERSON)


def _work(one: Colleague) -> str:
    count, late = one.actions
    return _("{count} open, {late} late", count=count, late=late) if late else _("{count} open", count=count)
