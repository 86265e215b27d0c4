"""The page of a training plan: its lines against what was done, and the editor of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.types import plain_digits
from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient
from domain.core.visibility import actor_of
from domain.training.course import Course
from domain.training.plan_progress import PlannedAndDone, plan_progress
from domain.training.training_plan import QUARTERS, PlanState, TrainingPlan
from domain.training.write_plan import Line, lines_for_needs, new_plan, write_lines
from ui import formats
from ui.charts.data import Bar, Measured
from ui.charts.draw import bars
from ui.colours import Tone
from ui.indicators.wording import currency
from ui.language import _, in_language, label
from ui.wish import show_refusal, wish

ZERO = Decimal(0)


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    done: Sequence[PlannedAndDone]
    courses: dict[int, Course]
    needed: Sequence[Line]


def create_plan(session: Session, actor: Actor, values: Mapping[str, Any]) -> TrainingPlan:
    """A plan without lines."""
    return new_plan(session, actor, values, now())


def draw_plan(actor: Actor, plan: TrainingPlan) -> None:
    """Below the fields: money, lines, editor."""
    mine = actor.may(Permission.TRAINING_ADMINISTER, plan.unit_id) and plan.state is PlanState.DRAFT
    with reading(actor) as session:
        courses = session.scalars(
            select(Course).where(Course.archived_at.is_(None)).order_by(Course.code)
        ).all()
        look = Look(
            plan_progress(session, plan),
            {one.id: one for one in courses},
            lines_for_needs(session, plan, today()) if mine else (),
        )
    place = f"plan:{plan.id}"
    show_refusal(place)
    _draw_money(plan, look.done)
    if mine:
        _draw_editor(plan, look, place)
    if look.done:
        _draw_progress(plan, look.done)
    elif not mine:
        st.info(_("The plan has no lines yet."), icon=":material/info:")


def _draw_money(plan: TrainingPlan, done: Sequence[PlannedAndDone]) -> None:
    planned = sum((one.planned_cost for one in done), ZERO)
    spent = sum((one.cost for one in done), ZERO)
    people = sum(one.planned_people for one in done), sum(one.people for one in done)
    with st.grid(4, gap="small", min_column_width=160):
        for name, figure, beside in (
            (label("TrainingPlan.budget"), plan.budget, ""),
            (_("Planned"), planned, formats.percent(quotient(planned, plan.budget)) if plan.budget else ""),
            (_("Spent"), spent, formats.percent(quotient(spent, planned)) if planned else ""),
        ):
            st.metric(
                name, currency(formats.short(figure)), border=True, height="stretch",
                delta=beside or None, delta_color="off", delta_arrow="off",
            )  # fmt: skip
        st.metric(_("People trained / planned"), f"{people[1]} / {people[0]}", border=True, height="stretch")


def _draw_progress(plan: TrainingPlan, done: Sequence[PlannedAndDone]) -> None:
    if any(one.cost for one in done):
        with st.container(border=True):
            bars(
                [bar for quarter in QUARTERS for bar in _of_quarter(quarter, done)],
                title=_("Spent by quarter, against the plan"), measured=Measured.MONEY,
                key=f"plan:{plan.id}:quarters",
            )  # fmt: skip
    columns = {
        label("TrainingPlanLine.quarter"): [f"Q{one.quarter}" for one in done],
        label("entity.Course"): [_name(one.course) for one in done],
        _("People planned"): [formats.number(one.planned_people) for one in done],
        _("People trained"): [formats.number(one.people) for one in done],
        _("Cost planned"): [formats.money(one.planned_cost) for one in done],
        _("Cost so far"): [formats.money(one.cost) for one in done],
        _("Sessions held"): [formats.number(one.sessions) for one in done],
        _("Sessions ahead"): [formats.number(one.coming) for one in done],
        _("Remark"): ["" if one.line_id is not None else _("not planned") for one in done],
    }
    right = [name for name in columns if name not in (label("entity.Course"), _("Remark"))]
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, key=f"plan:{plan.id}:done", alt=_("The plan against what was done"),
        column_config={name: st.column_config.TextColumn(name, alignment="right") for name in right},
    )  # fmt: skip


def _of_quarter(quarter: int, done: Sequence[PlannedAndDone]) -> list[Bar]:
    mine = [one for one in done if one.quarter == quarter]
    planned, spent = sum((one.planned_cost for one in mine), ZERO), sum((one.cost for one in mine), ZERO)
    tone = Tone.BAD if spent > planned else Tone.ACTIVE
    return [
        Bar(f"Q{quarter} {_('Planned')}", planned, Tone.CALM),
        Bar(f"Q{quarter} {_('Spent')}", spent, tone),
    ]


def _name(course: Course) -> str:
    return f"{course.code} {in_language(course.name_zh, course.name_en)}"


def _draw_editor(plan: TrainingPlan, look: Look, place: str) -> None:
    planned = [one for one in look.done if one.line_id is not None]
    courses = look.courses | {one.course.id: one.course for one in planned}  # retired ones stay planned
    names = {key: _name(one) for key, one in courses.items()}
    rows = [
        (
            names.get(one.course.id, _name(one.course)),
            one.quarter,
            one.planned_people,
            plain_digits(one.planned_cost),
        )
        for one in planned
    ]
    key = f"{place}:{plan.version}:{hash(tuple(rows))}"
    with st.container(border=True):
        st.subheader(_("Lines"), anchor=False)
        table = st.data_editor(
            _editor_table(rows), key=f"{key}:lines", num_rows="dynamic", hide_index=True,
            column_config=_editor_columns(names),
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                _("Save lines"), icon=":material/check:", type="primary", key=f"{key}:save",
                on_click=_save, args=(plan.id, table.to_pylist(), {n: k for k, n in names.items()}, place),
            )  # fmt: skip
            st.button(
                _("Take {count} lines from open needs", count=len(look.needed)),
                icon=":material/playlist_add:", key=f"{key}:needs", disabled=not look.needed,
                on_click=_take, args=(plan.id, [_as_line(one) for one in planned], look.needed, place),
            )  # fmt: skip


def _as_line(one: PlannedAndDone) -> Line:
    return Line(one.course.id, one.quarter, one.planned_people, one.planned_cost)


def _editor_table(rows: Sequence[tuple[str, int, int, str]]) -> pa.Table:
    kinds = {"course": pa.string(), "quarter": pa.int64(), "headcount": pa.int64(), "cost": pa.string()}
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
    return pa.table(
        {
            name: pa.array(list(cells), kind)
            for (name, kind), cells in zip(kinds.items(), columns, strict=True)
        }
    )


def _editor_columns(names: Mapping[int, str]) -> dict[str, Any]:
    config = st.column_config
    return {
        "course": config.SelectboxColumn(
            label("entity.Course"), options=list(names.values()), required=True, width="medium"
        ),
        "quarter": config.SelectboxColumn(
            label("TrainingPlanLine.quarter"), options=list(QUARTERS), required=True
        ),
        "headcount": config.NumberColumn(
            label("TrainingPlanLine.headcount"), min_value=0, step=1, required=True, default=0
        ),
        "cost": config.TextColumn(
            label("TrainingPlanLine.cost"), required=True, default="0", alignment="right",
            validate=r"^[0-9]{1,12}(\.[0-9]{1,2})?0*$",
        ),
    }  # fmt: skip


def _save(plan_id: int, rows: Sequence[Mapping[str, Any]], keys: Mapping[str, int], place: str) -> None:
    lines = [
        Line(keys[row["course"]], int(row["quarter"]), int(row["headcount"] or 0), _amount(row["cost"]))
        for row in rows
        if row["course"] in keys and row["quarter"]
    ]
    _write(plan_id, lines, place)


def _take(plan_id: int, lines: Sequence[Line], needed: Sequence[Line], place: str) -> None:
    known = {(one.course_id, one.quarter) for one in lines}
    _write(plan_id, [*lines, *(one for one in needed if (one.course_id, one.quarter) not in known)], place)


def _write(plan_id: int, lines: Sequence[Line], place: str) -> None:
    def work(session: Session) -> TrainingPlan:
        return write_lines(session, actor_of(session), plan_id, lines, now())

    wish(work, done=_("The lines are saved."), place=place)


def _amount(typed: object) -> Decimal:
    try:
        return Decimal(str(typed or 0))
    except InvalidOperation:
        return ZERO
