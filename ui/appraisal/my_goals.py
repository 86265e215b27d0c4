"""What waits for a person in assessments, and what was agreed with them."""

from collections.abc import Iterator

import streamlit as st

from domain.appraisal.assessment import Assessment
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from ui import formats
from ui.appraisal.curve_view import curve_words
from ui.appraisal.figures import item_name
from ui.appraisal.heading import due_of
from ui.appraisal.look import goal_keys
from ui.appraisal.my_look import MyLook
from ui.indicators.wording import state_badge
from ui.language import _, in_language, label
from ui.lines import line, lines, quiet
from ui.routes import literal, page_link
from ui.titles import title


def draw_waiting(seen: MyLook) -> None:
    """Each with one press to where it is done; nothing where nothing waits."""
    count = len(seen.waiting) + len(seen.requests)
    if not count:
        return
    with st.container(border=True, key="my-waiting"):
        st.markdown(f"**:material/front_hand: {_('Waiting for you')} · {formats.number(count)}**")
        with lines("my-waiting-rows"):
            for one in seen.waiting:
                name = f"{seen.people.get(one.person_id, '')} · {label(one.state)} · {title(one.cycle)}"
                line("Assessment", name, _when(seen, one), {"id": str(one.id)})
            for review in seen.requests:
                name = _("360: how do you see {name}", name=seen.people.get(review.person_id, ""))
                said = quiet(_("answers until {day}", day=formats.day(review.due_on)))
                line("PeerReview", name, said, {"id": str(review.id)})


def _when(seen: MyLook, one: Assessment) -> str:
    due = due_of(one)
    if due is None:
        return ""
    if due < seen.today:
        late = _("{count} days overdue", count=formats.number((seen.today - due).days))
        return f":red[{literal(late)}]"
    return quiet(formats.day(due))


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
