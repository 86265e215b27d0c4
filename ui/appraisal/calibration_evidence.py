"""The evidence behind several scores, line by line, and the change of a score with its reason."""

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibrate import LARGE, SUBSTANCE, calibrate
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.side_by_side import Evidence, EvidenceLine, side_by_side
from domain.core.clock import now
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.calibration_look import CalibrationLook
from ui.appraisal.curve_view import points
from ui.appraisal.figures import Figures, figures, item_name
from ui.appraisal.heading import grade_badge
from ui.appraisal.look import find_assessment
from ui.improvement.parts import said
from ui.language import _, label
from ui.routes import literal, page_link
from ui.wish import show_refusal, wish


def draw_evidence(seen: CalibrationLook, keys: Sequence[int]) -> None:
    """One card for each person, then their lines in one table."""
    if not keys:
        return
    with reading(seen.actor) as session:
        found = side_by_side(session, seen.actor, keys)
        known = figures(session)
    with st.grid(min(3, len(found)), min_column_width=240, gap="small"):
        for one in found:
            _draw_card(seen, one)
    _draw_lines(seen, found, known)


def _draw_card(seen: CalibrationLook, one: Evidence) -> None:
    key, line = one.assessment.id, seen.line(one.assessment.id)
    if line is None:
        return
    with st.container(border=True, gap="small", key=f"calibration-card-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link(
                "Assessment", seen.name(one.assessment.person_id), {"id": str(key)}, f"calibration-{key}"
            )
            grade_badge(line.grade)
        told = [
            _("score {score}", score=points(line.score)),
            _("before calibration {score}", score=points(line.composite)),
            _("common scale {score}", score=points(line.proposal)) if line.proposal is not None else "",
        ]
        st.caption(literal(" · ".join(filter(None, told))))
        for change in one.changes:
            st.caption(literal(_change_in_words(seen, change)))
        _draw_changing(seen, one, line.score)


def _change_in_words(seen: CalibrationLook, change: CalibrationChange) -> str:
    return _("{before} → {after}, {who}: {reason}", before=points(change.score_before),
             after=points(change.score_after), who=seen.name(change.by_id), reason=change.reason)  # fmt: skip


def _draw_changing(seen: CalibrationLook, one: Evidence, score: Decimal | None) -> None:
    """Only who may, and only while it is time for it; the reason why not otherwise."""
    key, name = f"calibration:change:{one.assessment.id}", _("Change the score")
    why = None
    if not seen.actor.may(Permission.ASSESSMENTS_CALIBRATE, one.assessment.unit_id):
        why = _("Only those who calibrate change scores.")
    elif seen.cycle.state is not CycleState.CALIBRATING:
        why = _("The cycle is not in calibration.")
    elif one.assessment.state is not AssessmentState.CALIBRATION:
        why = _("This assessment is not in calibration.")
    if why is not None or score is None:
        st.button(name, disabled=True, help=why or _("There is no score to change."), key=key)
        return
    with st.popover(name, icon=":material/edit:", key=f"{key}:open"):
        st.number_input(
            label("AssessmentResult.score"), 0.0, 120.0, value=float(score), step=0.5, format="%g",
            key=f"{key}:score",
        )  # fmt: skip
        st.text_area(
            label("field.reason"), key=f"{key}:reason", height=100,
            help=_("More than {large} points need at least {least} characters.", large=LARGE,
                   least=SUBSTANCE),
        )  # fmt: skip
        show_refusal(key)
        st.button(name, type="primary", key=key, on_click=_change, args=(one.assessment.id, key))


def _change(assessment_id: int, place: str) -> None:
    typed = st.session_state.get(f"{place}:score")

    def work(session: Session) -> CalibrationChange:
        return calibrate(
            session, actor_of(session), find_assessment(session, assessment_id),
            Decimal(str(typed if typed is not None else -1)), said(f"{place}:reason"), now(),
        )  # fmt: skip

    def told(change: CalibrationChange) -> str:
        return _("Changed by {points} points; the reason is kept.", points=points(change.points))

    wish(work, done=told, place=place)


def _draw_lines(seen: CalibrationLook, found: Sequence[Evidence], known: Figures) -> None:
    """A row for each line of the scorecards, a column for each person."""
    keys = list(dict.fromkeys(line.item.key for one in found for line in one.lines))
    by_person = [{line.item.key: line for line in one.lines} for one in found]
    first = {key: next(lines[key] for lines in by_person if key in lines) for key in keys}
    columns = {
        label("entity.AssessmentItem"): [item_name(first[key].item) for key in keys],
        _("Weight"): [_weight([lines[key] for lines in by_person if key in lines]) for key in keys],
    }
    for one, lines in zip(found, by_person, strict=True):
        columns[seen.name(one.assessment.person_id)] = [
            _cell(lines[key], known) if key in lines else "" for key in keys
        ]
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}), hide_index=True,
        row_height=36, height=36 * (len(keys) + 1) + 3, key=f"calibration:lines:{len(found)}",
        alt=_("People and evidence"),
        column_config={_("Weight"): st.column_config.TextColumn(alignment="right", width="small")},
    )  # fmt: skip


def _weight(lines: Sequence[EvidenceLine]) -> str:
    """What a line weighs in the whole, in the order of the people; once, where all scorecards agree."""
    weights = list(dict.fromkeys(line.weight for line in lines))
    return f"{' / '.join(map(formats.number, weights))}%"


def _cell(line: EvidenceLine, known: Figures) -> str:
    """What it was, and the points it got; what is set by hand carries a mark."""
    score = line.score
    got = points(score.score if score else None)
    mark = f" {_('(by hand)')}" if score is not None and score.is_overridden else ""
    if not line.item.kind.is_rated:
        return f"{known.said(line.item, score.value if score else None)} → {got}{mark}"
    levels = [str(one.level) for one in line.ratings.values()]
    own = line.own.self_level if line.own else None
    told = [_("level {level}", level="/".join(levels)) if levels else "",
            _("self {level}", level=own) if own is not None else ""]  # fmt: skip
    return f"{' · '.join(filter(None, told))} → {got}".strip()
