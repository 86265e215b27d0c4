"""Earlier rounds of an issue: what was found, done and judged, and did not work."""

import streamlit as st

from domain.improvement.effect_verdict import EffectVerdict
from ui.improvement.cause import draw_analysis
from ui.improvement.effect_chart import draw_effect
from ui.improvement.look import Look
from ui.improvement.measures import draw_past_measures
from ui.improvement.promise import in_words
from ui.improvement.verdict import draw_verdict
from ui.language import _, label
from ui.routes import literal


def draw_rounds(look: Look) -> None:
    """The rounds before the present one, the latest first."""
    for number in range(look.issue.round - 1, 0, -1):
        verdict = _verdict(look, number)
        told = f" · {label(verdict.verdict)}" if verdict is not None else ""
        name = f"{_('Round {number}', number=number)}{told}"
        fresh = number == look.issue.round - 1 and look.issue.cause is None
        with st.expander(name, expanded=fresh, icon=":material/replay:"):
            _draw(look, number, verdict)


def _draw(look: Look, number: int, verdict: EffectVerdict | None) -> None:
    issue = look.issue
    plan, picture = look.plans.get(number), look.pictures.get(number)
    if plan is not None and picture is not None:
        if verdict is not None:
            draw_verdict(look, verdict, plan, picture)
        draw_effect(issue, plan, picture)
        st.markdown(literal(in_words(plan, picture)))
    for cause in issue.causes:
        if cause.round == number:
            draw_analysis(cause)
    measures = [one for one in issue.measures if one.round == number and one.archived_at is None]
    draw_past_measures(look, measures)


def _verdict(look: Look, number: int) -> EffectVerdict | None:
    return next((one for one in reversed(look.issue.verdicts) if one.round == number), None)
