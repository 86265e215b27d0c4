"""The formula and its thresholds, checked while they are typed."""

from datetime import date
from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.errors import DomainError
from domain.core.period import add_months, month_of
from domain.core.permission import Actor
from domain.indicators.formula import SIGNATURES
from domain.indicators.propose_preview import faults
from domain.indicators.status import Direction
from ui.indicators.builder.look import Look
from ui.indicators.builder.threshold_fields import draw_threshold, read_threshold
from ui.indicators.formula_words import formula_in_words
from ui.language import _, label, say
from ui.routes import literal
from ui.session import current_actor

TEXTS = ("numerator", "denominator", "factor")
LIMITS = ("amber", "red", "target")
OTHERS = ("plan", "norm", "if_zero", "note")
COUNTS = ("min_rows", "hide_below")


def draw_formula(seen: Look, place: str, direction: Direction, *, writes: bool) -> bool:
    """The fields, each with what is wrong in it; whether anything is."""
    base = seen.proposed[-1] if seen.proposed else seen.latest
    for name in (*TEXTS, *OTHERS):
        begin = "" if base is None or name == "note" else getattr(base, name)
        st.session_state.setdefault(f"{place}:{name}", begin)
    wrong = _faults(current_actor(), place, direction, base)
    _draw_measures(seen, place, writes=writes)
    for name in TEXTS:
        st.text_area(
            label(f"IndicatorVersion.{name}"), key=f"{place}:{name}", height=68, disabled=not writes,
            help=_HELP[name](),
        )  # fmt: skip
        _say(wrong.get(name), str(st.session_state[f"{place}:{name}"]))
    st.markdown(f"**{_('Thresholds')}**")
    for column, name in zip(st.columns(3), LIMITS, strict=True):
        with column:
            draw_threshold(name, getattr(base, name) if base else "", place, direction, writes=writes)
            _say(wrong.get(name), "")
    _draw_more(base, place, wrong, writes=writes)
    if seen.indicator is not None and writes:
        _draw_since(place)
    return bool(wrong) or not str(st.session_state[f"{place}:numerator"]).strip()


_HELP = {
    "numerator": lambda: _("An expression over measures; alone it is the value itself."),
    "denominator": lambda: _("What the first line is divided by; may stay empty."),
    "factor": lambda: _("What the result is multiplied by, such as days or 100; may stay empty."),
}


def _faults(actor: Actor, place: str, direction: Direction, base: Any) -> dict[str, DomainError]:
    values = {name: st.session_state.get(f"{place}:{name}") for name in (*TEXTS, "plan", "norm")}
    for name in LIMITS:
        begin = getattr(base, name) if base else ""
        values[name] = read_threshold(name, place, direction, begin)
    with reading(actor) as session:
        return faults(session, values)


def _say(fault: DomainError | None, text: str) -> None:
    """The mistake, or the formula in words."""
    if fault is not None:
        st.markdown(f":small[:red[:material/error: {literal(say(fault))}]]")
    elif text.strip():
        st.caption(f":material/check: {literal(formula_in_words(text.strip()))}")


def _draw_measures(seen: Look, place: str, *, writes: bool) -> None:
    """Measures to look up and to insert, own ones marked."""
    if not writes:
        return
    names = {
        code: f"{'★ ' if code in seen.own else ''}{name} ({code})" for code, name in seen.measures.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            _("Insert a measure"), list(names), format_func=names.__getitem__, index=None,
            key=f"{place}:measure", placeholder=_("Search by name or code"), width=420,
        )  # fmt: skip
        for name in TEXTS[:2]:
            st.button(
                _("into {field}", field=label(f"IndicatorVersion.{name}")), key=f"{place}:into:{name}",
                on_click=_insert, args=(place, name), icon=":material/add:",
            )  # fmt: skip
        with st.popover(_("Functions"), icon=":material/function:", key=f"{place}:functions"):
            for signature in SIGNATURES.values():
                st.caption(f"`{signature}` — {literal(formula_in_words(signature))}")


def _insert(place: str, name: str) -> None:
    code = st.session_state.get(f"{place}:measure")
    if code:
        text = str(st.session_state.get(f"{place}:{name}") or "").rstrip()
        joined = f"{text}{code}" if text.endswith("(") else f"{text} + {code}" if text else str(code)
        st.session_state[f"{place}:{name}"] = joined


def _draw_more(base: Any, place: str, wrong: dict[str, DomainError], *, writes: bool) -> None:
    with st.expander(
        _("Plan, norm, small numbers"), key=f"{place}:more", expanded=bool({"plan", "norm"} & wrong.keys())
    ):
        for name in ("plan", "norm"):
            st.text_input(label(f"IndicatorVersion.{name}"), key=f"{place}:{name}", disabled=not writes)
            _say(wrong.get(name), "")
        st.text_input(label("IndicatorVersion.if_zero"), key=f"{place}:if_zero", disabled=not writes)
        for column, name in zip(st.columns(2), COUNTS, strict=True):
            key = f"{place}:{name}"
            st.session_state.setdefault(key, int(getattr(base, name) or 0) if base else 0)
            column.number_input(
                label(f"IndicatorVersion.{name}"), min_value=0, step=1, key=key, disabled=not writes
            )
        key = f"{place}:nothing_is_zero"
        st.session_state.setdefault(key, bool(base and base.nothing_is_zero))
        st.checkbox(label("IndicatorVersion.nothing_is_zero"), key=key, disabled=not writes)


def _draw_since(place: str) -> None:
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    left.date_input(
        label("IndicatorVersion.effective_from"), value=next_month(), min_value=today().replace(day=1),
        format="YYYY-MM-DD", key=f"{place}:since",
        help=_("Counts from the first day of that month; until then the present version does."),
    )  # fmt: skip
    right.text_input(label("IndicatorVersion.note"), key=f"{place}:note", placeholder=_("Why it changes"))


def next_month() -> date:
    """The first day of the month to come."""
    month = add_months(month_of(today()), 1)
    return date(month // 100, month % 100, 1)


def read_formula(place: str, direction: Direction) -> dict[str, Any]:
    """What the fields say now."""
    said = st.session_state
    values: dict[str, Any] = {
        name: str(said.get(f"{place}:{name}") or "").strip() for name in (*TEXTS, *OTHERS)
    }
    values |= {name: read_threshold(name, place, direction, "") for name in LIMITS}
    values |= {name: int(said.get(f"{place}:{name}") or 0) for name in COUNTS}
    values["nothing_is_zero"] = bool(said.get(f"{place}:nothing_is_zero"))
    values["effective_from"] = said.get(f"{place}:since") or next_month()
    return values
