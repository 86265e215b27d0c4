"""The lines of an assessment as they are read: targets, figures with their records, points, levels, words."""

from decimal import Decimal
from typing import Any

import streamlit as st

from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.content import Dimension
from domain.appraisal.item_score import ItemScore
from domain.appraisal.rating import RatingRole
from domain.appraisal.scorecard_item import LEVELS, ScorecardItem
from ui import formats
from ui.appraisal.curve_view import curve_sketch, curve_words, points
from ui.appraisal.figures import item_name
from ui.appraisal.look import AssessmentLook, Line
from ui.appraisal.override import draw_override_tool
from ui.appraisal.record_path import path_facts, path_link, why_none
from ui.language import _, in_language, label
from ui.routes import literal

WIDTHS = (2.5, 2.1, 2.5, 2.1)


def draw_dimension(seen: AssessmentLook, dimension: Dimension) -> None:
    """A dimension with its weight and its points, then its lines."""
    with st.container(border=True, gap="small", key=f"assessment-{seen.assessment.id}-{dimension.key}"):
        draw_dimension_name(seen, dimension)
        for line in seen.of(dimension):
            draw_line(seen, line)


def draw_dimension_name(seen: AssessmentLook, dimension: Dimension) -> None:
    """Its name, its weight, and how many points it has so far."""
    name = in_language(dimension.name_zh, dimension.name_en)
    scored = [(item.weight, seen.scores[item.key].score) for item in dimension.items
              if item.key in seen.scores]  # fmt: skip
    known = [(weight, score) for weight, score in scored if score is not None]
    total = sum(weight for weight, _score in known)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(
            f"{literal(name)} :gray[· {formats.number(dimension.weight)}%]", anchor=False, width="content"
        )
        if known and total and seen.assessment.state is not AssessmentState.GOALS:
            mean = sum(weight * score for weight, score in known) / total
            st.markdown(_("{points} points", points=f"**{points(mean)}**"), width="content")


def draw_line(seen: AssessmentLook, line: Line) -> None:
    """One line as it is read."""
    name, left, middle, right = st.columns(WIDTHS, gap="small")
    with name:
        draw_name(seen, line)
    if line.item.kind.is_rated:
        with left:
            own = line.agreed if seen.sees_own_words else None
            draw_level(_("Self"), own.self_level if own else None, own.self_note if own else "")
        with middle:
            draw_ratings(seen, line)
    else:
        with left:
            draw_target(seen, line)
        with middle:
            _draw_value(seen, line)
    with right:
        _draw_score(seen, line)


def draw_name(seen: AssessmentLook, line: Line) -> None:
    """What is assessed, what it counts, from where it comes."""
    item, weight = line.item, formats.number(line.weight)
    goal = line.agreed.goal if line.agreed and line.is_goal else ""
    name = goal or item_name(item)
    with st.container(gap=None):
        st.markdown(f"**{literal(name)}** :gray[· {weight}%]".replace("\n", "  \n"))
        told = [item_name(item) if goal else "", seen.known.source(item), _whose(item)]
        if said := " · ".join(filter(None, told)):
            st.caption(literal(said))
        if item.caps_at:
            st.caption(literal(_("0 points: no grade above {grade}", grade=item.caps_at)))
        if item.anchors:
            draw_anchors(seen, line)


def draw_anchors(seen: AssessmentLook, line: Line) -> None:
    """What each level means."""
    place = f"assessments:{seen.assessment.id}:{line.key}:levels"
    with st.popover(_("Levels in words"), type="tertiary", icon=":material/help:", key=place):
        for level, (zh, en) in zip(LEVELS, line.item.anchors, strict=False):
            expected = f" :blue-badge[{_('expected')}]" if level == line.item.expected else ""
            st.markdown(f"**{level}** {literal(in_language(zh, en))}{expected}")


def draw_target(seen: AssessmentLook, line: Line) -> None:
    """What is to be reached, and whether it was agreed with this person."""
    curve, known = line.curve, seen.known
    with st.container(gap=None):
        st.caption(_("Target"))
        if curve.is_linear:
            st.markdown(literal(known.said(line.item, curve.target)))
        agreed = line.agreed is not None and line.agreed.target is not None
        words = literal(curve_words(curve, lambda one: known.said(line.item, one)))
        st.caption(f"{words} :blue-badge[{_('agreed')}]" if agreed else words)


def draw_level(name: str, level: int | None, note: str) -> None:
    """A level and the words for it."""
    with st.container(gap=None):
        st.caption(name)
        st.markdown(f"**{level}** / 5" if level is not None else formats.NOTHING)
        if note:
            st.caption(literal(note).replace("\n", "  \n"))


def draw_ratings(seen: AssessmentLook, line: Line, but: RatingRole | None = None) -> None:
    """What was given by whom, one under the other; `but`: leave that one out."""
    if not seen.sees_judgements:
        _draw_later(_("Manager"))
        return
    if not line.ratings:
        draw_level(_("Manager"), None, "")
    for role in RatingRole:
        given = line.ratings.get(role)
        if given is not None and role is not but:
            draw_level(f"{label(role)} · {literal(seen.name(given.by_id))}", given.level, given.note)


def _draw_value(seen: AssessmentLook, line: Line) -> None:
    score = line.score
    if score is None and not seen.sees_judgements:
        _draw_later(_("Value"))
        return
    with st.container(gap=None):
        st.caption(_("Value"))
        if score is None or score.value is None:
            st.markdown(formats.NOTHING)
            st.caption(literal(why_none(score)))
        else:
            path_link(seen, line, seen.known.said(line.item, score.value))
        if score is not None:
            st.caption(literal(" · ".join(path_facts(score, seen, line))))


def _draw_score(seen: AssessmentLook, line: Line) -> None:
    score = line.score
    if score is None and line.is_goal:
        _draw_goal_points(seen, line)
        return
    if score is None and not seen.sees_judgements:
        _draw_later(label("ItemScore.score"))
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap=None, width="content"):
            st.caption(label("ItemScore.score"))
            st.markdown(f"**{points(score.score if score else None)}**")
        if not line.item.kind.is_rated:
            value = score.value if score else None
            sketch = curve_sketch(line.item, line.curve, seen.known, value)
            if sketch:
                with st.container(width=130):
                    st.html(sketch)
    if score is not None and score.is_overridden:
        _draw_override(seen, score)
    if score is not None and seen.overrides and not line.item.kind.is_rated:
        draw_override_tool(seen, line, score)


def _draw_goal_points(seen: AssessmentLook, line: Line) -> None:
    rating = line.rating
    if not seen.sees_judgements:
        _draw_later(label("ItemScore.score"))
        return
    with st.container(gap=None):
        st.caption(label("ItemScore.score"))
        st.markdown(f"**{points(line.item.scoring.score(Decimal(rating.level)))}**" if rating else "—")


def _draw_override(seen: AssessmentLook, score: ItemScore) -> None:
    """The computed score stays in sight: who put which other in its place, why, on what proof."""
    colour: Any = "orange"
    with st.container(gap=None):
        st.badge(_("Set by hand"), color=colour, icon=":material/edit_square:")
        st.caption(
            literal(
                _("Computed {points}; {who}: {reason}", points=points(score.computed_score),
                  who=seen.name(score.overridden_by_id), reason=score.override_reason)
            )
        )  # fmt: skip
        if score.override_evidence:
            st.caption(literal(_("Proof: {evidence}", evidence=score.override_evidence)))


def _draw_later(name: str) -> None:
    """What the person may not see yet."""
    with st.container(gap=None):
        st.caption(name)
        st.caption(f":material/lock: {_('after publication')}")


def _whose(item: ScorecardItem) -> str:
    return label(item.scope) if item.source else ""
