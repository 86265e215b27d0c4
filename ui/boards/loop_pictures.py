"""The pictures of the loop: how far, where, how long."""

import itertools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.core.period import Grain, Period
from domain.improvement.stage import Stage
from domain.reporting.loop_flow import Reached, Standing, Waiting, flow, funnel, month_ends, waiting
from ui import formats
from ui.boards import picture
from ui.boards.loop_look import MONTHS, REACHED, STAGE, LoopLook
from ui.boards.marks import Row
from ui.boards.picture import Words
from ui.charts.data import Measured
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _, label

ENOUGH = 3
"""Issues in a stage from which on the share that goes on says something."""


def issues_of(view: View, **more: str) -> Link:
    """The list of issues of the unit."""
    return Link("issues", {"unit": str(view.unit.id), **more})


def funnel_picture(whole: LoopLook, view: View) -> Picture:
    """How many issues of the time got how far."""
    look = whole.narrowed(view.chosen, besides=REACHED)
    found = funnel(look.issues, look.first, look.last)
    words = Words(
        title=_funnel_title(found), empty=_("Nothing was raised in these twelve months."),
        about=_("Issues raised in the twelve months, by the furthest stage each ever reached."),
        records=issues_of(view, raised_on=f"{look.first}..{look.last}"),
    )  # fmt: skip
    return picture.ranked([_reached(one) for one in found], view, words, Measured.NUMBER, REACHED)


def _reached(one: Reached) -> Row:
    share = f" · {formats.percent(one.of_previous, 0)}" if one.of_previous is not None else ""
    return Row(
        name=label(one.stage), value=Decimal(one.count), key=one.stage.value, label=f"{one.count}{share}",
        note=_("{share} of all raised", share=formats.percent(one.of_all, 0)),
    )  # fmt: skip


def _funnel_title(found: Sequence[Reached]) -> str:
    raised, closed = found[0].count, found[-1].count
    pairs = itertools.pairwise(found)
    known = [one for before, one in pairs if before.count >= ENOUGH and one.count < before.count]
    if not known:
        return _("{raised} raised, {closed} closed", raised=raised, closed=closed)
    narrow = min(known, key=lambda one: one.of_previous or Decimal(0))
    return _(
        "{raised} raised, {closed} closed; narrowest before “{stage}”: {share} go on",
        raised=raised, closed=closed, stage=label(narrow.stage), share=formats.percent(narrow.of_previous, 0),
    )  # fmt: skip


def flow_picture(whole: LoopLook, view: View) -> Picture:
    """How many issues stood in each stage at the end of each month."""
    look = whole.narrowed(view.chosen, besides=STAGE)
    stood = flow(look.issues, month_ends(look.month, MONTHS + 1, look.today))
    rows = [
        Row(
            series=label(stage), period=_month(day.day), place=at, key=stage.value,
            value=Decimal(day.counts[at]),
        )
        for day in stood
        for at, stage in enumerate(Stage)
    ]  # fmt: skip
    words = Words(
        title=_flow_title(stood),
        empty=_("No issue in these months."),
        records=issues_of(view),
        about=_("Where issues stood at the end of each month; cancelled and rejected ones leave it."),
    )
    return picture.stacked(rows, view, words, Measured.NUMBER, STAGE)


def _month(day: date) -> str:
    return Period.containing(day, Grain.MONTH).label


def _flow_title(stood: Sequence[Standing]) -> str:
    under_way = [sum(one.counts[:-1]) for one in stood]
    change, since = under_way[-1] - under_way[0], formats.day_in_words(stood[0].day)
    if not change:
        return _("{count} under way, as many as on {day}", count=under_way[-1], day=since)
    more = _("{count} under way, {change} more than on {day}")
    fewer = _("{count} under way, {change} fewer than on {day}")
    return (more if change > 0 else fewer).format(count=under_way[-1], change=abs(change), day=since)


def waiting_picture(whole: LoopLook, view: View) -> Picture:
    """How long issues stay in each stage."""
    look = whole.narrowed(view.chosen, besides=STAGE)
    found = waiting(look.issues, look.first, look.last, look.today)
    slowest = max(found, key=lambda one: one.finished.median or Decimal(-1))
    title = _(
        "Longest in “{stage}”: {days} days, median of {cases} cases", stage=label(slowest.stage),
        days=formats.number(slowest.finished.median, 0), cases=slowest.finished.cases,
    )  # fmt: skip
    words = Words(
        title=title if slowest.finished.cases else _("How long issues stay in each stage"),
        second=_("85th percentile"), empty=_("No issue left a stage in these twelve months."),
        records=issues_of(view),
        about=_("Days in a stage: bar to the median, line to the 85th percentile of those who left it in the "
                "twelve months. Beside it, how many stand there now."),
    )  # fmt: skip
    return picture.spells([_spell(one) for one in found], view, words, STAGE)


def _spell(one: Waiting) -> Row:
    middle, slow = one.finished.median, one.finished.slow
    here = _("{count} here now, {days} days at most", count=one.here, days=one.longest) if one.here else ""
    both = f"{formats.number(middle, 0)} / {formats.number(slow, 0)}"
    said = both if one.finished.cases else formats.NOTHING
    return Row(
        name=label(one.stage), value=middle or Decimal(0), second=slow, key=one.stage.value,
        label=" · ".join(filter(None, (said, _("{count} here", count=one.here) if one.here else ""))),
        note=" · ".join(filter(None, (_("{count} cases", count=one.finished.cases), here))),
    )  # fmt: skip
