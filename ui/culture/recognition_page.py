"""One recognition: whom, what for, whether points follow, whether people recognise each other in turns."""

from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.culture.alike import alike
from domain.culture.claims import CURED
from domain.culture.nominate import agree_points, is_paid, most_points, name_issue
from domain.culture.recognition import Recognition
from domain.culture.recognition_rules import another_decides, turns_of
from domain.culture.recognition_state import RecognitionState
from domain.improvement.issue import Issue
from ui import formats
from ui.culture.names import Names, names_of
from ui.culture.nominate_form import MOST
from ui.culture.recognition_wall import named
from ui.culture.safe_markdown import READING_WIDTH
from ui.language import _, label
from ui.lines import line, lines, quiet
from ui.record import Record, draw_heading, look
from ui.record_page import draw_buttons, draw_way
from ui.records.tabs import draw_tabs
from ui.routes import literal, record_link
from ui.screen import Screen
from ui.titles import full_title
from ui.wish import show_refusal, wish


@dataclass(frozen=True)
class Look:
    """What the page shows beside the fields."""

    whole: Recognition
    names: Names
    turns: int
    most: int
    decides: bool
    issues: dict[int, str]
    alike: list[Recognition]
    """What may be the same deed; told to whoever decides."""


def draw_recognition(screen: Screen, actor: Actor, key: int) -> None:
    """The page of one recognition."""
    record = look(screen, actor, key)
    found = _look(actor, record)
    draw_way(screen, actor, key)
    draw_heading(record)
    draw_buttons(screen, record, actor)
    draw_tabs(screen, key, actor, screen.url_path, lambda: _draw_details(found), history=True)


def _look(actor: Actor, record: Record) -> Look:
    links = (
        selectinload(Recognition.nominees), selectinload(Recognition.issue),
        selectinload(Recognition.suggestion),
    )  # fmt: skip
    with reading(actor) as session:
        whole = session.scalars(
            select(Recognition).where(Recognition.id == record.entity.id).options(*links)
        ).one()
        keeps = actor.may(Permission.CULTURE_APPROVE, whole.unit_id)
        keeps_books = actor.may(Permission.CULTURE_ADMINISTER, whole.unit_id)
        asks = whole.issue_id is None and keeps_books and not is_paid(session, whole)
        open_ = whole.state is RecognitionState.NOMINATED
        query = select(Issue).where(Issue.archived_at.is_(None)).order_by(Issue.id.desc()).limit(MOST)
        people = (whole.nominator_id, *(one.person_id for one in whole.nominees))
        return Look(
            whole,
            names_of(session, people),
            turns_of(whole) if keeps or keeps_books else 0,
            most_points(session),
            keeps and open_ and another_decides(whole, actor) is None,
            {one.id: full_title(one) for one in session.scalars(query)} if asks else {},
            alike(session, whole) if keeps and open_ else [],
        )


def _draw_details(found: Look) -> None:
    one = found.whole
    with st.container(border=True, width=READING_WIDTH + 40):
        st.badge(label(one.kind), color="blue")
        st.markdown(f"#### {literal(named(one.nominees, found.names))}")
        st.markdown(literal(one.happened))
        by = _("Nominated by {name}", name=found.names.get(one.nominator_id, ""))
        happened = _(
            "{name}: {value}", name=label("Recognition.happened_on"), value=formats.day(one.happened_on)
        )
        st.caption(literal(f"{by} · {happened}"))
        for linked in (one.issue, one.suggestion):
            if linked is not None:
                record_link(linked, full_title(linked), f"recognition-{one.id}-{type(linked).__name__}")
    if found.turns:
        st.warning(
            _("They recognised each other {count} times within a year. Look closely.", count=found.turns),
            icon=":material/sync_alt:", width=READING_WIDTH + 40,
        )  # fmt: skip
    if found.alike:
        _draw_alike(found.alike)
    st.caption(literal(_points_in_words(one)))
    with st.container(horizontal=True):
        if found.decides:
            _draw_points(one, found.most)
        if found.issues and one.state is not RecognitionState.DECLINED:
            _draw_issue(one, found.issues)


def _draw_alike(others: list[Recognition]) -> None:
    with st.container(border=True, width=READING_WIDTH + 40, key="recognition-alike"):
        said = _("Perhaps the same deed: nominated for nearly the same day as well")
        st.markdown(f":orange[:material/content_copy: {literal(said)}]")
        with lines("recognition-alike"):
            for other in others:
                line("Recognition", other.title, quiet(formats.day(other.happened_on)), {"id": str(other.id)})


def _points_in_words(one: Recognition) -> str:
    said = _("Points for each: {points}", points=formats.number(one.points))
    if one.issue is not None and one.issue.state in CURED:
        return f"{said} · {_('The effect has been found.')}"
    if one.issue is None and one.issue_id is not None:
        return said  # an issue of units the reader does not oversee: nothing is told about it
    if one.issue is not None or one.kind.needs_effect:
        return f"{said} · {_('Given once the effect of the issue has been found.')}"
    return said


def _draw_points(one: Recognition, most: int) -> None:
    place = f"recognitions:{one.id}:points"
    with st.popover(_("Agree on the points"), icon=":material/stars:", key=f"{place}:box"):
        st.number_input(
            label("Recognition.points"), min_value=0, max_value=most, value=min(one.points, most), key=place
        )
        show_refusal(place)
        st.button(_("Save"), type="primary", key=f"{place}:save", on_click=_agree, args=(one.id, place))


def _draw_issue(one: Recognition, issues: dict[int, str]) -> None:
    place = f"recognitions:{one.id}:issue"
    with st.popover(_("Name the improvement"), icon=":material/link:", key=f"{place}:box"):
        st.selectbox(
            label("Recognition.issue"), list(issues), index=None, key=place,
            format_func=issues.__getitem__, placeholder=_("Choose"),
        )  # fmt: skip
        show_refusal(place)
        st.button(_("Save"), type="primary", key=f"{place}:save", on_click=_name, args=(one.id, place))


def _agree(key: int, place: str) -> None:
    points = int(st.session_state[place])

    def work(session: Session) -> Recognition:
        return agree_points(session, actor_of(session), key, points)

    wish(work, done=_("Saved."), place=place)


def _name(key: int, place: str) -> None:
    chosen = st.session_state.get(place)
    if chosen is None:
        return

    def work(session: Session) -> Recognition:
        return name_issue(session, actor_of(session), key, chosen)

    wish(work, done=_("Saved."), place=place)
