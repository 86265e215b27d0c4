"""The course of an indicator as a picture of a report: thirteen periods with their limits."""

from collections.abc import Sequence
from functools import partial

from domain.core.period import Period
from domain.reporting.finding import finding
from domain.reporting.standing import Standing
from ui.charts.course import Limit, Step, in_whole_numbers, tables_of
from ui.charts.course_spec import course_spec
from ui.charts.data import Measured
from ui.charts.style import Style
from ui.dashboard.declaration import Picture
from ui.indicators import wording
from ui.indicators.course_chart import course_in_words, limits_of, step_of
from ui.language import _, in_language, say
from ui.packs.document import Chart, Native, Series

LOW = 0.62
"""Of the height on a screen: several fit on a page."""


def course_chart(one: Standing) -> Chart:
    """The same picture as on the indicator's page, without what lies ahead."""
    indicator, periods = one.profile.indicator, periods_of(one)
    steps = [step_of(figure, period, indicator) for figure, period in zip(one.figures, periods, strict=True)]
    name, title = wording.name_of(indicator), title_of(one)
    if not any(step.value is not None for step in steps):
        why = _("No facts for it were imported yet.") if not any(one.figures) else wording.why(one.current)
        return Chart(
            picture=Picture(title=title, spec=_empty, tables={}, alt=why, table={}, figure=False), title=title
        )
    limits = limits_of(one.figures, indicator)
    measured = wording.axis_of(indicator)
    picture = Picture(
        title=title,
        spec=partial(_spec, measured=measured, whole=in_whole_numbers(steps)),
        tables=tables_of(steps, limits, (), one.period.label),
        alt=course_in_words(steps, name),
        table={},
        indicator=indicator.code,
    )
    return Chart(picture=picture, title=title, native=_native(one, steps, limits), height=LOW)


def title_of(one: Standing) -> str:
    """What the course says, else the question it answers."""
    indicator = one.profile.indicator
    name = wording.name_of(indicator)
    found = finding(name, one.figures)
    return say(found) if found else in_language(indicator.question_zh, indicator.question_en) or name


def periods_of(one: Standing) -> list[Period]:
    """The periods of its figures, oldest first."""
    return list(one.period.previous(len(one.figures) - 1).to(one.period))


def _native(one: Standing, steps: Sequence[Step], limits: Sequence[Limit]) -> Native:
    value = Series(wording.name_of(one.profile.indicator), [step.value for step in steps])
    drawn = [Series(limit.name, limit.values, limit.tone) for limit in limits]
    names = [wording.period_name(period) for period in periods_of(one)]
    return Native(names, [value, *drawn], wording.axis_of(one.profile.indicator))


def _spec(look: Style, measured: Measured, whole: bool) -> str:
    return course_spec(look, measured, whole)


def _empty(_look: Style) -> str:
    return "{}"
