"""One case of the library as a page to read, with the record behind it for those who keep the library."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.culture.case_state import CaseState
from domain.culture.case_study import TEXTS, CaseReading, CaseSource, CaseStudy
from domain.culture.write_case import SOURCES, confirm_case, name_source, new_case
from ui import formats
from ui.culture.safe_markdown import READING_WIDTH, safe
from ui.form import draw_form
from ui.language import _, label
from ui.open_form import is_open
from ui.record import Record, draw_heading, look
from ui.record_page import draw_buttons, draw_way
from ui.records.tabs import draw_tabs
from ui.routes import literal, record_link
from ui.screen import Screen
from ui.titles import full_title
from ui.wish import show_refusal, wish

MOST = 200
"""Records offered as the source of a case, the latest."""


@dataclass(frozen=True)
class Look:
    """What the page shows beside the case."""

    source: CaseSource | None
    offered: dict[tuple[str, int], str]
    read: bool


def create_case(session: Session, actor: Actor, values: Mapping[str, Any]) -> CaseStudy:
    """A draft by whoever is signed in."""
    return new_case(session, actor, values, now())


def draw_case(screen: Screen, actor: Actor, key: int) -> None:
    """The page of one case."""
    record = look(screen, actor, key)
    case: CaseStudy = record.entity
    draw_way(screen, actor, key)
    draw_heading(record)
    if is_open(screen, key):
        draw_form(screen, case, actor)
        return
    draw_buttons(screen, record, actor)
    found = _look(actor, case)
    draw_tabs(screen, key, actor, screen.url_path, lambda: _draw_details(record, found, actor), history=True)


def _look(actor: Actor, case: CaseStudy) -> Look:
    with reading(actor) as session:
        links = (selectinload(getattr(CaseSource, name.removesuffix("_id"))) for name in SOURCES)
        source = session.scalars(
            select(CaseSource).where(CaseSource.case_id == case.id).options(*links)
        ).first()
        mine = select(CaseReading.id).where(CaseReading.case_id == case.id)
        asks = case.state is CaseState.DRAFT and actor.may(Permission.CULTURE_ADMINISTER, case.unit_id)
        read = session.scalar(mine.where(CaseReading.person_id == (actor.person_id or 0))) is not None
        return Look(source, _offered(session) if asks else {}, read)


def _offered(session: Session) -> dict[tuple[str, int], str]:
    found = {}
    for name, kind in SOURCES.items():
        query = select(kind).where(kind.archived_at.is_(None)).order_by(kind.id.desc()).limit(MOST)
        for one in session.scalars(query):
            found[name, one.id] = f"{label(f'entity.{kind.__name__}')} · {full_title(one)}"
    return found


def _draw_details(record: Record, found: Look, actor: Actor) -> None:
    case: CaseStudy = record.entity
    with st.container(horizontal=True, gap="small"):
        st.badge(label(case.subject), color="blue")
        for word in case.words:
            st.badge(literal(word), color="gray")
    with st.container(border=True, width=READING_WIDTH + 40):
        for name in TEXTS:
            st.markdown(f"##### {label(f'CaseStudy.{name}')}")
            st.markdown(safe(getattr(case, name)))
    count = _("Read by {count}", count=formats.number(case.readings))
    if case.state is CaseState.PUBLISHED:
        place = f"case:{case.id}:read"
        show_refusal(place)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("You have read it") if found.read else _("I have read this case"), key=place,
                icon=":material/done:", disabled=found.read or actor.person_id is None,
                on_click=_confirm, args=(case.id, place),
            )  # fmt: skip
            st.caption(count, width="content")
    _draw_source(case, found)


def _draw_source(case: CaseStudy, found: Look) -> None:
    """Only keepers get here with something to show: readers do not see the row."""
    if found.source is not None:
        behind = next(
            (one for name in SOURCES if (one := getattr(found.source, name.removesuffix("_id")))), None
        )
        if behind is not None:
            st.caption(_("Made from (hidden from readers)"))
            record_link(behind, full_title(behind), f"case-{case.id}-source")
    if found.offered:
        place = f"case:{case.id}:source"
        with st.popover(_("Name the record behind it"), icon=":material/link:", key=f"{place}:box"):
            st.caption(_("Readers do not see it. People of that record must not be named in the case."))
            st.selectbox(
                _("Record"), list(found.offered), index=None, key=place, placeholder=_("Choose"),
                format_func=found.offered.__getitem__,
            )  # fmt: skip
            show_refusal(place)
            st.button(_("Save"), type="primary", key=f"{place}:save", on_click=_name, args=(case.id, place))


def _confirm(case_id: int, place: str) -> None:
    wish(
        lambda session: confirm_case(session, actor_of(session), case_id, now()),
        done=_("Confirmed. Thank you."), place=place,
    )  # fmt: skip


def _name(case_id: int, place: str) -> None:
    chosen = st.session_state.get(place)
    named = {chosen[0]: chosen[1]} if chosen else {}
    wish(
        lambda session: name_source(session, actor_of(session), case_id, **named), done=_("Saved."),
        place=place,
    )  # fmt: skip
