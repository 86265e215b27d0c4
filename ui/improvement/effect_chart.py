"""The promised figure month by month: before, the work, after, and where it should arrive."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from domain.core.period import Grain, Period, month_of, month_range
from domain.improvement.effect_picture import EffectPicture, Phase, PictureMonth
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.issue import Issue
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from ui import formats
from ui.charts.data import Line, Mark, Point, Window
from ui.charts.draw import effect, trend
from ui.colours import Tone
from ui.improvement.amounts import level, plotted
from ui.improvement.look import Look
from ui.indicators import wording
from ui.language import _, label, say
from ui.tile import TONES, status_word
from ui.titles import title


def draw_effect(issue: Issue, plan: EffectPlan, picture: EffectPicture) -> None:
    """The chart, in a frame; its title says what it shows."""
    indicator = plan.indicator
    lines = []
    target = plotted(picture.target, indicator)
    if target is not None:
        name = _("Promised {value}", value=level(picture.target, indicator))
        lines.append(Line(name, target, Tone.GOOD))
    with st.container(border=True):
        effect(
            _points(plan, picture.months),
            title=_finding(plan, picture),
            measured=wording.axis_of(indicator),
            key=f"issue-{issue.id}-effect-{plan.round}",
            windows=_windows(plan, picture),
            lines=lines,
            marks=_marks(issue, plan),
            control=_points(plan, picture.control),
            control_name=title(plan.control_unit) if plan.control_unit is not None else "",
        )


def draw_figure(look: Look) -> None:
    """The linked figure as it is, while nothing is promised yet."""
    indicator, last = look.issue.indicator, look.current
    if indicator is None or last is None:
        return
    facts = {"value": level(last.value, indicator), "status": status_word(last.status)}
    month = formats.month(last.period)
    lines = [
        Line(f"{label(status)} {level(limit, indicator)}", plotted(limit, indicator) or Decimal(0), tone)
        for status, limit, tone in (
            (Status.AMBER, last.amber, Tone.WAITING),
            (Status.RED, last.red, Tone.BAD),
        )
        if limit is not None
    ]
    with st.container(border=True):
        trend(
            [_reading(one, indicator) for one in look.readings],
            title=_("{indicator}: {value} in {month}, {status}", indicator=wording.name_of(indicator),
                    month=month, **facts),
            measured=wording.axis_of(indicator), key=f"issue-{look.issue.id}-figure", lines=lines,
        )  # fmt: skip


def _reading(one: Reading, indicator: Indicator) -> Point:
    return Point(
        Period.of(one.period, Grain.MONTH).label,
        plotted(one.value, indicator),
        tone=TONES[one.status],
        note=say(one.statement) if one.statement else "",
    )


def _finding(plan: EffectPlan, picture: EffectPicture) -> str:
    name, indicator = wording.name_of(plan.indicator), plan.indicator
    base = level(picture.baseline, indicator)
    if picture.reached is None:
        return _("{indicator}: {base} on average before the measures", indicator=name, base=base)
    facts = {"indicator": name, "base": base, "reached": level(picture.reached, indicator)}
    if picture.ended:
        return _("{indicator}: {base} before, {reached} after the measures", **facts)
    return _("{indicator}: {base} before, {reached} so far after the measures", **facts)


def _points(plan: EffectPlan, months: Sequence[PictureMonth]) -> list[Point]:
    known = {one.month: one.value for one in months}
    if not known:
        return []
    return [
        Point(
            Period.of(month, Grain.MONTH).label,
            plotted(known.get(month), plan.indicator),
            note="" if known.get(month) is not None else _("No figures yet."),
        )
        for month in month_range(min(known), max(known))
    ]


def _windows(plan: EffectPlan, picture: EffectPicture) -> list[Window]:
    months = [one.month for one in picture.months]
    last_before = plan.baseline_to or max(months)
    found = [_window(label(Phase.BEFORE), (min(months), last_before), plan, picture.baseline)]
    if picture.window is not None:
        months_after = picture.window.after_from, picture.window.after_to
        found.append(_window(label(Phase.AFTER), months_after, plan, picture.reached))
    return found


def _window(name: str, months: tuple[int, int], plan: EffectPlan, mean: Decimal | None) -> Window:
    begin, end = (Period.of(month, Grain.MONTH).label for month in months)
    return Window(name, begin, end, plotted(mean, plan.indicator))


def _marks(issue: Issue, plan: EffectPlan) -> list[Mark]:
    done = [measure.done_on for measure in issue.measures if measure.round == plan.round]
    days = [day for day in done if day is not None]
    if not days or None in done:
        return []
    month = Period.of(month_of(max(days)), Grain.MONTH).label
    return [Mark(month, _("Measures done {day}", day=formats.day(max(days))))]
