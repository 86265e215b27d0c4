"""What was agreed with a person in the assessment under way."""

from collections.abc import Iterator

import streamlit as st

from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from ui import formats
from ui.appraisal.curve_view import curve_words
from ui.appraisal.figures import item_name
from ui.appraisal.look import goal_keys
from ui.appraisal.my_look import MyLook
from ui.indicators.wording import state_badge
from ui.language import _, in_language
from ui.routes import literal, page_link
from ui.titles import title


def draw_goals(seen: MyLook) -> None:
    """Targets and free goals of the assessment under way."""
    with st.container(border=True, key="my-goals"):
        st.markdown(f"**:material/flag: {_('My goals')}**")
        one = seen.current
        if one is None:
            st.caption(_("No assessment of yours is under way. HR opens the next cycle."))
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link("Assessment", title(one.cycle), {"id": str(one.id)}, "my-goals-assessment")
            state_badge(one.state)
        for dimension in one.asks.dimensions:
            name = in_language(dimension.name_zh, dimension.name_en)
            st.caption(f"{literal(name)} · {formats.number(dimension.weight)}%")
            told = [row for item in dimension.items for row in _rows(seen, item)]
            st.markdown("  \n".join(told))


def _rows(seen: MyLook, item: ScorecardItem) -> Iterator[str]:
    weight = formats.number(item.weight)
    if item.kind is ItemKind.GOAL:
        goals = [seen.agreed[key] for key in goal_keys(item, seen.agreed)]
        for goal in goals:
            share = formats.number(goal.weight or 0)
            yield f":material/check_box_outline_blank: {literal(goal.goal)} :gray[· {share}%]"
        if not goals:
            yield f"{literal(item_name(item))} :gray[· {literal(_('No goal is written yet.'))}]"
        return
    curve, agreed = item.scoring, seen.agreed.get(item.key)
    if agreed is not None and agreed.target is not None:
        curve = curve.agreed(agreed.target, agreed.floor, agreed.stretch)
    if item.kind is ItemKind.COMPETENCY:
        said = _("expected level {level}", level=item.expected)
    elif curve.is_linear:
        said = _("target {value}", value=seen.known.said(item, curve.target))
    else:
        said = curve_words(curve, lambda one: seen.known.said(item, one))
    yield f"{literal(item_name(item))} :gray[· {weight}% · {literal(said)}]"
