"""The computed verdict: what it says, on which figures, how sure it is, and what the verifier makes of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from domain.improvement import effect_statements as statements
from domain.improvement.effect_picture import EffectPicture, Phase
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import Method
from domain.improvement.effect_verdict import EffectVerdict
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Recalled, recalled
from ui import formats
from ui.improvement.amounts import amount, level
from ui.improvement.look import Look
from ui.improvement.parts import words
from ui.indicators.wording import state_badge
from ui.language import _, label, say
from ui.routes import literal

WITH_INTERVAL = (statements.Improved, statements.Worsened, statements.Unchanged)
SIZES = {one.text for one in (*WITH_INTERVAL, statements.MeanImproved, statements.MeanWorsened)}
"""Sentences about the size: said here with the indicator's unit, from the exact figures."""
AMOUNTS = frozenset({"planned", "held", "low", "high"})
"""Facts of the other sentences that are amounts of the indicator."""


def draw_verdict(look: Look, verdict: EffectVerdict, plan: EffectPlan, picture: EffectPicture) -> None:
    """The card a committee decides on."""
    indicator = plan.indicator
    with st.container(border=True, key=f"verdict-{verdict.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{label('EffectVerdict.verdict')}**", width="content")
            state_badge(verdict.verdict)
            st.markdown(literal(_size(verdict, indicator)), width="content")
        with st.grid(4, min_column_width=150, gap="small"):
            for name, text, note in _figures(verdict, picture, indicator):
                st.metric(name, text, help=note or None)
        st.caption(" ".join(literal(sentence) for sentence in _sentences(verdict, indicator)))
        _draw_opinion(look, verdict)


def _figures(
    verdict: EffectVerdict, picture: EffectPicture, indicator: Indicator
) -> Iterator[tuple[str, str, str]]:
    before = _span(verdict.before_from, verdict.before_to)
    after = _span(verdict.after_from, verdict.after_to)
    yield label(Phase.BEFORE), level(picture.baseline, indicator), before
    yield label(Phase.AFTER), level(picture.reached, indicator), after
    against = ""
    if verdict.method is Method.DIFFERENCE_IN_DIFFERENCES:
        against = _("The change of the unit for comparison is taken off.")
    yield label("EffectVerdict.size"), amount(verdict.size, indicator), against
    yield label("EffectVerdict.planned"), amount(verdict.planned, indicator), ""


def _span(first: int, last: int) -> str:
    return _("{first} to {last}", first=formats.month(first), last=formats.month(last))


def _size(verdict: EffectVerdict, indicator: Indicator) -> str:
    """How much, with the interval where the method has one."""
    if verdict.size is None:
        return ""
    size = amount(abs(verdict.size), indicator)
    if verdict.low is None or verdict.high is None:
        limits = {name: _exact(verdict.figures.get(key)) for name, key in (("low", "lnpl"), ("high", "unpl"))}
        facts = {name: level(value, indicator) for name, value in limits.items()}
        shift = statements.MeanImproved if verdict.size >= 0 else statements.MeanWorsened
        return _(shift.text, size=size, **facts)
    bounds = {"low": amount(verdict.low, indicator), "high": amount(verdict.high, indicator)}
    if not verdict.size:
        return _(statements.Unchanged.text, **bounds)
    changed = statements.Improved if verdict.size > 0 else statements.Worsened
    return _(changed.text, size=size, **bounds)


def _sentences(verdict: EffectVerdict, indicator: Indicator) -> Iterator[str]:
    """Number of cases, method, and what the verdict does not prove."""
    for kept in verdict.statements:
        if kept["text"] not in SIZES and (statement := recalled(kept)) is not None:
            yield say(Recalled(statement.text, dict(_spoken(statement.facts, indicator))))


def _spoken(facts: Mapping[str, object], indicator: Indicator) -> Iterator[tuple[str, object]]:
    for name, fact in facts.items():
        value = _exact(fact) if name in AMOUNTS else None
        yield name, fact if value is None else amount(value, indicator)


def _exact(figure: Any) -> Decimal | None:
    try:
        return None if figure is None else Decimal(str(figure))
    except InvalidOperation:
        return None


def _draw_opinion(look: Look, verdict: EffectVerdict) -> None:
    computed = _("Computed {at} by {who}", at=formats.instant(verdict.computed_at), who=verdict.computed_by)
    if not verdict.opinion:
        st.caption(f"{literal(computed)} · {_('The opinion of the verifier is still missing.')}")
        return
    name = look.name(verdict.opinion_by_id)
    said = f"{label('EffectVerdict.opinion')} · {name} · {formats.instant(verdict.concluded_at)}"
    with st.container(gap=None):
        st.caption(literal(said))
        st.markdown(words(verdict.opinion))
        st.caption(literal(computed))
