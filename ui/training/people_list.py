"""The people of a session: pick some, then say that they came, give a mark, certify."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.organisation.directory import Colleague
from domain.training.course import CourseExam
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.give_mark import certify, give_mark, record_attendance
from ui import formats
from ui.language import _, in_language, label
from ui.titles import title
from ui.wish import show_refusal, wish

PLACE = "course-sessions"


def draw_people(
    held: CourseSession, enrolments: Sequence[Enrolment], people: Mapping[int, Colleague], works: bool
) -> None:
    """The list; what can be done with picked people stands above it, for whoever works with it."""
    st.subheader(_("Participants"), anchor=False)
    place = f"{PLACE}:{held.id}:people"
    columns = {
        label("Person.name"): [_name(people.get(one.person_id)) for one in enrolments],
        label("Enrolment.unit"): [title(one.unit) for one in enrolments],
        label("Enrolment.state"): [label(one.state) for one in enrolments],
        label("Enrolment.attended_at"): [formats.instant(one.attended_at) for one in enrolments],
        label("Enrolment.score"): [formats.number(one.score, 0) for one in enrolments],
        label("Enrolment.valid_until"): [formats.day(one.valid_until) for one in enrolments],
    }
    if not works:
        st.dataframe(pa.table(columns), hide_index=True, key=f"{place}:read")
        return
    bar = st.container(horizontal=True, gap="small")
    ids = [one.id for one in enrolments]
    picked = st.dataframe(
        pa.table(columns), hide_index=True, on_select="rerun", selection_mode="multi-row",
        key=f"{place}:{min(ids)}:{max(ids)}:{len(ids)}",
    )  # fmt: skip
    rows = [ids[row] for row in picked.selection.rows if row < len(ids)]
    with bar:
        _draw_bar(held, rows, enrolments[0].course.exam, place)
    show_refusal(place)


def _draw_bar(held: CourseSession, picked: list[int], exam: CourseExam, place: str) -> None:
    for name, icon, key, verb in (
        (_("Came"), ":material/how_to_reg:", "came", _attendance(held.id, True)),
        (_("Did not come"), ":material/person_off:", "absent", _attendance(held.id, False)),
        (_("Certify"), ":material/workspace_premium:", "certify", _certify),
    ):
        st.button(
            name, icon=icon, key=f"{place}:{key}", disabled=not picked, on_click=_do,
            args=(verb, tuple(picked), place), help=None if picked else _("Pick people first."),
        )  # fmt: skip
    if exam is CourseExam.NONE:
        st.button(
            _("Took part: passed"), icon=":material/task_alt:", key=f"{place}:passed", disabled=not picked,
            on_click=_do, args=(_mark(None), tuple(picked), place),
        )  # fmt: skip
        return
    with st.popover(_("Give a mark"), icon=":material/grading:", key=f"{place}:mark", disabled=not picked):
        widget = f"{place}:score"
        st.number_input(_("Percent of the points"), 0, 100, step=1, value=None, key=widget)
        st.caption(_("Somebody else certifies what you mark."))
        st.button(
            _("Give the mark"), type="primary", key=f"{place}:give", on_click=_give,
            args=(tuple(picked), widget, place),
        )  # fmt: skip


Verb = Callable[[Session, Actor, Sequence[int]], object]


def _attendance(held: int, came: bool) -> Verb:
    def verb(session: Session, actor: Actor, ids: Sequence[int]) -> object:
        return record_attendance(session, actor, held, dict.fromkeys(ids, came), now())

    return verb


def _mark(score: Decimal | None) -> Verb:
    def verb(session: Session, actor: Actor, ids: Sequence[int]) -> object:
        return [give_mark(session, actor, key, score, now()) for key in ids]

    return verb


def _certify(session: Session, actor: Actor, ids: Sequence[int]) -> object:
    return certify(session, actor, ids, now())


def _give(ids: Sequence[int], widget: str, place: str) -> None:
    score = st.session_state.get(widget)
    _do(_mark(None if score is None else Decimal(int(score))), ids, place)


def _do(verb: Verb, ids: Sequence[int], place: str) -> None:
    def work(session: Session) -> int:
        verb(session, actor_of(session), ids)
        return len(ids)

    wish(work, done=lambda count: _("Done. People: {count}.", count=count), place=place)


def _name(one: Colleague | None) -> str:
    return in_language(one.name, one.name_en) if one is not None else ""
