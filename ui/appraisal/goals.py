"""Goals before the ratings: targets of figures and free goals, written by person, rater or HR."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.content import TOTAL, Dimension
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.appraisal.write_goals import FreeGoal, Target, write_free_goals, write_targets
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.curve_view import curve_sketch
from ui.appraisal.figures import item_name
from ui.appraisal.look import AssessmentLook, Line
from ui.appraisal.rows import draw_dimension_name, draw_name, draw_target
from ui.improvement.parts import begin, draw_save, is_open, leave, said
from ui.language import _, label
from ui.routes import literal
from ui.wish import wish

POINTS = ("target", "floor", "stretch")
GOALS = pa.schema([("goal", pa.string()), ("weight", pa.float64())])


def goals_may_change(seen: AssessmentLook) -> bool:
    """Goals are being agreed."""
    return seen.assessment.state is AssessmentState.GOALS


def draw_goals(seen: AssessmentLook, dimension: Dimension) -> None:
    """The lines of a dimension with what is to be reached; those who may, write."""
    place = f"assessments:{seen.assessment.id}:goals:{dimension.key}"
    writes = (seen.is_subject or seen.is_rater or seen.is_hr) and any(map(_has_goals, dimension.items))
    with st.container(border=True, gap="small", key=f"assessment-{seen.assessment.id}-{dimension.key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="content"):
                draw_dimension_name(seen, dimension)
            if writes and not is_open(place):
                st.button(
                    _("Write targets and goals"), icon=":material/edit:", type="tertiary",
                    key=f"{place}:edit", on_click=begin, args=(place,),
                )  # fmt: skip
        if writes and is_open(place):
            _edit(seen, dimension, place)
        else:
            for line in seen.of(dimension):
                _draw(seen, line)


def _has_goals(item: ScorecardItem) -> bool:
    return item.kind is ItemKind.GOAL or (not item.kind.is_rated and item.scoring.is_linear)


def _draw(seen: AssessmentLook, line: Line) -> None:
    name, target, sketch = st.columns((3, 2.5, 1.5), gap="small")
    with name:
        draw_name(seen, line)
    if line.is_goal and line.agreed is None:
        target.caption(_("No goal is written yet."))
    elif not line.item.kind.is_rated:
        with target:
            draw_target(seen, line)
        if picture := curve_sketch(line.item, line.curve, seen.known):
            sketch.html(picture)


def _edit(seen: AssessmentLook, dimension: Dimension, place: str) -> None:
    goals: dict[str, Any] = {}
    for item in dimension.items:
        if item.kind is ItemKind.GOAL:
            goals[item.key] = _ask_goals(seen, item, place)
        elif _has_goals(item):
            _ask_target(seen, next(line for line in seen.lines if line.key == item.key), place)
    draw_save(place, lambda: _save(seen, dimension, place, goals))


def _ask_target(seen: AssessmentLook, line: Line, place: str) -> None:
    """Floor and stretch, left empty, keep their proportion to the target."""
    known, unit = seen.known, seen.known.unit(line.item)
    st.markdown(f"**{literal(item_name(line.item))}**")
    agreed = line.agreed
    held = {
        "target": line.curve.target,
        "floor": agreed.floor if agreed else None,
        "stretch": agreed.stretch if agreed else None,
    }
    with st.grid(3, min_column_width=110, gap="small"):
        for name in POINTS:
            said_name = label(f"AssessmentItem.{name}")
            st.text_input(
                _("{name} ({unit})", name=said_name, unit=unit) if unit else said_name,
                value=known.typed(line.item, held[name]), key=f"{place}:{line.key}:{name}",
                placeholder="" if name == "target" else _("in proportion"),
            )  # fmt: skip


def _ask_goals(seen: AssessmentLook, item: ScorecardItem, place: str) -> Any:
    rows = [
        {"goal": line.agreed.goal, "weight": float(line.agreed.weight or 0)}
        for line in seen.lines
        if line.item.key == item.key and line.agreed is not None
    ]
    st.markdown(f"**{literal(item_name(item))}**")
    typed: Any = st.data_editor(
        pa.Table.from_pylist(rows, GOALS), key=f"{place}:{item.key}:goals", num_rows="dynamic",
        hide_index=True, column_config={
            "goal": st.column_config.TextColumn(label("AssessmentItem.goal"), required=True, width="large"),
            "weight": st.column_config.NumberColumn(
                label("AssessmentItem.weight"), min_value=0, max_value=100, required=True, default=0
            ),
        },
    )  # fmt: skip
    found = [row for row in typed.to_pylist() if row["goal"]]
    total = sum((Decimal(str(row["weight"] or 0)) for row in found), Decimal(0))
    said_total = _("Weights total {total}; 100 is needed.", total=formats.number(total))
    st.caption(said_total if total == TOTAL else f":orange[{literal(said_total)}]")
    return found


def _save(seen: AssessmentLook, dimension: Dimension, place: str, goals: dict[str, Any]) -> None:
    key = seen.assessment.id

    def work(session: Session) -> bool:
        actor = actor_of(session)
        targets = _targets(seen, dimension, place)
        if targets:
            write_targets(session, actor, key, targets)
        if goals:
            write_free_goals(session, actor, key, _free_goals(seen, goals))
        return True

    done = _("Goals saved. The rater puts them forward as they stand now; then the person agrees.")
    if wish(work, done=done, place=place):
        leave(place)


def _targets(seen: AssessmentLook, dimension: Dimension, place: str) -> list[Target]:
    """Only what was changed: an untouched line stays as the scorecard says."""
    found = []
    for line in seen.of(dimension):
        if line.item.kind.is_rated or not _has_goals(line.item):
            continue
        typed = {
            name: seen.known.understood(
                line.item, said(f"{place}:{line.key}:{name}"), f"AssessmentItem.{name}"
            )
            for name in POINTS
        }
        agreed = line.agreed
        held = (line.curve.target, agreed.floor if agreed else None, agreed.stretch if agreed else None)
        target = typed["target"]
        if target is not None and (target, typed["floor"], typed["stretch"]) != held:
            found.append(Target(line.key, target, typed["floor"], typed["stretch"]))
    return found


def _free_goals(seen: AssessmentLook, edited: dict[str, Any]) -> Sequence[FreeGoal]:
    """All of the assessment: those of other dimensions as they are."""
    kept = [
        FreeGoal(line.item.key, line.agreed.goal, line.agreed.weight or Decimal(0))
        for line in seen.lines
        if line.is_goal and line.agreed is not None and line.item.key not in edited
    ]
    fresh = [
        FreeGoal(item, str(row["goal"]), Decimal(str(row["weight"] or 0)))
        for item, rows in edited.items()
        for row in rows
    ]
    return [*kept, *fresh]
