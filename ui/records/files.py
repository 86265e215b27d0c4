"""The tab with the files of a record: the latest version of each, the older ones, adding and removing."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.document import LARGEST, MEDIA_TYPES
from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.records.attach import attach, remove_attachment
from domain.records.attachment import Attachment
from domain.records.happenings import files_of
from domain.records.subject import readable, unit_of
from ui import formats
from ui.language import _, label
from ui.records.activity import file_name, titled
from ui.routes import literal
from ui.uploader import speak_our_language
from ui.wish import show_refusal, wish

MEGABYTE, KILOBYTE = 2**20, 2**10
SHORT = 12
"""Digits of a SHA-256 that are shown; the whole stands beside it on demand."""


def draw_files(entity: type[Entity], key: int, actor: Actor, place: str) -> None:
    """What is there, and where more is added by those who may."""
    with reading(actor) as session:
        record = readable(session, actor, entity.__name__, key)
        files = files_of(session, record)
    adds = entity.may_be_added_to(actor, unit_of(record))
    if adds:
        _draw_adding(entity, key, place)
    if not files:
        empty = _("No files yet. Add the first one above.") if adds else _("No files yet.")
        st.caption(empty)
    for number, (_name, versions) in enumerate(groupby(files, lambda one: one.name)):
        _draw_file(list(versions), adds, f"{place}:{number}")


def _draw_file(versions: Sequence[Attachment], adds: bool, place: str) -> None:
    latest, *older = versions
    with st.container(border=True, gap="small"):
        _draw_version(latest, adds, place)
        if older:
            with st.expander(_("Older versions · {count}", count=len(older)), icon=":material/history:"):
                for one in older:
                    _draw_version(one, adds, place)


def _draw_version(file: Attachment, adds: bool, place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f":material/attach_file: {file_name(file)}")
            if file.note:
                st.markdown(literal(file.note))
            said = " · ".join((_size(file.file.size), file.by.display_name, formats.instant(file.at)))
            st.caption(
                f"{literal(said)} · SHA-256 `{file.file.sha256[:SHORT]}…`", help=f"`{file.file.sha256}`"
            )
        if adds:
            _draw_remove(file, f"{place}:{file.id}")


def _size(size: int) -> str:
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / KILOBYTE))} KB"


def _draw_remove(file: Attachment, place: str) -> None:
    with st.popover(_("Remove"), icon=":material/delete:", type="tertiary", key=f"{place}:remove"):
        st.caption(_("The file is handed out no more; the journal keeps who removed it and why."))
        reason = f"{place}:reason"
        st.text_area(_("Reason"), key=reason)
        show_refusal(place)
        st.button(
            _("Remove"), type="primary", key=place, on_click=_remove, args=(file.id, titled(file), place)
        )


def _draw_adding(entity: type[Entity], key: int, place: str) -> None:
    # A new key after every upload: the files brought are then in the list, not in the widget.
    count = int(st.session_state.get(f"{place}:uploads", 0))
    box = f"attach-{entity.__name__}-{key}-{place.replace(':', '-')}"
    with st.container(border=True, key=box, gap="small"):
        speak_our_language(box)
        files: Any = st.file_uploader(
            _("Add files"), type=sorted(MEDIA_TYPES), accept_multiple_files=True,
            key=f"{place}:files:{count}", max_upload_size=LARGEST // MEGABYTE,
        )  # fmt: skip
        kinds = _(
            "PDF, OFD, pictures, Word, Excel, PowerPoint, CSV, text or e-mail, up to {megabytes} MB each.",
            megabytes=LARGEST // MEGABYTE,
        )
        st.caption(f"{kinds}  \n{_('A file of the same name becomes its next version.')}")
        if files:
            st.text_input(label("Attachment.note"), key=f"{place}:note:{count}", max_chars=500)
        show_refusal(place)
        st.button(
            _("Add"), icon=":material/attach_file:", type="primary", key=f"{place}:add", disabled=not files,
            on_click=_add, args=(entity, key, place, count),
        )  # fmt: skip


def _add(entity: type[Entity], key: int, place: str, count: int) -> None:
    files: Sequence[Any] = st.session_state.get(f"{place}:files:{count}") or ()
    note = str(st.session_state.get(f"{place}:note:{count}") or "")
    brought = [(file.name, file.getvalue()) for file in files]

    def work(session: Session) -> list[str]:
        actor = actor_of(session)
        return [
            titled(
                attach(session, actor, entity.__name__, key, name=name, content=content, note=note, now=now())
            )
            for name, content in brought
        ]

    done = wish(work, done=lambda added: _("Added: {files}", files=", ".join(added)), place=place)
    if done is not None:
        st.session_state[f"{place}:uploads"] = count + 1


def _remove(attachment_id: int, name: str, place: str) -> None:
    reason = str(st.session_state.get(f"{place}:reason") or "")

    def work(session: Session) -> bool:
        remove_attachment(session, actor_of(session), attachment_id, reason=reason, now=now())
        return True

    wish(work, done=_("Removed: {file}", file=name), place=place)
