"""The figure looked at: value, changes, limits, and the numbers it is computed from."""

from decimal import Decimal

import streamlit as st

from domain.indicators.formula import Formula
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.records_behind import Side
from domain.indicators.registry import REGISTRY
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.profile import VersionCard
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import Comparison
from ui import address, formats
from ui.indicators import meaning, wording
from ui.indicators.formula_words import formula_in_words
from ui.language import _
from ui.routes import literal

RECORDS = "records"


def draw_numbers(view: IndicatorView) -> None:
    """One row of figures: now, a year ago, limits, what it rests on."""
    shown, indicator = view.figure, view.profile.indicator
    with st.grid(4, min_column_width=170, gap="small"):
        _metric(wording.period_name(view.period), view, Comparison.PREVIOUS)
        _metric(_("A year ago"), view, Comparison.YEAR_AGO)
        with st.container(gap=None):
            st.caption(_("Target and limits"))
            for text in _limits(shown, indicator):
                st.markdown(text)
        with st.container(gap=None):
            st.caption(_("Rests on"))
            for text in _basis(shown):
                st.markdown(text)


def _metric(title: str, view: IndicatorView, against: Comparison) -> None:
    indicator, now = view.profile.indicator, view.figure
    other = view.at(view.period.year_ago() if against is Comparison.YEAR_AGO else view.period.previous())
    value = now.value if now else None
    base = other.value if other else None
    difference = value - base if value is not None and base is not None else None
    change = wording.change(difference, indicator, base)
    good = wording.welcome(difference, value, indicator)
    colour = "off" if good is None else "normal" if good == change.startswith("+") else "inverse"
    past = against is Comparison.YEAR_AGO
    st.metric(
        title, wording.figure(base if past else value, indicator),
        delta=change or None, delta_color=colour,  # type: ignore[arg-type]
        delta_description=(_("since then") if past else wording.comparison_name(against, view.period.grain))
        if change
        else None,
    )  # fmt: skip


def _limits(shown: ShownFigure | None, indicator: Indicator) -> list[str]:
    target = shown.target if shown else None
    lines = [_("Target {value}", value=wording.figure(target, indicator))] if target is not None else []
    return [*lines, *meaning.limits(shown, indicator)] or [formats.NOTHING]


def _basis(shown: ShownFigure | None) -> list[str]:
    if shown is None:
        return [formats.NOTHING]
    lines = [_("Rows: {count}", count=formats.number(shown.rows))]
    if shown.coverage is not None:
        lines.append(_("{share} of them complete", share=formats.percent(shown.coverage)))
    if shown.provisional:
        lines.append(f":orange[{_('so far, up to {day}', day=formats.day_in_words(shown.as_of))}]")
    return lines


def draw_origin(view: IndicatorView) -> None:
    """The formula with its numbers; each number opens the records behind it."""
    shown = view.figure
    version = view.profile.version(shown.version_id if shown else None)
    if shown is None or version is None:
        return
    st.subheader(_("Where the number comes from"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        indicator = view.profile.indicator
        _part(version.numerator, shown.numerator, Side.NUMERATOR, indicator, version)
        if version.denominator:
            st.markdown("÷", width="content")
            _part(version.denominator, shown.denominator, Side.DENOMINATOR, indicator, version)
        if version.factor:
            factor = _factor(shown, version)
            st.markdown(f"× {factor}", width="content")
        st.markdown(f"= **{wording.exact(shown.value, indicator)}**", width="content")


def _part(
    formula: str, number: Decimal | None, side: Side, indicator: Indicator, version: VersionCard
) -> None:
    open_now = address.get(RECORDS) == side.value
    with st.container(border=True, width="content", gap=None):
        st.caption(literal(formula_in_words(formula)))
        st.button(
            part_text(number, indicator, version, side), key=f"records-{side.value}",
            icon=":material/expand_less:" if open_now else ":material/list_alt:", disabled=number is None,
            help=_("The records behind this number"), type="tertiary",
            on_click=_toggle, args=(side, open_now),
        )  # fmt: skip


def part_text(number: Decimal | None, indicator: Indicator, version: VersionCard, side: Side) -> str:
    """Numerator or denominator as a number: money where the indicator's parts are money."""
    if number is None:
        return formats.NOTHING
    ratio_of_money = is_money(version.numerator if side is Side.NUMERATOR else version.denominator)
    if ratio_of_money or (indicator.measured is Measured.MONEY and side is Side.NUMERATOR):
        return formats.money(number)
    return formats.number(number)


def is_money(formula: str) -> bool:
    """Whether the measures a formula adds up are amounts."""
    named = (REGISTRY.measures[name] for name in Formula.parse(formula).names() if name in REGISTRY.measures)
    return any(measure.money for measure in named)


def _factor(shown: ShownFigure, version: VersionCard) -> str:
    """What the quotient was multiplied with, recovered from value and parts where it is a whole number."""
    if shown.value is not None and shown.numerator and shown.denominator:
        found = shown.value * shown.denominator / shown.numerator
        if abs(found - round(found)) < Decimal("0.0001"):
            return f"{formats.number(round(found))} ({formula_in_words(version.factor)})"
    return formula_in_words(version.factor)


def _toggle(side: Side, open_now: bool) -> None:
    for word in ("member", "page"):
        address.put(word, ())
    address.put(RECORDS, () if open_now else (side.value,))
