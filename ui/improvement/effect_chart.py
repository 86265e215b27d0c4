"""The promised figure month by month: before, the work, after, and where it should arrive."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from domain.core.period import Grain, Period, month_of, month_range
from domain.improvement.effect_picture import EffectPicture, PictureMonth
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.issue import Issue
from ui import formats
from ui.charts.data import Line, Mark, Point, Window
from ui.charts.draw import effect
from ui.colours import Tone
from ui.indicators import wording
from ui.language import _
from ui.titles import title


def draw_effect(issue: Issue, plan: EffectPlan, picture: EffectPicture) -> None:
    """The chart, in a frame; its title says what it shows."""
    indicator = plan.indicator
    lines = []
    target = wording.plotted(picture.target, indicator)
    if target is not None:
        name = _("Promised {value}", value=wording.figure(picture.target, indicator))
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


def _finding(plan: EffectPlan, picture: EffectPicture) -> str:
    name, indicator = wording.name_of(plan.indicator), plan.indicator
    base = wording.figure(picture.baseline, indicator)
    if picture.reached is None:
        return _("{indicator}: {base} on average before the measures", indicator=name, base=base)
    facts = {"indicator": name, "base": base, "reached": wording.figure(picture.reached, indicator)}
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
            wording.plotted(known.get(month), plan.indicator),
            note="" if known.get(month) is not None else _("No figures yet."),
        )
        for month in month_range(min(known), max(known))
    ]


def _windows(plan: EffectPlan, picture: EffectPicture) -> list[Window]:
    months = [one.month for one in picture.months]
    last_before = plan.baseline_to or max(months)
    found = [_window(_("Before"), min(months), last_before, plan, picture.baseline)]
    if picture.window is not None:
        window = picture.window
        found.append(_window(_("After"), window.after_from, window.after_to, plan, picture.reached))
    return found


def _window(name: str, first: int, last: int, plan: EffectPlan, mean: Decimal | None) -> Window:
    begin, end = (Period.of(month, Grain.MONTH).label for month in (first, last))
    return Window(name, begin, end, wording.plotted(mean, plan.indicator))


def _marks(issue: Issue, plan: EffectPlan) -> list[Mark]:
    done = [measure.done_on for measure in issue.measures if measure.round == plan.round]
    days = [day for day in done if day is not None]
    if not days or None in done:
        return []
    month = Period.of(month_of(max(days)), Grain.MONTH).label
    return [Mark(month, _("Measures done {day}", day=formats.day(max(days))))]
