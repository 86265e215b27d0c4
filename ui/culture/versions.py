"""The versions of a text that people are bound by: what each says, the draft's editor, what changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.culture.text_state import TextState
from domain.culture.text_version import TextVersion
from ui import formats
from ui.colours import badge_colour
from ui.culture.compare import draw_comparison
from ui.culture.safe_markdown import draw_text, safe
from ui.language import _, label
from ui.routes import literal
from ui.steps import Offer, offers_of, state_after, step_name
from ui.uploader import speak_our_language
from ui.wish import show_refusal, wish

EDITOR_HEIGHT = 360


@dataclass(frozen=True)
class Book:
    """One kind of text: its versions, and the verbs that write them."""

    kind: type[TextVersion]
    following: Callable[[Session, Actor, int, datetime], TextVersion]
    write: Callable[[Session, Actor, int, dict[str, Any], tuple[str, bytes] | None, int], TextVersion]
    takes_document: bool = False


def versions_of(session: Session, book: Book, text_id: int) -> Sequence[Any]:
    """All versions, the latest first."""
    kind: Any = book.kind
    of = getattr(kind, kind.belongs_to)
    return session.scalars(select(kind).where(of == text_id).order_by(kind.number.desc())).all()


def draw_versions(actor: Actor, book: Book, text_id: int, place: str) -> None:
    """Every version with its steps; the draft can be written by those who may."""
    with reading(actor) as session:
        versions = versions_of(session, book, text_id)
        offers = {one.id: offers_of(one, actor) for one in versions}
    writes = actor.may(Permission.CULTURE_ADMINISTER)
    st.subheader(_("Versions"), anchor=False)
    show_refusal(place)
    if writes and not any(one.state is TextState.DRAFT for one in versions):
        st.button(
            _("Draft the next version"), icon=":material/edit_note:", key=f"{place}:next",
            on_click=_next, args=(book, text_id, place),
        )  # fmt: skip
    for version in versions:
        with st.container(border=True):
            _draw_version(version, offers[version.id], book, place, writes=writes)
    if len(versions) > 1:
        with st.expander(_("Compare versions"), icon=":material/difference:"):
            draw_comparison(versions, f"{place}:compare")


def _draw_version(version: Any, offers: Sequence[Offer], book: Book, place: str, *, writes: bool) -> None:
    drafted = version.state is TextState.DRAFT
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        colour: Any = badge_colour(version.state)
        st.markdown(f"**{_('Version {number}', number=version.number)}**", width="content")
        st.badge(label(version.state), color=colour)
        st.caption(_days(version), width="content")
        st.space("stretch")
        for offer in offers:
            _draw_step(version, offer, book, place)
    if version.changes and not (drafted and writes):
        st.markdown(literal(version.changes))
    if drafted and writes:
        _draw_editor(version, book, place)
    else:
        with st.expander(_("What it says")):
            draw_text(version.text_zh, version.text_en)


def _days(version: Any) -> str:
    if version.in_force_on is None:
        return formats.instant(version.state_since)
    until = formats.day(version.retired_on) if version.retired_on else ""
    return f"{formats.day(version.in_force_on)} – {until}".strip()


def _draw_step(version: Any, offer: Offer, book: Book, place: str) -> None:
    st.button(
        step_name(book.kind.__name__, offer.step), key=f"{place}:{version.id}:{offer.step}",
        type="primary" if offer.step == "put_in_force" and offer.refusal is None else "secondary",
        disabled=offer.refusal is not None, help=offer.refusal,
        on_click=_take, args=(book, version.id, offer.step, place),
    )  # fmt: skip


def _draw_editor(version: Any, book: Book, place: str) -> None:
    key = f"{place}:{version.id}:{version.version}"
    chinese, english, preview = st.tabs([_("Chinese"), _("English"), _("Preview")])
    for tab, name in ((chinese, "text_zh"), (english, "text_en")):
        with tab:
            st.session_state.setdefault(f"{key}:{name}", getattr(version, name))
            st.text_area(
                label(f"field.{name}"), key=f"{key}:{name}", height=EDITOR_HEIGHT,
                help=_("Markdown: # heading, - list, **bold**, [link](https://...). No HTML, no pictures."),
            )  # fmt: skip
    with preview:
        left, right = st.columns(2)
        left.markdown(safe(st.session_state[f"{key}:text_zh"]))
        right.markdown(safe(st.session_state[f"{key}:text_en"]))
    st.session_state.setdefault(f"{key}:changes", version.changes)
    st.text_input(label("field.changes"), key=f"{key}:changes", max_chars=500)
    if book.takes_document:
        box = f"upload-{book.kind.__name__}-{version.id}"
        with st.container(key=box):
            st.file_uploader(_("The document to sign (optional)"), key=f"{key}:document")
            speak_our_language(box)
    st.button(
        _("Save draft"), icon=":material/check:", key=f"{key}:save",
        on_click=_save, args=(book, version.id, version.version, key, place),
    )  # fmt: skip


def _save(book: Book, version_id: int, version: int, key: str, place: str) -> None:
    values = {name: st.session_state[f"{key}:{name}"] for name in ("text_zh", "text_en", "changes")}
    given: Any = st.session_state.get(f"{key}:document")
    document = (given.name, given.getvalue()) if given else None

    def work(session: Session) -> TextVersion:
        return book.write(session, actor_of(session), version_id, values, document, version)

    wish(work, done=_("Draft saved."), place=place)


def _next(book: Book, text_id: int, place: str) -> None:
    def work(session: Session) -> TextVersion:
        return book.following(session, actor_of(session), text_id, now())

    wish(work, done=_("There is a draft now; what is in force stays in force."), place=place)


def _take(book: Book, version_id: int, step: str, place: str) -> None:
    def work(session: Session) -> str:
        version: Any = find(session, book.kind, version_id)
        version.workflow.take(step, version, actor_of(session), now())
        return state_after(version, step)

    name = step_name(book.kind.__name__, step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)
