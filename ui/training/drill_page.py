"""The page of a drill: who plays, what is to be done by when, what was, and improvements out of gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.improvement.issue import Issue
from domain.organisation.person import Person
from domain.training.drill import Drill, DrillRole, DrillStep
from domain.training.drill_workflow import DrillState, score_of
from domain.training.run_drill import Watched, cast_roles, improve_gap, plan_drill, write_checklist
from ui import formats
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.wish import show_refusal, wish


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    roles: Sequence[DrillRole]
    steps: Sequence[DrillStep]
    people: Mapping[int, str]


def create_drill(session: Session, actor: Actor, values: Mapping[str, Any]) -> Drill:
    """A drill without players."""
    return plan_drill(session, actor, values, now())


def draw_drill(actor: Actor, drill: Drill) -> None:
    """Below the fields."""
    with reading(actor) as session:
        roles = select(DrillRole).where(DrillRole.drill_id == drill.id, DrillRole.archived_at.is_(None))
        steps = select(DrillStep).where(DrillStep.drill_id == drill.id, DrillStep.archived_at.is_(None))
        people = select(Person).where(Person.archived_at.is_(None), Person.left_on.is_(None))
        look = Look(
            session.scalars(roles.order_by(DrillRole.id).options(selectinload(DrillRole.person))).all(),
            session.scalars(steps.order_by(DrillStep.position).options(selectinload(DrillStep.issue))).all(),
            {
                one.id: f"{one.number} {in_language(one.name, one.name_en)}"
                for one in session.scalars(people.order_by(Person.number))
            },
        )
    place = f"drill:{drill.id}"
    show_refusal(place)
    mine = actor.may(Permission.TRAINING_TEACH, drill.unit_id)
    _draw_score(drill, look)
    _draw_roles(drill, look, place, mine and drill.state is DrillState.PLANNED)
    _draw_checklist(drill, look, place, mine)
    if drill.state in (DrillState.ASSESSED, DrillState.ACTIONS):
        _draw_gaps(drill, look, place, mine and actor.may(Permission.ISSUES_RAISE, drill.unit_id))


def _draw_score(drill: Drill, look: Look) -> None:
    if drill.state in (DrillState.PLANNED, DrillState.CANCELLED):
        return
    score = drill.score if drill.score is not None else score_of(list(look.steps))
    gaps = [step for step in look.steps if step.is_gap]
    clock = "–" if drill.minutes is None else str(drill.minutes)
    with st.grid(3, gap="small", min_column_width=160):
        name = label("Drill.score") if drill.score is not None else _("Score so far")
        st.metric(name, "–" if score is None else f"{formats.number(score, 1)}%", border=True)
        allowed = drill.allowed_minutes
        st.metric(_("Clock, minutes"), clock if allowed is None else f"{clock} / {allowed}", border=True)
        st.metric(_("Gaps"), formats.number(len(gaps)), border=True)


def _draw_roles(drill: Drill, look: Look, place: str, mine: bool) -> None:
    with st.container(border=True):
        st.subheader(_("Players"), anchor=False)
        if not mine:
            for role in look.roles:
                name = in_language(role.person.name, role.person.name_en)
                st.markdown(f"**{literal(role.part)}** · {literal(name)}")
            if not look.roles:
                st.caption(_("Nobody yet."))
            return
        ids = {name: key for key, name in look.people.items()}
        rows = [(look.people.get(role.person_id, "?"), role.part) for role in look.roles]
        key = f"{place}:roles:{hash(tuple(rows))}"
        table = st.data_editor(
            _table(("person", "part"), rows, (pa.string(), pa.string())), key=key, num_rows="dynamic",
            hide_index=True,
            column_config={
                "person": st.column_config.SelectboxColumn(
                    label("entity.Person"), options=list(ids), required=True
                ),
                "part": st.column_config.TextColumn(label("DrillRole.part"), required=True),
            },
        )  # fmt: skip
        st.button(
            _("Save players"), icon=":material/check:", key=f"{key}:save", on_click=_save_roles,
            args=(drill.id, table.to_pylist(), ids, place),
        )  # fmt: skip


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]], kinds: Sequence[Any]) -> pa.Table:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table(
        {name: pa.array(list(cells), kind) for name, cells, kind in zip(names, columns, kinds, strict=True)}
    )


def _save_roles(drill_id: int, rows: Sequence[Mapping[str, Any]], ids: Mapping[str, int], place: str) -> None:
    players = {ids[row["person"]]: row["part"] or "" for row in rows if row["person"] in ids}

    def work(session: Session) -> Drill:
        return cast_roles(session, actor_of(session), drill_id, players, now())

    wish(work, done=_("The players are saved."), place=place)


def _draw_checklist(drill: Drill, look: Look, place: str, mine: bool) -> None:
    planning = mine and drill.state is DrillState.PLANNED
    watching = mine and drill.state is DrillState.RUN
    said = {None: _("Did not come up"), True: _("Done"), False: _("Not done")}
    rows = [
        (step.id, step.what, step.weight, step.by_minute, said[step.done], step.at_minute, step.remark)
        for step in look.steps
    ]
    names = ("id", "what", "weight", "by_minute", "done", "at_minute", "remark")
    kinds = (pa.int64(), pa.string(), pa.int64(), pa.int64(), pa.string(), pa.int64(), pa.string())
    config = _checklist_columns(list(said.values()), planning, watching)
    order = [name for name in names[1:] if not planning or name in ("what", "weight", "by_minute")]
    key = f"{place}:steps:{drill.state.value}:{hash(tuple(rows))}"
    with st.container(border=True):
        st.subheader(_("Checklist"), anchor=False)
        if not (planning or watching):
            texts = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
            st.dataframe(
                _table(names, texts, (pa.string(),) * len(names)), hide_index=True, column_order=order,
                column_config=_read_columns(), key=key, alt=_("Checklist"),
            )  # fmt: skip
            return
        edited = st.data_editor(
            _table(names, rows, kinds), key=key, hide_index=True, column_config=config, column_order=order,
            num_rows="dynamic" if planning else "fixed",
        )  # fmt: skip
        st.button(
            _("Save checklist"), icon=":material/check:", key=f"{key}:save", on_click=_save_steps,
            args=(drill.id, edited.to_pylist(), {word: done for done, word in said.items()}, place),
        )  # fmt: skip


def _checklist_columns(words: Sequence[str], planning: bool, watching: bool) -> dict[str, Any]:
    config = st.column_config
    return {
        "what": config.TextColumn(
            label("DrillStep.what"), width="medium", required=True, disabled=not planning
        ),
        "weight": config.NumberColumn(
            label("DrillStep.weight"), min_value=1, max_value=100, step=1, default=1, disabled=not planning
        ),
        "by_minute": config.NumberColumn(
            label("DrillStep.by_minute"), min_value=0, step=1, disabled=not planning
        ),
        "done": config.SelectboxColumn(
            label("DrillStep.done"), options=list(words), required=True, disabled=not watching
        ),
        "at_minute": config.NumberColumn(
            label("DrillStep.at_minute"), min_value=0, step=1, disabled=not watching
        ),
        "remark": config.TextColumn(label("DrillStep.remark"), disabled=not watching),
    }  # fmt: skip


def _read_columns() -> dict[str, Any]:
    """The same to be read, where empty cells stay empty."""
    numbers = ("weight", "by_minute", "at_minute")
    return {
        name: st.column_config.TextColumn(
            label(f"DrillStep.{name}"), width="medium" if name == "what" else None,
            alignment="right" if name in numbers else "left",
        )
        for name in ("what", "done", "remark", *numbers)
    }  # fmt: skip


def _save_steps(
    drill_id: int, rows: Sequence[Mapping[str, Any]], words: Mapping[str, bool | None], place: str
) -> None:
    steps = [
        Watched(
            row["id"], row["what"] or "", int(row["weight"] or 1), _whole(row["by_minute"]),
            words.get(row["done"] or ""), _whole(row["at_minute"]), row["remark"] or "",
        )
        for row in rows
        if row["what"]
    ]  # fmt: skip

    def work(session: Session) -> Drill:
        return write_checklist(session, actor_of(session), drill_id, steps, now())

    wish(work, done=_("The checklist is saved."), place=place)


def _whole(typed: Any) -> int | None:
    return None if typed is None else int(typed)


def _draw_gaps(drill: Drill, look: Look, place: str, mine: bool) -> None:
    gaps = [step for step in look.steps if step.is_gap]
    with st.container(border=True):
        st.subheader(_("Gaps"), anchor=False)
        if not gaps:
            st.success(_("Everything that came up was done in time."), icon=":material/task_alt:")
        for step in gaps:
            with st.container(horizontal=True, vertical_alignment="center"):
                late = _("too late") if step.done else _("not done")
                st.markdown(f"{literal(step.what)} :red-badge[{late}]", width="content")
                if step.issue is not None:
                    name = f"{step.issue.number} {step.issue.title}"
                    page_link("issues", name, {"id": str(step.issue.id)}, f"{place}-{step.id}")
                elif mine:
                    st.button(
                        _("Improve"), icon=":material/build:", key=f"{place}:{step.id}:improve",
                        on_click=_improve, args=(step.id, place),
                    )  # fmt: skip


def _improve(step_id: int, place: str) -> None:
    def work(session: Session) -> Issue:
        return improve_gap(session, actor_of(session), step_id, now())

    wish(work, done=lambda issue: _("Issue {number} was raised.", number=issue.number), place=place)
