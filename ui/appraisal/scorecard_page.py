"""What a scorecard asks: its dimensions with their items, read by everybody, written by HR."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.appraisal.content import FEWEST_FIGURES, MOST_FIGURES, TOTAL, Dimension, ScorecardContent
from domain.appraisal.grade import Grade
from domain.appraisal.model_scorecards import MODELS
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.scorecard_item import LEVELS, ItemKind, ScorecardItem
from domain.core.permission import Actor, Permission
from ui import formats
from ui.appraisal import scorecard_draft as draft
from ui.appraisal.curve_view import curve_sketch, curve_words
from ui.appraisal.figures import figures, item_name
from ui.appraisal.item_form import Around, begin_item, draw_item_form, open_item
from ui.appraisal.posts import draw_posts
from ui.language import _, in_language, label
from ui.routes import literal
from ui.wish import show_refusal


def draw_scorecard(actor: Actor, scorecard: Scorecard) -> None:
    """For whom it is, then what it asks."""
    with reading(actor) as session:
        known = figures(session)
        grades = tuple(session.scalars(select(Grade).order_by(Grade.position)))
    writes = actor.may(Permission.ASSESSMENTS_ADMINISTER) and scorecard.archived_at is None
    draw_posts(actor, scorecard, _("For everybody no other scorecard is for."), writes=writes)
    copy = draft.draft_of(scorecard.id) if writes else None
    content = copy or scorecard.asks
    around = Around(scorecard.id, content, known, grades)
    _draw_heading(scorecard, content, writing=copy is not None, writes=writes)
    show_refusal(draft.place_of(scorecard.id))
    if not content.dimensions and copy is None:
        st.caption(_("It asks nothing yet. Add dimensions and items; the weights must total 100."))
    for at, dimension in enumerate(content.dimensions):
        _draw_dimension(around, at, dimension, writing=copy is not None)
    if copy is not None:
        _draw_end(scorecard, content)


def _draw_heading(scorecard: Scorecard, content: ScorecardContent, *, writing: bool, writes: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(label("section.scorecard_content"), anchor=False, width="content")
        if content.dimensions:
            _draw_total(_("Dimensions"), draft.total(one.weight for one in content.dimensions))
        if writes and not writing:
            st.button(
                _("Edit"), icon=":material/edit:", type="tertiary", key=f"scorecards:{scorecard.id}:begin",
                on_click=draft.begin, args=(scorecard,),
            )  # fmt: skip
    if content.dimensions and content.figures_off:
        text = _("{count} figures: people can follow {least} to {most} at a time.",
                 count=sum(not item.kind.is_rated for item in content.items), least=FEWEST_FIGURES,
                 most=MOST_FIGURES)  # fmt: skip
        st.caption(f":orange[:material/warning:] {literal(text)}")


def _draw_total(what: str, total: Decimal) -> None:
    """Weights that total 100, or by how much they do not."""
    said = formats.number(total)
    if total == TOTAL:
        st.badge(_("{what}: {total} of 100", what=what, total=said), color="green", icon=":material/check:")
    else:
        st.badge(_("{what}: {total} of 100", what=what, total=said), color="red", icon=":material/error:")


def _draw_dimension(around: Around, at: int, dimension: Dimension, *, writing: bool) -> None:
    key = f"{draft.place_of(around.scorecard_id)}:dimension:{at}"
    opened = open_item(around.scorecard_id) if writing else None
    with st.container(border=True, gap="small", key=f"scorecard-{around.scorecard_id}-{at}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = in_language(dimension.name_zh, dimension.name_en)
            st.markdown(f"**{literal(name)}** · {formats.number(dimension.weight)}%", width="content")
            if writing or dimension.items:
                _draw_total(_("Items"), draft.total(item.weight for item in dimension.items))
            st.space("stretch")
            if writing:
                _draw_dimension_tools(around, at, dimension, key)
        for place, item in enumerate(dimension.items):
            if opened == (at, place):
                draw_item_form(around, at, place)
            else:
                _draw_item(around, at, place, item, writing=writing)
        if opened == (at, None):
            draw_item_form(around, at, None)
        elif writing:
            st.button(
                _("Add an item"), icon=":material/add:", type="tertiary", key=f"{key}:add",
                on_click=begin_item, args=(around.scorecard_id, at, None),
            )  # fmt: skip


def _draw_item(around: Around, at: int, place: int, item: ScorecardItem, *, writing: bool) -> None:
    known = around.known
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="stretch"):
            weight = formats.number(item.weight)
            st.markdown(f"{literal(item_name(item))} :gray[· {weight}%]")
            st.caption(literal(" · ".join(filter(None, _told(around, item)))))
        if item.curve is not None:
            sketch = curve_sketch(item, item.curve, known)
            if sketch:
                with st.container(width=130):
                    st.html(sketch)
        if writing:
            _draw_item_tools(around, at, place)
    if item.anchors and not writing:
        with st.expander(_("Levels in words")):
            for level, (zh, en) in zip(LEVELS, item.anchors, strict=False):
                expected = f" :blue-badge[{_('expected')}]" if level == item.expected else ""
                st.markdown(f"**{level}** {literal(in_language(zh, en))}{expected}")


def _told(around: Around, item: ScorecardItem) -> tuple[str, ...]:
    known = around.known
    whose = label(item.scope) if item.kind is ItemKind.INDICATOR else ""
    curve = curve_words(item.curve, lambda one: known.said(item, one)) if item.curve else ""
    cap = _("0 points: no grade above {grade}", grade=item.caps_at) if item.caps_at else ""
    return (label(item.kind), known.source(item), whose, curve, cap)


def _draw_item_tools(around: Around, at: int, place: int) -> None:
    key = f"{draft.place_of(around.scorecard_id)}:tools:{at}:{place}"
    last = len(around.content.dimensions[at].items) - 1
    tools: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
        (_("Edit"), ":material/edit:", partial(begin_item, around.scorecard_id, at, place), False),
        (_("Up"), ":material/arrow_upward:", partial(draft.move_item, around.scorecard_id, at, place, -1),
         place == 0),
        (_("Down"), ":material/arrow_downward:", partial(draft.move_item, around.scorecard_id, at, place, 1),
         place == last),
        (_("Remove"), ":material/delete:", partial(draft.drop_item, around.scorecard_id, at, place), False),
    )  # fmt: skip
    for name, icon, do, off in tools:
        st.button(
            name, icon=icon, type="tertiary", key=f"{key}:{icon}", disabled=off, on_click=do,
        )  # fmt: skip


def _draw_dimension_tools(around: Around, at: int, dimension: Dimension, key: str) -> None:
    with st.popover(_("Rename or weigh"), icon=":material/edit:", type="tertiary", key=f"{key}:edit"):
        typed = _ask_dimension(dimension, key)
        st.button(
            _("Take over"), type="primary", key=f"{key}:take", on_click=draft.put_dimension,
            args=(around.scorecard_id, at, typed),
        )  # fmt: skip
    st.button(
        _("Remove"), icon=":material/delete:", type="tertiary", key=f"{key}:drop",
        on_click=draft.drop_dimension, args=(around.scorecard_id, at),
    )  # fmt: skip


def _ask_dimension(begun: Dimension, key: str) -> Dimension:
    zh = st.text_input(label("Scorecard.name_zh"), value=begun.name_zh, key=f"{key}:zh", max_chars=200)
    en = st.text_input(label("Scorecard.name_en"), value=begun.name_en, key=f"{key}:en", max_chars=200)
    weight = st.number_input(
        _("Weight"), 0.0, 100.0, value=float(begun.weight), step=5.0, format="%g", key=f"{key}:weight"
    )
    return replace(
        begun, name_zh=zh.strip() or en.strip(), name_en=en.strip() or zh.strip(), weight=Decimal(str(weight))
    )


def _draw_models(scorecard: Scorecard) -> None:
    """Scorecards to begin with, instead of an empty one."""
    place = draft.place_of(scorecard.id)
    with st.popover(_("Take over a model"), icon=":material/content_paste:", key=f"{place}:models"):
        st.caption(_("It replaces what stands here. Adapt targets to your company before you save."))
        for model in MODELS:
            st.button(
                in_language(model.name_zh, model.name_en), type="tertiary",
                key=f"{place}:model:{model.code}",
                on_click=draft.take_model, args=(scorecard.id, model.content),
            )  # fmt: skip


def _draw_end(scorecard: Scorecard, content: ScorecardContent) -> None:
    """Another dimension, or a model; keep or drop what was written."""
    place = draft.place_of(scorecard.id)
    left = max(Decimal(0), TOTAL - draft.total(one.weight for one in content.dimensions))
    key = f"{place}:new:{len(content.dimensions)}"
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Save the scorecard"), type="primary", icon=":material/check:", key=f"{place}:save",
            on_click=draft.save, args=(scorecard.id,), disabled=open_item(scorecard.id) is not None,
            help=_("Finish the open item first.") if open_item(scorecard.id) is not None else None,
        )  # fmt: skip
        st.button(_("Cancel"), key=f"{place}:leave", on_click=draft.leave, args=(scorecard.id,))
        with st.popover(_("Add a dimension"), icon=":material/add:", key=f"{key}:open"):
            typed = _ask_dimension(Dimension("", "", "", left, ()), key)
            named = replace(typed, key=draft.new_key(content, typed.name_en, "dimension"))
            st.button(
                _("Add a dimension"), type="primary", key=f"{key}:add", disabled=not typed.name_zh,
                on_click=draft.put_dimension, args=(scorecard.id, None, named),
            )  # fmt: skip
        _draw_models(scorecard)
