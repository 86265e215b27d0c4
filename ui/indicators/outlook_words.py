"""An outlook in words and marks: where the figure is heading, how far to trust that, what stood out."""

from collections.abc import Iterator
from decimal import Decimal

from domain.core.period import Period
from domain.indicators.indicator import Indicator
from domain.indicators.robust import UNUSUAL
from domain.indicators.warnings.method import Method
from domain.indicators.warnings.outlook import Ahead, Outlook
from domain.reporting.indicator_view import CourseView
from domain.reporting.shown_figure import ShownFigure
from ui import formats
from ui.charts.ahead import AheadStep, Natural, Prospect, SignalMark
from ui.indicators import wording
from ui.language import _, label


def prospect_of(view: CourseView) -> Prospect:
    """What the picture shows besides the course; nothing while the outlook's last period is not on it."""
    outlook, indicator = view.outlook, view.profile.indicator
    known = {one.period: one for one in view.course.figures if one and one.value is not None}
    last = next((one for period, one in known.items() if outlook and period.key == outlook.last_period), None)
    if outlook is None or last is None:
        return Prospect()
    begin = wording.plotted(last.value, indicator)
    return Prospect(
        begin=None if begin is None else (last.period.label, begin),
        ahead=[_ahead(one, indicator) for one in outlook.expected],
        natural=list(_natural(outlook, indicator)),
        signals=list(_signals(outlook, known, indicator)),
    )


def sentence(outlook: Outlook, indicator: Indicator) -> str:
    """Where it is heading, and whether a threshold is in the way."""
    if outlook.breach_level is not None and outlook.breach_in is not None:
        return _(
            "On its course it will probably cross the {limit} in {period} (within three periods: {share})",
            limit=label(f"limit.{outlook.breach_level.value}"), period=wording.period_name(outlook.breach_in),
            share=roughly(outlook.breach_probability),
        )  # fmt: skip
    first = next(outlook.expected)
    if first.interval80 is None:
        return _("Too few different values for a forecast.")
    return _(
        "Expected for {period}: {value}, with 80% probability between {low} and {high}",
        period=wording.period_name(first.period), value=wording.figure(first.centre, indicator),
        low=wording.figure(first.interval80[0], indicator),
        high=wording.figure(first.interval80[1], indicator),
    )  # fmt: skip


def trust(outlook: Outlook) -> str:
    """How far off past forecasts were, beside those of simply carrying on."""
    if outlook.wmape is None:
        return _("too few past forecasts to tell how far off they are")
    own = {"count": outlook.origins, "own": formats.percent(outlook.wmape)}
    if outlook.method in (Method.NAIVE, Method.SEASONAL_NAIVE) or outlook.naive_wmape is None:
        return _("error of the last {count} forecasts {own}; no model did better", **own)
    return _(
        "error of the last {count} forecasts {own}, of simply carrying on {naive}",
        **own, naive=formats.percent(outlook.naive_wmape),
    )  # fmt: skip


def made_of(outlook: Outlook) -> str:
    """Model, version and date, as every score shows them."""
    return _(
        "{method} · model {version} · made {day} of {count} periods",
        method=label(outlook.method), version=outlook.model_version, day=formats.day(outlook.made_on),
        count=outlook.points,
    )  # fmt: skip


def roughly(share: Decimal | None) -> str:
    """A probability as it may be said: to the nearest five per cent."""
    if share is None:
        return formats.NOTHING
    return formats.percent(Decimal(round(share * 20)) / 20, 0)


def _ahead(one: Ahead, indicator: Indicator) -> AheadStep:
    note = ""
    if one.interval80 is not None:
        low, high = (wording.figure(side, indicator) for side in one.interval80)
        note = _("80%: {low} to {high}", low=low, high=high)
    return AheadStep(
        one.period.label,
        wording.plotted(one.centre, indicator) or Decimal(0),
        _("expected {value}", value=wording.figure(one.centre, indicator)),
        note,
        _scaled(one.interval80, indicator),
        _scaled(one.interval95, indicator),
    )


def _scaled(pair: tuple[Decimal, Decimal] | None, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    if pair is None:
        return None
    low, high = (wording.plotted(side, indicator) or Decimal(0) for side in pair)
    return low, high


def _natural(outlook: Outlook, indicator: Indicator) -> Iterator[Natural]:
    found = outlook.natural_limits
    if found is None:
        return
    for word, value in ((_("Natural upper limit"), found.upper), (_("Natural lower limit"), found.lower)):
        level = wording.plotted(value, indicator) or Decimal(0)
        yield Natural(f"{word} {wording.figure(value, indicator)}", level)


def _signals(
    outlook: Outlook, known: dict[Period, ShownFigure], indicator: Indicator
) -> Iterator[SignalMark]:
    """One ring where a signal begins, whatever gave it; a run goes on without further rings."""
    notes: dict[Period, list[str]] = {}
    for one in outlook.signalled:
        notes.setdefault(one.period, []).append(label(f"rule.{one.rule}"))
    for period, score in outlook.unusual.items():
        if abs(score) > UNUSUAL:
            notes.setdefault(period, []).append(_("unlike its past"))
    for where, said in notes.items():
        if set(said) <= set(notes.get(where.previous(), ())):
            continue
        shown = known.get(where)
        value = wording.plotted(shown.value, indicator) if shown else None
        if shown is not None and value is not None:
            yield SignalMark(shown.period.label, value, "; ".join(said))
