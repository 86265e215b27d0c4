"""The page of a code of conduct: its text, one's own signature, who has signed, its versions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.culture.conduct_code import ConductCode, ConductCodeVersion
from domain.culture.duty import Duty
from domain.culture.reach import leads
from domain.culture.remind import ask_unsigned
from domain.culture.sign import sign
from domain.culture.signing import own_signings, signings_led
from domain.culture.text_state import TextState
from domain.culture.text_version import TextVersion
from domain.culture.write_code import ask_posts, new_code, next_code_version, write_code
from ui import formats
from ui.culture.duty_list import draw_duties, unit_names
from ui.culture.posts import draw_concerned, draw_posts, post_names
from ui.culture.safe_markdown import READING_WIDTH, draw_text
from ui.culture.versions import Book, draw_versions
from ui.form import draw_form
from ui.language import _, label
from ui.open_form import is_open
from ui.record import draw_heading, look
from ui.record_page import draw_buttons, draw_way
from ui.records.tabs import draw_tabs
from ui.routes import literal
from ui.screen import Screen
from ui.wish import show_refusal, wish

SHORT = 12


def _write(
    session: Session, actor: Actor, version_id: int, values: dict[str, Any],
    document: tuple[str, bytes] | None, version: int,
) -> TextVersion:  # fmt: skip
    return write_code(session, actor, version_id, values, document, version)


CODES = Book(ConductCodeVersion, next_code_version, _write, takes_document=True)


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    version: ConductCodeVersion | None
    own: Duty | None
    led: list[Duty]
    units: dict[int, str]
    posts: dict[int, str]


def create_code(session: Session, actor: Actor, values: Mapping[str, Any]) -> ConductCode:
    """A code with an empty draft."""
    return new_code(session, actor, values, now())


def draw_code(screen: Screen, actor: Actor, key: int) -> None:
    """The page of one code; buttons for those who keep the codes."""
    record = look(screen, actor, key)
    draw_way(screen, actor, key)
    draw_heading(record)
    if is_open(screen, key):
        draw_form(screen, record.entity, actor)
        return
    if actor.may(Permission.CULTURE_ADMINISTER):
        draw_buttons(screen, record, actor)
    draw_tabs(screen, key, actor, screen.url_path, lambda: _draw_details(actor, record.entity), history=True)


def _draw_details(actor: Actor, code: ConductCode) -> None:
    """Text and signature first; then, for those whom it concerns, the lists and the versions."""
    day, place = today(), f"code:{code.id}"
    seen = _look(actor, code, day)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(label(code.kind), color="blue")
        st.caption(_rhythm(code), width="content")
        draw_concerned(code.posts, seen.posts)
        if actor.may(Permission.CULTURE_ADMINISTER):
            draw_posts(code.id, code.posts, seen.posts, place, ask_posts)
    if seen.version is None:
        st.info(_("No version is in force yet."), icon=":material/edit_note:")
    else:
        _draw_text(seen.version, seen.own, day, place)
        if leads(actor):
            st.subheader(_("Signatures"), anchor=False)
            draw_duties(seen.led, seen.units, day, f"{place}:signed", _reminding(seen.version.id))
    if leads(actor):
        draw_versions(actor, CODES, code.id, place)


def _rhythm(code: ConductCode) -> str:
    said = _("To be signed within {days} days", days=formats.number(code.due_days))
    if code.renewal_months is None:
        return said
    again = _("signed anew after {months} months", months=formats.number(code.renewal_months))
    return f"{said} · {again}"


def _look(actor: Actor, code: ConductCode, day: date) -> Look:
    with reading(actor) as session:
        version = _in_force(session, code.id)
        own = [duty for one, duty in own_signings(session, actor, day) if one.code_id == code.id]
        led = signings_led(session, actor, version, day) if version is not None and leads(actor) else []
        return Look(version, own[0] if own else None, led, unit_names(session), post_names(session))


def _in_force(session: Session, code_id: int) -> ConductCodeVersion | None:
    query = select(ConductCodeVersion).where(
        ConductCodeVersion.code_id == code_id, ConductCodeVersion.state == TextState.IN_FORCE
    )
    links = (selectinload(ConductCodeVersion.code), selectinload(ConductCodeVersion.file))
    return session.scalars(query.options(*links)).first()


def _draw_text(version: ConductCodeVersion, own: Duty | None, day: date, place: str) -> None:
    with st.container(border=True):
        st.caption(
            _("Version {number}, in force since {day}", number=version.number,
              day=formats.day_in_words(version.in_force_on))
        )  # fmt: skip
        draw_text(version.text_zh, version.text_en)
        if version.file is not None:
            name = literal(version.file.name)
            st.markdown(f":material/attach_file: [{name}](/files/{version.file.id})")
        if own is not None:
            st.space("small")
            _draw_signature(version, own, day, place)


def _draw_signature(version: ConductCodeVersion, own: Duty, day: date, place: str) -> None:
    with st.container(width=READING_WIDTH):
        if own.done is not None and not own.is_open(day):
            until = own.done.valid_until
            said = _("You signed on {day}.", day=formats.day_in_words(own.done.on))
            more = _("It holds until {day}.", day=formats.day_in_words(until)) if until else ""
            st.success(f"{said} {more}".strip(), icon=":material/task_alt:")
        elif own.is_late(day):
            late = _("You should have signed by {day}.", day=formats.day_in_words(own.due_on))
            st.warning(late, icon=":material/schedule:")
        else:
            due = _("Please sign by {day}.", day=formats.day_in_words(own.due_on))
            st.info(due, icon=":material/draw:")
        if own.can_be_done(day):
            key = f"{place}:{version.id}:agreed"
            agreed = st.checkbox(_("I have read and understood this text and will keep to it."), key=key)
            show_refusal(f"{place}:sign")
            st.button(
                _("Sign"), type="primary", icon=":material/draw:", key=f"{place}:sign", disabled=not agreed,
                help=_("Your name, the time and the fingerprint {hash}… of the text are kept.",
                       hash=version.fingerprint[:SHORT]),
                on_click=_sign, args=(version.id, version.fingerprint, f"{place}:sign"),
            )  # fmt: skip


def _sign(version_id: int, fingerprint: str, place: str) -> None:
    at: datetime = now()
    wish(
        lambda session: sign(session, actor_of(session), version_id, fingerprint, at),
        done=_("Signed. Thank you."), place=place,
    )  # fmt: skip


def _reminding(version_id: int) -> Any:
    def remind(session: Session, actor: Actor, persons: Collection[int]) -> int:
        query = select(ConductCodeVersion).where(ConductCodeVersion.id == version_id)
        version = session.scalars(query.options(selectinload(ConductCodeVersion.code))).one()
        return ask_unsigned(session, actor, version, persons, now())

    return remind
