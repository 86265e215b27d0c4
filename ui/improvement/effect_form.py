"""The editor of the promised effect: which figure, how much better, over which months it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.period import add_months, month_of
from domain.core.visibility import actor_of
from domain.improvement import baseline
from domain.improvement.effect_plan import (
    BASELINE_MONTHS,
    TRANSITION_MONTHS,
    WINDOW_MONTHS,
    ChangeKind,
    EffectPlan,
)
from domain.improvement.preregister_effect import ExpectedEffect, preregister_effect
from domain.improvement.series import observed, traits_of
from domain.indicators.indicator import Indicator
from ui import formats
from ui.improvement.amounts import as_typed, from_typed, level, typed_in
from ui.improvement.choices import indicators, units
from ui.improvement.look import Look
from ui.improvement.parts import draw_save, leave, needed, place_of, said
from ui.indicators import wording
from ui.language import _, label
from ui.wish import wish

DEFAULTS = {"baseline_months": 12, "window_months": 6, "transition_months": 0}
SPANS = {
    "baseline_months": BASELINE_MONTHS,
    "window_months": WINDOW_MONTHS,
    "transition_months": TRANSITION_MONTHS,
}


@dataclass(frozen=True)
class Ground:
    """What is known about a figure before anything is promised."""

    level: Decimal | None
    first: int
    last: int
    looks_back: int


def edit_promise(look: Look) -> None:
    """The owner registers or replaces the effect promised for this round."""
    place, plan = place_of(look.issue.id, "effect"), look.issue.plan
    known = indicators(look.actor)
    indicator = _ask_figure(look, place, known)
    _ask_spans(place, plan)
    ground = _ground(look, place, indicator)
    kind = _ask_change(place, plan, indicator)
    _say_ground(ground, indicator)
    draw_save(place, lambda: _save(look.issue.id, place, indicator, kind))


def _ask_figure(look: Look, place: str, known: Sequence[Indicator]) -> Indicator | None:
    issue, plan = look.issue, look.issue.plan
    names = {one.id: f"{one.code} {wording.name_of(one)}" for one in known}
    inside = units(look.actor)
    chosen = plan.indicator_id if plan else issue.indicator_id
    figure, unit, control = st.columns([2, 1, 1])
    picked = figure.selectbox(
        label("EffectPlan.indicator"), list(names), format_func=lambda one: names.get(one, ""),
        index=list(names).index(chosen) if chosen in names else None, key=f"{place}:indicator_id",
        placeholder=_("Choose"),
    )  # fmt: skip
    observed_id = plan.observed_unit_id if plan else issue.unit_id
    unit.selectbox(
        label("EffectPlan.observed_unit"), list(inside), format_func=lambda one: inside.get(one, ""),
        index=list(inside).index(observed_id) if observed_id in inside else None,
        key=f"{place}:observed_unit_id", placeholder=_("Choose"),
    )  # fmt: skip
    others: list[int | None] = [None, *inside]
    compared = plan.control_unit_id if plan else None
    control.selectbox(
        label("EffectPlan.control_unit"), others, key=f"{place}:control_unit_id",
        format_func=lambda one: inside.get(one, "") if one else _("None"),
        index=others.index(compared) if compared in others else 0,
        help=_("A like unit without the measures. Its change is taken off, so that what happened to all is."),
    )  # fmt: skip
    return next((one for one in known if one.id == picked), None)


def _ask_spans(place: str, plan: EffectPlan | None) -> None:
    for column, (name, (least, most)) in zip(st.columns(3), SPANS.items(), strict=True):
        column.number_input(
            label(f"EffectPlan.{name}"), min_value=least, max_value=most, step=1, key=f"{place}:{name}",
            value=getattr(plan, name) if plan else DEFAULTS[name],
        )  # fmt: skip
    st.checkbox(
        label("EffectPlan.seasonal"), value=plan.seasonal if plan else False, key=f"{place}:seasonal",
        help=_("The figure has a yearly pattern: months are compared with the same months a year before."),
    )  # fmt: skip


def _ask_change(place: str, plan: EffectPlan | None, indicator: Indicator | None) -> ChangeKind:
    names = {kind: label(kind) for kind in ChangeKind}
    kinds, change = st.columns(2)
    kind = kinds.segmented_control(
        label("EffectPlan.change_kind"), list(names), format_func=names.__getitem__, required=True,
        default=plan.change_kind if plan else ChangeKind.ABSOLUTE, key=f"{place}:change_kind",
    ) or ChangeKind.ABSOLUTE  # fmt: skip
    unit = typed_in(kind, indicator) if indicator else ""
    typed = plan and indicator and plan.indicator_id == indicator.id and plan.change_kind is kind
    change.text_input(
        _("{field} (at least, {unit})", field=label("EffectPlan.expected_change"), unit=unit)
        if unit
        else label("EffectPlan.expected_change"),
        value=as_typed(kind, plan.expected_change, indicator) if typed and plan and indicator else "",
        key=f"{place}:expected_change:{kind}",
        help=_("In the good direction, above 0."),
    )
    return kind


def _ground(look: Look, place: str, indicator: Indicator | None) -> Ground | None:
    unit_id = st.session_state.get(f"{place}:observed_unit_id")
    months = st.session_state.get(f"{place}:baseline_months")
    if indicator is None or unit_id is None or not months:
        return None
    last = add_months(month_of(look.today), -1)
    first = add_months(last, 1 - int(months))
    with reading(look.actor) as session:
        found = baseline.level(observed(session, indicator.id, unit_id, first, last))
        return Ground(found, first, last, traits_of(session, indicator.id).looks_back)


def _say_ground(ground: Ground | None, indicator: Indicator | None) -> None:
    if ground is None or indicator is None:
        return
    facts = {"first": formats.month(ground.first), "last": formats.month(ground.last)}
    if ground.level is None:
        text = _("There are no figures of this unit from {first} to {last}.", **facts)
        st.warning(text, icon=":material/warning:")
        return
    facts["level"] = level(ground.level, indicator)
    text = _("From {first} to {last} the figure was {level} on average.", **facts)
    if ground.looks_back:
        text += " " + _(
            "It looks back {count} months: leave out at least that many as transition.",
            count=formats.number(ground.looks_back),
        )
    st.info(text, icon=":material/insights:")


def _save(issue_id: int, place: str, indicator: Indicator | None, kind: ChangeKind) -> None:
    state = st.session_state
    typed = said(f"{place}:expected_change:{kind}")

    def work(session: Session) -> EffectPlan:
        if indicator is None:
            raise needed(None, "EffectPlan.indicator_id")
        expected = ExpectedEffect(
            indicator_id=indicator.id,
            observed_unit_id=needed(state.get(f"{place}:observed_unit_id"), "EffectPlan.observed_unit_id"),
            control_unit_id=state.get(f"{place}:control_unit_id"),
            change_kind=kind,
            expected_change=from_typed(kind, typed, indicator),
            seasonal=bool(state.get(f"{place}:seasonal")),
            **{name: int(needed(state.get(f"{place}:{name}"), f"EffectPlan.{name}")) for name in SPANS},
        )
        return preregister_effect(session, actor_of(session), issue_id, expected, now())

    if wish(work, done=_("The promised effect is registered."), place=place) is not None:
        leave(place)
