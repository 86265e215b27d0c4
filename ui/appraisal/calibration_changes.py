"""What the meeting changed, and its minutes."""

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.calibration_minutes import CalibrationMinutes, CalibrationParticipant
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.record_minutes import record_minutes
from domain.core.clock import today
from domain.core.editing import find
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.calibration_look import CalibrationLook
from ui.appraisal.curve_view import points
from ui.approvals.colleague_names import colleague_names
from ui.improvement.parts import said, words
from ui.language import _, label, listed
from ui.routes import literal
from ui.wish import forget_refusal, show_refusal, wish

PLACE = "calibration:minutes"
EARLY = frozenset({CycleState.PREPARED, CycleState.GOALS, CycleState.OPEN})


def draw_changes(seen: CalibrationLook) -> None:
    """Changes first, minutes below."""
    st.subheader(f"{_('Changes')} · {formats.number(len(seen.changes))}", anchor=False)
    if seen.changes:
        _draw_table(seen)
    else:
        st.caption(_("No score was changed yet. Choose people in “People and evidence”."))
    with reading(seen.actor) as session:
        minutes, there = _minutes(session, seen.cycle.id)
        names = colleague_names(session)
    st.subheader(_("Minutes"), anchor=False)
    for one in minutes:
        with st.container(border=True, gap="small"):
            people = listed(names.get(person, "") for person in there.get(one.id, ()))
            st.caption(literal(f"{formats.day(one.held_on)} · {people}"))
            st.markdown(words(one.text))
    if seen.cycle.state in EARLY:
        st.caption(_("Minutes are written once the cycle is in calibration."))
    else:
        _draw_writing(seen, names)


def _draw_table(seen: CalibrationLook) -> None:
    by_id = {one.assessment_id: seen.name(one.person_id) for one in seen.board.lines}
    columns = {
        label("Assessment.person"): [by_id.get(one.assessment_id, "") for one in seen.changes],
        label("CalibrationChange.score_before"): [points(one.score_before) for one in seen.changes],
        label("CalibrationChange.score_after"): [points(one.score_after) for one in seen.changes],
        label("AssessmentResult.grade"): [
            f"{seen.grade_code(one.grade_before_id)} → {seen.grade_code(one.grade_after_id)}"
            for one in seen.changes
        ],
        label("CalibrationChange.by"): [seen.name(one.by_id) for one in seen.changes],
        label("CalibrationChange.changed_at"): [formats.instant(one.changed_at) for one in seen.changes],
        label("CalibrationChange.reason"): [one.reason for one in seen.changes],
    }
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}), hide_index=True,
        key="calibration:changes", alt=_("Changes"),
        column_config={label("CalibrationChange.reason"): wide},
    )  # fmt: skip


def _minutes(session: Session, cycle_id: int) -> tuple[Sequence[CalibrationMinutes], Mapping[int, list[int]]]:
    query = select(CalibrationMinutes).where(CalibrationMinutes.cycle_id == cycle_id)
    found = session.scalars(query.order_by(CalibrationMinutes.held_on, CalibrationMinutes.id)).all()
    there: dict[int, list[int]] = {one.id: [] for one in found}
    sat = select(CalibrationParticipant).where(CalibrationParticipant.minutes_id.in_(there))
    for one in session.scalars(sat.order_by(CalibrationParticipant.id)):
        there[one.minutes_id].append(one.person_id)
    return found, there


def _draw_writing(seen: CalibrationLook, names: Mapping[int, str]) -> None:
    round_ = st.session_state.get(f"{PLACE}:round", 0)
    key = f"{PLACE}:{seen.cycle.id}:{round_}"
    with st.expander(_("Write minutes"), icon=":material/edit_note:", key=f"{key}:open"):
        st.date_input(label("CalibrationMinutes.held_on"), value=today(), max_value=today(),
                      format="YYYY-MM-DD", key=f"{key}:held_on")  # fmt: skip
        own = [seen.actor.person_id] if seen.actor.person_id in names else []
        st.multiselect(
            _("Who took part"), list(names), default=own, format_func=names.__getitem__,
            placeholder=_("Choose"), key=f"{key}:people",
        )  # fmt: skip
        st.text_area(
            label("CalibrationMinutes.text"), key=f"{key}:text", height=160,
            placeholder=_("What was compared, what was decided and why; who disagreed"),
        )  # fmt: skip
        show_refusal(PLACE)
        st.button(_("Keep the minutes"), type="primary", key=f"{key}:keep", on_click=_keep,
                  args=(seen.cycle.id, key))  # fmt: skip


def _keep(cycle_id: int, key: str) -> None:
    people = list(st.session_state.get(f"{key}:people") or ())
    held: date = st.session_state.get(f"{key}:held_on") or today()

    def work(session: Session) -> CalibrationMinutes:
        cycle = find(session, AppraisalCycle, cycle_id)
        return record_minutes(session, actor_of(session), cycle, held, people, said(f"{key}:text"), today())

    if wish(work, done=_("The minutes are kept; they are not changed afterwards."), place=PLACE) is not None:
        forget_refusal(PLACE)
        st.session_state[f"{PLACE}:round"] = st.session_state.get(f"{PLACE}:round", 0) + 1
