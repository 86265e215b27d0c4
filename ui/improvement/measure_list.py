"""The list of measures over all issues: those under way on top, overdue and one's own first."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import Select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.waiting import measures_waiting_for, overdue_measures, under_way
from domain.organisation.directory import colleagues
from ui import address, formats
from ui.language import _, in_language, label
from ui.titles import full_title

MOST = 200
ROW = 36


def mine(actor: Actor, _today: date) -> Select[Any]:
    """Measures under way that this person owns."""
    return measures_waiting_for(actor)


def overdue(_actor: Actor, day: date) -> Select[Any]:
    """Measures under way past their due date."""
    return overdue_measures(day)


def how_late(measure: ImprovementMeasure, day: date) -> str:
    """By how many days a measure under way is past its due date; empty where it is not."""
    if not measure.overdue(day):
        return ""
    return _("{count} days", count=formats.number((day - measure.due_on).days))


def draw_under_way(actor: Actor) -> None:
    """What this person has to do, what is overdue, and the rest that is going on."""
    with reading(actor) as session:
        going_on = session.scalars(under_way().limit(MOST)).all()
        named = colleagues(session, {measure.owner_id for measure in going_on})
    names = {one.id: in_language(one.name, one.name_en) for one in named}
    day = today()
    own = [measure for measure in going_on if measure.owner_id == actor.person_id]
    late = [measure for measure in going_on if measure.overdue(day) and measure not in own]
    rest = [measure for measure in going_on if measure not in own and measure not in late]
    if not going_on:
        st.caption(_("No measure is under way."))
    for name, found in ((_("Mine"), own), (_("Overdue"), late), (_("Under way"), rest)):
        if found:
            st.subheader(f"{name} · {formats.number(len(found))}", anchor=False)
            _draw(found, names, f"actions:{name}", day)


def _draw(measures: Sequence[ImprovementMeasure], names: Mapping[int, str], key: str, day: date) -> None:
    drawn = f"{key}:drawn"
    widget = f"{key}:{st.session_state.get(drawn, 0)}"
    columns = {
        label("ImprovementMeasure.due_on"): [formats.day(measure.due_on) for measure in measures],
        label("ImprovementMeasure.late"): [how_late(measure, day) for measure in measures],
        label("ImprovementMeasure.title"): [measure.title for measure in measures],
        label("ImprovementMeasure.issue"): [full_title(measure.issue) for measure in measures],
        label("ImprovementMeasure.owner"): [names.get(measure.owner_id, "") for measure in measures],
        label("ImprovementMeasure.state"): [label(measure.state) for measure in measures],
    }
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, row_height=ROW, height=ROW * (len(measures) + 1) + 3, key=widget,
        on_select=partial(_open, widget, drawn, [measure.id for measure in measures]),
        selection_mode="single-cell", alt=label("page.actions"),
        column_config={
            label("ImprovementMeasure.title"): st.column_config.TextColumn(width="large"),
            label("ImprovementMeasure.issue"): st.column_config.TextColumn(width="medium"),
        },
    )  # fmt: skip


def _open(widget: str, drawn: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        address.go({"id": str(ids[cells[0][0]])})
