"""The coverage matrix: who holds what they must, and the people behind every cell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.training.course_session import CourseSession
from domain.training.matrix import Cell, Matrix, coverage_matrix
from domain.training.need_state import NeedSource
from domain.training.raise_needs import RAISES, NeedDraft, raise_needs
from domain.training.standing import Bound, Holding
from ui import address, formats
from ui.charts.picked import PICK
from ui.charts.style import style
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.training.coverage_picture import (
    ENOUGH,
    SOME,
    cells_of,
    course_name,
    coverage_spec,
    in_words,
    key_of,
    post_name,
)
from ui.training.invite_form import draw_invite, sessions_ahead
from ui.training.unit_choice import Units, pick_unit, units_in_sight
from ui.wish import show_refusal, wish

CELL, PLACE = "cell", "training_coverage"
ROUND = f"{PLACE}@pressed"


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    matrix: Matrix
    units: Units
    day: date
    may_raise: bool
    sessions: Sequence[CourseSession]
    """Of the course of the chosen cell, where this person may invite to them."""


def draw(actor: Actor) -> None:
    """The page."""
    with reading(actor) as session:
        units, day = units_in_sight(session, actor), today()
        matrix = coverage_matrix(session, actor, units.chosen, day)
        invites = actor.may(Permission.TRAINING_ADMINISTER, units.chosen)
        sessions = sessions_ahead(session, _course_of(matrix)) if invites else ()
    may_raise = any(actor.may(one, units.chosen) for one in RAISES)
    look = Look(matrix, units, day, may_raise, sessions)
    st.title(label("page.training_coverage"), anchor=False)
    pick_unit(units, PLACE)
    if not matrix.cells:
        st.info(_("Nobody here must hold a certificate. Say who must first."), icon=":material/info:")
        page_link("training_requirements", label("page.training_requirements"), {}, "coverage-requirements")
        return
    _draw_figures(matrix.total, day)
    chosen = address.get(CELL) or ""
    with st.container(border=True):
        _draw_picture(matrix, chosen)
        _pick(matrix)
    _draw_people(look, chosen)


def _course_of(matrix: Matrix) -> int | None:
    code = (address.get(CELL) or "").partition("~")[2]
    return next((one.id for one in matrix.courses if one.code == code), None)


def _draw_figures(total: Cell, day: date) -> None:
    with st.grid(4, gap="small", min_column_width=160):
        share = formats.percent(total.coverage) if total.coverage is not None else "–"
        st.metric(_("Coverage, {day}", day=formats.day(day)), share, border=True, height="stretch")
        for name, count in (
            (_("Certificates missing"), len(total.gaps)),
            (_("Ending within a month"), len(total.expiring)),
            (_("Exempt"), total.exempt),
        ):
            st.metric(name, formats.number(count), border=True, height="stretch")


def _draw_picture(matrix: Matrix, chosen: str) -> None:
    st.markdown(f"**{_finding(matrix)}**")
    drawn = json.loads(coverage_spec(style(), len(matrix.posts)))
    drawn["datasets"] = {"d": cells_of(matrix, chosen)}
    key = f"{PLACE}#{st.session_state.get(ROUND, 0)}"
    st.vega_lite_chart(
        None, drawn, key=key, on_select=lambda: _pressed(key), selection_mode=PICK,
        alt=_("Coverage by post and course. Press a cell to see its people."),
    )  # fmt: skip
    st.caption(
        _(
            "People with a valid certificate, of those who must hold it (the exempt left out). Green from "
            "{enough}%, amber from {some}%, red below. Press a cell to see its people.",
            enough=ENOUGH, some=SOME,
        )
    )  # fmt: skip


def _finding(matrix: Matrix) -> str:
    """Where most people lack a certificate."""
    (post, code), cell = max(matrix.cells.items(), key=lambda item: len(item[1].gaps))
    if not cell.gaps:
        return _("Everybody holds what they must.")
    course = next(one for one in matrix.courses if one.code == code)
    return _(
        "Most certificates are missing in {course} among {post}: {count} of {bound}",
        post=literal(post_name(matrix, post)), course=literal(course_name(course)),
        count=len(cell.gaps), bound=cell.required - cell.exempt,
    )  # fmt: skip


def _pressed(key: str) -> None:
    points = st.session_state[key].selection.get(PICK) or []
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    found = str(points[0]["key"]) if points and points[0].get("key") is not None else ""
    if found:
        address.put(CELL, () if address.get(CELL) == found else (found,))


def _pick(matrix: Matrix) -> None:
    """The same choice without the picture."""
    names = {"": _("All gaps")} | {
        key_of(post, one.code): f"{post_name(matrix, post)} · {course_name(one)}"
        for post in matrix.posts
        for one in matrix.courses
        if (post, one.code) in matrix.cells
    }
    address.follow(CELL, f"{PLACE}:{CELL}", lambda words: words[0] if words and words[0] in names else "")
    st.selectbox(
        _("People of"), list(names), key=f"{PLACE}:{CELL}", format_func=names.__getitem__, width=420,
        on_change=address.publish, args=(CELL, f"{PLACE}:{CELL}", lambda one: [one] if one else []),
    )  # fmt: skip


def _draw_people(look: Look, chosen: str) -> None:
    matrix = look.matrix
    cell = next((c for (post, code), c in matrix.cells.items() if key_of(post, code) == chosen), None)
    people = sorted(
        cell.people if cell is not None else matrix.total.gaps,
        key=lambda one: (not one.holding.is_gap, one.name, one.course_code),
    )
    with st.container(border=True):
        st.subheader(_("People behind it"), anchor=False)
        st.caption(in_words(cell if cell is not None else matrix.total))
        show_refusal(PLACE)
        named = [one for one in people if one.person_id]
        if people and not named:
            st.caption(_("Names are for their superiors and for those who answer for training."))
            return
        if not people:
            st.success(_("Nobody lacks a certificate."), icon=":material/task_alt:")
            return
        _draw_table(look, named)


def _draw_table(look: Look, people: Sequence[Bound]) -> None:
    courses = {one.code: course_name(one) for one in look.matrix.courses}
    units = {key: name.strip() for key, name in look.units.names.items()}
    columns = {
        "name": [in_language(one.name, one.name_en) for one in people],
        "unit": [units.get(one.unit_id, "") for one in people],
        "post": [post_name(look.matrix, one.post_id) for one in people],
        "course": [courses[one.course_code] for one in people],
        "holding": [label(one.holding) for one in people],
        "until": [formats.day(one.valid_until) if one.valid_until else "" for one in people],
    }
    heads = {
        "name": label("entity.Person"), "unit": label("field.unit"), "post": label("field.post"),
        "course": label("entity.Course"), "holding": _("Certificate"),
        "until": label("TrainingRecord.valid_until"),
    }  # fmt: skip
    key = f"{PLACE}:rows:{people[0].person_id}:{people[-1].person_id}:{len(people)}"
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        column_config={name: st.column_config.TextColumn(head) for name, head in heads.items()},
        hide_index=True, key=key, alt=_("People behind it"), on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    if look.may_raise:
        _draw_button(look, people, key)


def _draw_button(look: Look, people: Sequence[Bound], key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"] if key in st.session_state else []
    chosen = [people[row] for row in rows if row < len(people)] or [p for p in people if p.holding.is_gap]
    wanted = [one for one in chosen if one.holding is not Holding.EXEMPT]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Raise {count} training needs", count=len(wanted)), icon=":material/add_task:",
            type="primary", key=f"{key}:raise", disabled=not wanted, on_click=_raise,
            args=(wanted, {one.code: one.id for one in look.matrix.courses}, look.day),
        )  # fmt: skip
        st.caption(_("For the rows marked; without a mark, for everybody who lacks the certificate."))
        page_link("training_needs", label("page.training_needs"), {}, "coverage-needs")
    draw_invite(look.sessions, [one.person_id for one in wanted], PLACE)


def _raise(people: Sequence[Bound], courses: Mapping[str, int | None], day: date) -> None:
    drafts = [
        NeedDraft(
            person_id=one.person_id, course_id=courses[one.course_code],
            topic="" if courses[one.course_code] is not None else one.course_code,
            source=NeedSource.NEW_POST if one.record_id is None else NeedSource.EXPIRING_CERTIFICATE,
            entity="TrainingRequirement" if one.record_id is None else "TrainingRecord",
            entity_id=one.requirement_id if one.record_id is None else one.record_id,
        )
        for one in people
    ]  # fmt: skip

    def work(session: Session) -> int:
        return len(raise_needs(session, actor_of(session), drafts, day))

    wish(work, done=_said, place=PLACE)


def _said(count: int) -> str:
    if not count:
        return _("All of them have such a need already.")
    return _("{count} training needs were raised.", count=count)
