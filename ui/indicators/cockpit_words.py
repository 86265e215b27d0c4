"""The cockpit in sentences: how control stands, and how much of it is known."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from db.settings import settings
from domain.indicators.status import Status
from domain.reporting.cockpit import changed, largest_moves
from domain.reporting.standing import Comparison, Move, Standing
from ui.dashboard.view import View
from ui.indicators import wording
from ui.indicators.counts import STATUS
from ui.indicators.tiles import PAGE
from ui.language import _, current
from ui.lines import line, lines, quiet
from ui.routes import literal, page_link

RATED = (Status.RED, Status.AMBER, Status.GREEN)


def draw_headline(found: Sequence[Standing], view: View) -> None:
    """Large, as the first thing that is read."""
    st.markdown(f"#### {literal(headline(found))}")


def headline(found: Sequence[Standing]) -> str:
    """How many are off track and at risk, what changed, and the biggest change."""
    counts = Counter(one.status for one in found)
    rated = sum(counts[status] for status in RATED)
    if not rated:
        return _("No indicator can be judged for this period.")
    sentences = [_standing(counts, rated), _moved(changed(found)), _biggest(found)]
    return ("" if current() == "zh_CN" else " ").join(filter(None, sentences))


def _standing(counts: Counter[Status], rated: int) -> str:
    red, amber = counts[Status.RED], counts[Status.AMBER]
    if not red and not amber:
        return _("All {count} rated indicators are on track.", count=rated)
    return _(
        "{red} of {count} rated indicators are off track, {amber} at risk.", red=red, amber=amber, count=rated
    )


def _moved(moved: Sequence[Standing]) -> str:
    worse = sum(one.move is Move.WORSE for one in moved)
    better = len(moved) - worse
    if not moved:
        return _("None changed its status since the period before.")
    return _("Since the period before, {worse} got worse and {better} recovered.", worse=worse, better=better)


def _biggest(found: Sequence[Standing]) -> str:
    moves = largest_moves(found, 1)
    if not moves:
        return ""
    one = moves[0]
    indicator = one.profile.indicator
    change = wording.change(one.change(Comparison.PREVIOUS), indicator, one.base(Comparison.PREVIOUS))
    return _("The most unusual step: {name} {change}.", name=wording.name_of(indicator), change=change)


def draw_coverage(found: Sequence[Standing], view: View) -> None:
    """How many indicators have figures, and which rest on too little."""
    st.subheader(_("How much is known"), anchor=False)
    lacking = [one for one in found if one.status is Status.NO_DATA]
    thin = [one for one in found if _thin(one)]
    with st.container(border=True, gap="xsmall"):
        known, count = len(found) - len(lacking), len(found)
        st.progress(
            known / count if count else 0.0, text=_("{a} of {b} indicators have figures", a=known, b=count)
        )
        if lacking:
            asks = {STATUS: Status.NO_DATA.value, **view.place.asks}
            page_link(PAGE, _("{count} without figures", count=len(lacking)), asks, "cockpit-lacking")
        if thin:
            st.caption(_("Held back or incomplete: too few complete records"))
            with lines("thin"):
                for one in thin[:5]:
                    _draw_thin(one, view)
        elif known:
            st.caption(_("Every figure shown rests on enough complete records."))


def _thin(one: Standing) -> bool:
    coverage = one.current.coverage if one.current else None
    return coverage is not None and float(coverage) < settings().min_coverage


def _draw_thin(one: Standing, view: View) -> None:
    indicator, shown = one.profile.indicator, one.current
    if shown is not None and shown.coverage is not None:
        said = quiet(_("{share} of the records", share=f"{shown.coverage * 100:.0f}%"))
        line(PAGE, wording.name_of(indicator), said, {"code": indicator.code, **view.place.asks})
