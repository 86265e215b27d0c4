"""Everybody side by side: choose some, see the evidence behind their scores, change a score with a reason."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibration_board import CalibrationLine
from domain.appraisal.side_by_side import MOST
from domain.core.clock import now
from domain.core.each import each
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.calibration_evidence import draw_evidence
from ui.appraisal.calibration_look import CalibrationLook
from ui.appraisal.curve_view import points
from ui.appraisal.earlier import said_of
from ui.language import _, label, say
from ui.steps import step_name
from ui.wish import show_refusal, wish

PLACE = "calibration:people"
ROW, SHOWN = 36, 16
STEP = "finish_calibration"


def draw_people(seen: CalibrationLook) -> None:
    """The table; below it those who are chosen."""
    lines = seen.board.lines
    if not lines:
        st.markdown(_("Nobody's ratings are complete yet. They appear here as managers finish."))
        return
    st.caption(_("Choose up to {count} people to compare the evidence.", count=MOST))
    chosen = _draw_table(seen, lines)
    picked = [lines[at] for at in chosen if at < len(lines)]
    _draw_finishing(seen, picked)
    draw_evidence(seen, [one.assessment_id for one in picked[:MOST]])


def _draw_table(seen: CalibrationLook, lines: Sequence[CalibrationLine]) -> list[int]:
    columns = {
        label("Assessment.person"): [seen.name(one.person_id) for one in lines],
        label("Assessment.unit"): [seen.units.get(one.unit_id, "") for one in lines],
        label("Assessment.rater"): [seen.name(one.rater_id) for one in lines],
        _("Points of figures"): [points(one.parts.figures) for one in lines],
        _("Points of ratings"): [points(one.parts.rated) for one in lines],
        label("AssessmentResult.composite"): [points(one.composite) for one in lines],
        label("AssessmentResult.score"): [points(one.score) for one in lines],
        _("On a common scale"): [points(one.proposal) for one in lines],
        label("AssessmentResult.grade"): [one.grade.code if one.grade else "" for one in lines],
        label("ResultLine.before"): [said_of(seen.before.get(one.person_id)) for one in lines],
        label("Assessment.state"): [label(one.state) for one in lines],
    }
    right = st.column_config.TextColumn(alignment="right", width="small")
    numbers = list(columns)[3:8]
    # The order changes with every score, so the choice is by place and begins anew when it does.
    order = hash(tuple(one.assessment_id for one in lines))
    found: Any = st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, row_height=ROW, height=ROW * (min(len(lines), SHOWN) + 1) + 3,
        key=f"{PLACE}:{seen.cycle.id}:{order}", on_select="rerun", selection_mode="multi-row",
        column_config=dict.fromkeys(numbers, right), alt=_("People and evidence"),
    )  # fmt: skip
    return list(found.selection.rows)


def _draw_finishing(seen: CalibrationLook, picked: Sequence[CalibrationLine]) -> None:
    """End the calibration of those chosen, or of all."""
    ready = [one for one in (picked or seen.board.lines) if one.state is AssessmentState.CALIBRATION]
    name, place = step_name("Assessment", STEP), f"{PLACE}:finish"
    if not any(one.state is AssessmentState.CALIBRATION for one in seen.board.lines):
        return  # all of it is over, or has not begun
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text = _("{step}: the chosen {count}") if picked else _("{step}: all {count}")
        st.button(
            text.format(step=name, count=formats.number(len(ready))), icon=":material/done_all:", key=place,
            disabled=not ready, on_click=_finish, args=([one.assessment_id for one in ready], place),
        )  # fmt: skip
        st.caption(_("“On a common scale” says what the score would be if all raters were equally strict. "
                     "Nothing takes it over by itself."))  # fmt: skip
    show_refusal(place)


def _finish(keys: Sequence[int], place: str) -> None:
    def work(session: Session) -> str:
        actor = actor_of(session)
        account = each(
            session, Assessment, keys, lambda one: Assessment.workflow.take(STEP, one, actor, now())
        )
        done = _("{count} assessments go on to HR.", count=len(account.done))
        if not account.refused:
            return done
        why = say(account.refused[0].why)
        return f"{done} {_('Refused: {count}. {why}', count=len(account.refused), why=why)}"

    wish(work, done=str, place=place)
