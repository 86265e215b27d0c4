"""The tab that tells what happened to a record: one line of time, from all sources."""

from collections.abc import Collection, Iterator

import streamlit as st

from domain.core.entity import Entity
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.indicators.alert import Alert
from domain.intake.batch import BatchStatus, ImportBatch
from domain.records.attachment import Attachment
from domain.records.comment import Comment
from domain.records.happenings import Happening, HappeningKind, Removal
from ui import formats
from ui.colours import badge_colour
from ui.history import action_name, field_name, reason_of, spoken
from ui.language import _, in_language, label
from ui.records.comments import draw_comment, draw_writing
from ui.records.stream import Stream, stream_of
from ui.routes import literal, record_link
from ui.steps import step_name

ICONS = {
    HappeningKind.STEP: ":material/arrow_circle_right:",
    HappeningKind.CHANGE: ":material/edit:",
    HappeningKind.COMMENT: ":material/chat:",
    HappeningKind.FILE: ":material/attach_file:",
    HappeningKind.IMPORT: ":material/upload_file:",
    HappeningKind.ALERT: ":material/notifications:",
}
AT_FIRST, MORE = 20, 40
FIELDS = 6
"""Changed fields that one line names; the history names all."""


def draw_activity(
    entity: type[Entity], key: int, actor: Actor, place: str, only: Collection[HappeningKind] = ()
) -> None:
    """Writing on top, then what happened (of some kinds only), the latest first, filtered by kind."""
    most = int(st.session_state.get(f"{place}:most", AT_FIRST))
    chosen = [HappeningKind(one) for one in st.session_state.get(f"{place}:kinds") or ()]
    stream = stream_of(entity, key, actor, chosen or only, most)
    draw_writing(stream, place)
    names = {str(kind): label(kind) for kind in stream.kinds if not only or kind in only}
    if len(names) > 1:
        st.pills(
            _("What happened"), list(names), selection_mode="multi", key=f"{place}:kinds",
            format_func=names.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
    if not stream.happenings:
        st.caption(_("Nothing has happened yet. Say something, or add a file."))
    for number, one in enumerate(stream.happenings):
        with st.container(gap=None, key=f"{place}:line:{number}"):
            _draw(one, stream, f"{place}:{number}")
    if stream.more:
        st.button(
            _("Show more"), icon=":material/expand_more:", key=f"{place}:more", on_click=_show_more,
            args=(f"{place}:most", most + MORE),
        )  # fmt: skip


def _show_more(key: str, most: int) -> None:
    st.session_state[key] = most


def _draw(one: Happening, stream: Stream, place: str) -> None:
    about = one.about
    who = " · ".join(part for part in (one.who, formats.instant(one.at)) if part)
    edited = f" · {_('changed')}" if isinstance(about, Comment) and about.edited_at else ""
    st.caption(f"{ICONS[one.kind]} {literal(who)}{edited}")
    if isinstance(about, Comment):
        draw_comment(about, stream, place)
    elif isinstance(about, ImportBatch):
        undone = f" · {label(about.status)}" if about.status is BatchStatus.UNDONE else ""
        record_link(about, f"{_('Imported from {file}', file=about.file_name)}{undone}", place)
    elif isinstance(about, Alert):
        name = in_language(about.indicator.name_zh, about.indicator.name_en)
        st.badge(label(about.level), color=badge_colour(about.level))  # type: ignore[arg-type]
        record_link(about, _("Alert: {indicator}", indicator=name), place)
    else:
        for text in _told(about, stream):
            st.markdown(text)


def _told(about: object, stream: Stream) -> Iterator[str]:
    if isinstance(about, Attachment):
        yield file_name(about)
        if about.note:
            yield literal(about.note)
    elif isinstance(about, Removal):
        yield _("Removed {file}", file=literal(titled(about.attachment)))
        yield f":gray[{literal(about.reason)}]"
    elif isinstance(about, JournalEntry):
        yield from _entry(about, stream)


def file_name(file: Attachment) -> str:
    """The file as a link, through the signed-in gate; only its name once it was removed."""
    name = literal(titled(file))
    return name if file.archived_at else f"[{name}](/files/{file.file_id})"


def titled(file: Attachment) -> str:
    """Name and version."""
    return _("{name} (version {number})", name=file.name, number=file.number)


def _entry(entry: JournalEntry, stream: Stream) -> Iterator[str]:
    changes = entry.changes or {}
    state = changes.get("state")
    if isinstance(state, list) and state[0] is not None:
        after = spoken(entry.entity, "state", state[1], stream.names)
        yield f"**{literal(step_name(entry.entity, entry.action))}** → {literal(after)}"
    else:
        yield f"**{literal(action_name(entry.entity, entry.action))}**"
        if entry.action != "created":
            yield from _changed(entry, stream)
    if entry.reason:
        yield f":gray[{literal(reason_of(entry))}]"


def _changed(entry: JournalEntry, stream: Stream) -> Iterator[str]:
    changes = {name: pair for name, pair in (entry.changes or {}).items() if name != "archived_at"}
    lines = []
    for name, pair in list(changes.items())[:FIELDS]:
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        before, after = (spoken(entry.entity, name, value, stream.names) for value in (old, new))
        value = f"{before} → {after}"
        lines.append(literal(_("{name}: {value}", name=field_name(entry.entity, name), value=value)))
    if len(changes) > FIELDS:
        lines.append(_("and {count} more fields", count=len(changes) - FIELDS))
    if lines:
        yield "  \n".join(lines)
