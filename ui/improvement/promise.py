"""The effect promised before the work began."""

from collections.abc import Iterator

import streamlit as st

from domain.core.period import add_months
from domain.improvement.effect_picture import EffectPicture
from domain.improvement.effect_plan import EffectPlan
from domain.indicators.status import Direction
from ui import formats
from ui.improvement.amounts import amount, level, promised
from ui.improvement.look import Look
from ui.indicators import wording
from ui.language import _, label
from ui.routes import literal
from ui.titles import title


def draw_promise(look: Look) -> None:
    """The registered effect of the present round."""
    plan = look.issue.plan
    if plan is None:
        st.caption(_("No effect is registered in this round."))
        return
    draw_plan(plan, look.pictures.get(plan.round))


def draw_plan(plan: EffectPlan, picture: EffectPicture | None) -> None:
    """One promise, with the level it starts from and the one it should reach."""
    st.markdown(literal(in_words(plan, picture)))
    with st.grid(4, min_column_width=140, gap="small"):
        for name, text in _facts(plan, picture):
            with st.container(gap=None):
                st.caption(name)
                st.markdown(literal(text))


def in_words(plan: EffectPlan, picture: EffectPicture | None) -> str:
    """The promise as a sentence."""
    indicator = plan.indicator
    facts = {
        "indicator": wording.name_of(indicator),
        "unit": title(plan.observed_unit),
        "change": promised(plan.change_kind, plan.expected_change, indicator),
    }
    if picture is None or picture.baseline is None or picture.target is None:
        return _("{indicator} of {unit} shall improve by at least {change}.", **facts)
    facts |= {
        "base": level(picture.baseline, indicator),
        "target": level(picture.target, indicator),
    }
    if indicator.direction is Direction.HB:
        return _("{indicator} of {unit} shall rise from {base} to at least {target} (by {change}).", **facts)
    return _("{indicator} of {unit} shall fall from {base} to at most {target} (by {change}).", **facts)


def _facts(plan: EffectPlan, picture: EffectPicture | None) -> Iterator[tuple[str, str]]:
    yield _("Baseline"), _baseline(plan, picture)
    yield _("Observation"), _window(plan, picture)
    if plan.transition_months:
        yield (
            label("EffectPlan.transition_months"),
            _("{count} months", count=formats.number(plan.transition_months)),
        )
    if plan.control_unit is not None:
        yield label("EffectPlan.control_unit"), title(plan.control_unit)
    if plan.seasonal:
        yield label("EffectPlan.seasonal"), formats.flag(plan.seasonal)
    if plan.planned_change is not None:
        yield label("EffectPlan.planned_change"), amount(plan.planned_change, plan.indicator)


def _baseline(plan: EffectPlan, picture: EffectPicture | None) -> str:
    months = _("{count} months", count=formats.number(plan.baseline_months))
    if plan.baseline_to is None:
        return _("{months} before the approval", months=months)
    first = add_months(plan.baseline_to, 1 - plan.baseline_months)
    return _("{first} to {last}", first=formats.month(first), last=formats.month(plan.baseline_to))


def _window(plan: EffectPlan, picture: EffectPicture | None) -> str:
    months = _("{count} months", count=formats.number(plan.window_months + plan.extended_months))
    if picture is None or picture.window is None:
        return _("{months} after the measures", months=months)
    window = picture.window
    first, last = formats.month(window.after_from), formats.month(window.after_to)
    return _("{first} to {last}", first=first, last=last)
