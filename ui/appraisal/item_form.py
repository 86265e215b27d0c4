"""The form of one item of a scorecard: what it asks, what it is computed from, how values become points."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.appraisal.content import ScorecardContent
from domain.appraisal.grade import Grade
from domain.appraisal.scorecard_item import EXPECTED, LEVELS, ItemKind, Scope, ScorecardItem
from domain.core.errors import DomainError
from ui.appraisal import scorecard_draft as draft
from ui.appraisal.curve_form import ask_curve, draw_preview
from ui.appraisal.figures import Figures
from ui.appraisal.personal import personal_measures
from ui.indicators import wording
from ui.language import _, current, label, say
from ui.titles import full_title
from ui.wish import Refusal, forget_refusal, refuse, show_refusal

OPEN = "open"
ANCHORS = pa.schema([("level", pa.int64()), ("zh", pa.string()), ("en", pa.string())])


@dataclass(frozen=True)
class Around:
    """What the form needs to know besides the item."""

    scorecard_id: int
    content: ScorecardContent
    known: Figures
    grades: tuple[Grade, ...]


def open_item(scorecard_id: int) -> tuple[int, int | None] | None:
    """Which item is being written: dimension and place (None: a new one)."""
    found: tuple[int, int | None] | None = st.session_state.get(f"{draft.place_of(scorecard_id)}:{OPEN}")
    return found


def begin_item(scorecard_id: int, at: int, place: int | None) -> None:
    """Callback: open the form of an item."""
    close_item(scorecard_id)
    st.session_state[f"{draft.place_of(scorecard_id)}:{OPEN}"] = (at, place)


def close_item(scorecard_id: int) -> None:
    """Callback: close the form; what was typed into it is gone."""
    mine = f"{draft.place_of(scorecard_id)}:item:"
    forget_refusal(f"{mine}refused")
    for key in [key for key in st.session_state if str(key).startswith(mine)]:
        del st.session_state[key]
    st.session_state.pop(f"{draft.place_of(scorecard_id)}:{OPEN}", None)


def draw_item_form(around: Around, at: int, place: int | None) -> None:
    """The form, in the place of the item."""
    dimension = around.content.dimensions[at]
    begun = dimension.items[place] if place is not None else draft.new_item(around.content, dimension)
    key = f"{draft.place_of(around.scorecard_id)}:item"
    with st.container(border=True, key=key.replace(":", "-")):
        typed = _ask_source(begun, around.known, key)
        typed = _ask_names(typed, around.known, key)
        refusal: DomainError | None = None
        try:
            typed = _ask_scoring(typed, around, key)
        except DomainError as found:
            refusal = found
        if refusal is None:
            draw_preview(typed, around.known, key)
        else:
            st.info(say(refusal), icon=":material/show_chart:")
        show_refusal(f"{key}:refused")
        _draw_buttons(around, at, place, typed, refusal, key)


def _draw_buttons(
    around: Around, at: int, place: int | None, typed: ScorecardItem, refusal: DomainError | None, key: str
) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Take over"), type="primary", icon=":material/check:", key=f"{key}:take",
            on_click=_take, args=(around, at, place, typed, refusal),
        )  # fmt: skip
        st.button(_("Cancel"), key=f"{key}:cancel", on_click=close_item, args=(around.scorecard_id,))


def _take(
    around: Around, at: int, place: int | None, typed: ScorecardItem, refusal: DomainError | None
) -> None:
    """Callback: into the working copy, if the item by itself is sound."""
    if place is None:
        typed = replace(typed, key=draft.new_key(around.content, typed.name_en, typed.kind.value))
    try:
        if refusal is not None:
            raise refusal
        typed.check()
    except DomainError as found:
        here = f"{draft.place_of(around.scorecard_id)}:item:refused"
        refuse(Refusal(say(found), found.field), here)
        return
    draft.put_item(around.scorecard_id, at, place, typed)
    close_item(around.scorecard_id)


def _ask_source(begun: ScorecardItem, known: Figures, key: str) -> ScorecardItem:
    names = {kind: label(kind) for kind in ItemKind}
    kinds, weighs = st.columns([3, 1], vertical_alignment="bottom")
    kind = kinds.segmented_control(
        _("Where the score comes from"), list(names), format_func=names.__getitem__, default=begun.kind,
        required=True, key=f"{key}:kind",
    ) or begun.kind  # fmt: skip
    weight = weighs.number_input(
        _("Weight in its dimension"), 0.0, 100.0, value=float(begun.weight), step=5.0, format="%g",
        key=f"{key}:weight",
    )  # fmt: skip
    item = replace(begun, kind=kind, weight=Decimal(str(weight)))
    if kind is ItemKind.INDICATOR:
        return _ask_indicator(item, known, key)
    if kind is ItemKind.PERSONAL:
        measures = personal_measures()
        source = st.selectbox(
            label("ScorecardItem.source"), list(measures), format_func=measures.__getitem__,
            index=list(measures).index(item.source) if item.source in measures else None,
            placeholder=_("Choose"), key=f"{key}:measure",
        )  # fmt: skip
        return replace(item, source=source or "", scope=Scope.PERSON)
    return replace(item, source="", scope=Scope.PERSON)


def _ask_indicator(item: ScorecardItem, known: Figures, key: str) -> ScorecardItem:
    offered = {code: f"{code} {wording.name_of(one)}" for code, one in known.indicators.items()}
    figure, whose = st.columns([3, 1], vertical_alignment="bottom")
    source = figure.selectbox(
        label("ScorecardItem.indicator"), list(offered), format_func=offered.__getitem__,
        index=list(offered).index(item.source) if item.source in offered else None,
        placeholder=_("Choose"), key=f"{key}:indicator",
    )  # fmt: skip
    scopes = {scope: label(scope) for scope in Scope}
    scope = whose.segmented_control(
        label("ScorecardItem.scope"), list(scopes), format_func=scopes.__getitem__, default=item.scope,
        required=True, key=f"{key}:scope",
    ) or item.scope  # fmt: skip
    return replace(item, source=source or "", scope=scope)


def _ask_names(item: ScorecardItem, known: Figures, key: str) -> ScorecardItem:
    """Names; of an indicator its own, as long as nobody wrote others."""
    found = known.indicator(item)
    given = {"zh": item.name_zh or (found.name_zh if found else ""),
             "en": item.name_en or (found.name_en if found else "")}  # fmt: skip
    stem = f"{key}:{item.source}"
    chinese, english = st.columns(2)
    zh = chinese.text_input(label("Scorecard.name_zh"), value=given["zh"], key=f"{stem}:zh", max_chars=200)
    en = english.text_input(label("Scorecard.name_en"), value=given["en"], key=f"{stem}:en", max_chars=200)
    return replace(item, name_zh=zh.strip(), name_en=en.strip())


def _ask_scoring(item: ScorecardItem, around: Around, key: str) -> ScorecardItem:
    if item.kind is ItemKind.COMPETENCY:
        return _ask_levels(item, around, key)
    if item.kind is ItemKind.GOAL:
        st.caption(_("Goals are agreed with each person and rated by a level; the best level is 5."))
        return replace(item, curve=None, anchors=())
    item = replace(item, curve=ask_curve(item, around.known, f"{key}:curve"), anchors=())
    amount, caps = st.columns([2, 1], vertical_alignment="bottom")
    is_amount = amount.checkbox(
        label("ScorecardItem.is_amount"), value=item.is_amount, key=f"{key}:amount",
        help=_("Somebody who was away for part of the period then has to reach less."),
    )  # fmt: skip
    return replace(item, is_amount=is_amount, caps_at=_ask_cap(item, around, key, caps))


def _ask_cap(item: ScorecardItem, around: Around, key: str, where: Any) -> str:
    names = {"": _("No cap"), **{one.code: full_title(one) for one in around.grades}}
    chosen = where.selectbox(
        label("ScorecardItem.caps_at"), list(names), format_func=names.__getitem__, key=f"{key}:caps",
        index=list(names).index(item.caps_at) if item.caps_at in names else 0,
        help=_("Whoever has 0 points here gets no better grade."),
    )  # fmt: skip
    return str(chosen or "")


def _ask_levels(item: ScorecardItem, around: Around, key: str) -> ScorecardItem:
    held = [*item.anchors, *[("", "")] * len(LEVELS)]
    rows = [{"level": at, "zh": zh, "en": en} for at, (zh, en) in zip(LEVELS, held, strict=False)]
    st.caption(_("What each level looks like in daily work, so that all raters mean the same."))
    text = st.column_config.TextColumn
    order = ("level", "zh", "en") if current() == "zh_CN" else ("level", "en", "zh")
    typed: Any = st.data_editor(
        pa.Table.from_pylist(rows, ANCHORS), key=f"{key}:anchors", hide_index=True, column_order=order,
        column_config={
            "level": st.column_config.NumberColumn(_("Level"), disabled=True, width="small"),
            "zh": text(label("ScorecardItem.anchor_zh"), width="large"),
            "en": text(label("ScorecardItem.anchor_en"), width="large"),
        },
    )  # fmt: skip
    expected = st.segmented_control(
        label("ScorecardItem.expected"), list(LEVELS), default=item.expected or EXPECTED, required=True,
        key=f"{key}:expected",
    ) or EXPECTED  # fmt: skip
    anchors = tuple((str(row["zh"] or ""), str(row["en"] or "")) for row in typed.to_pylist())
    caps = _ask_cap(item, around, key, st)
    return replace(item, curve=None, is_amount=False, anchors=anchors, expected=expected, caps_at=caps)
