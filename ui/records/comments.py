"""Comments on screen: writing one, and what can still be done with those that are there."""

import re

import streamlit as st
from sqlalchemy.orm import Session

from domain.access.user import User
from domain.core.clock import now
from domain.core.entity import Entity
from domain.core.visibility import actor_of
from domain.records.comment import LONGEST, MAY_BE_EDITED, Comment
from domain.records.write_comment import archive_comment, edit_comment, write_comment
from ui.language import _, label
from ui.records.stream import Stream
from ui.routes import literal
from ui.wish import show_refusal, wish


def draw_writing(stream: Stream, place: str) -> None:
    """Where a comment is written. Each one sent leaves an empty field behind."""
    count = int(st.session_state.get(f"{place}:sent", 0))
    said, picked = f"{place}:said:{count}", f"{place}:picked:{count}"
    with st.container(border=True, gap="small"):
        st.text_area(
            label("Comment.said"), key=said, height=80, max_chars=LONGEST,
            placeholder=_("Say something about this record. @name tells a person."),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.multiselect(
                _("Tell"), list(stream.people), key=picked, format_func=dict(stream.people).__getitem__,
                placeholder=_("People who may see this record"), width="stretch",
            )  # fmt: skip
            st.button(
                _("Send"), icon=":material/send:", type="primary", key=f"{place}:send",
                on_click=_send, args=(stream.entity, stream.key, place, count),
            )  # fmt: skip
        show_refusal(place)


def draw_comment(comment: Comment, stream: Stream, place: str) -> None:
    """What was said, and what its author or whoever answers for the record can do with it."""
    st.markdown(in_markdown(comment))
    with st.container(horizontal=True, gap="small"):
        if comment.id in stream.editable:
            _draw_edit(comment, place)
        if comment.id in stream.removable:
            st.button(
                _("Archive"), type="tertiary", icon=":material/archive:", key=f"{place}:archive:{comment.id}",
                on_click=_archive, args=(comment.id,),
            )  # fmt: skip


def in_markdown(comment: Comment) -> str:
    """The words as they were typed, with the names of those it tells standing out."""
    text = literal(comment.said).replace("\n", "  \n")
    people = [mention.user for mention in comment.mentions]
    names = {literal(name) for person in people for name in (person.display_name, person.username)}
    if names:
        # The longest first: one name may begin another.
        any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        text = re.sub(f"[@＠](?:{any_name})", lambda found: f"**{found.group()}**", text, flags=re.IGNORECASE)
    beside = [person for person in people if not _named(person, comment.said)]
    return " ".join((text, *(f"**@{literal(person.display_name)}**" for person in beside)))


def _named(person: User, said: str) -> bool:
    spoken = said.casefold().replace("＠", "@")
    return any(f"@{name.casefold()}" in spoken for name in (person.display_name, person.username))


def _draw_edit(comment: Comment, place: str) -> None:
    at = f"{place}:edit:{comment.id}:{comment.version}"
    with st.popover(_("Edit"), type="tertiary", icon=":material/edit:", key=f"{at}:open"):
        st.text_area(label("Comment.said"), value=comment.said, key=f"{at}:said", max_chars=LONGEST)
        minutes = int(MAY_BE_EDITED.total_seconds()) // 60
        st.caption(_("A comment can be changed for {minutes} minutes.", minutes=minutes))
        show_refusal(at)
        st.button(_("Save"), type="primary", key=at, on_click=_edit, args=(comment.id, at))


def _send(entity: type[Entity], key: int, place: str, count: int) -> None:
    said = str(st.session_state.get(f"{place}:said:{count}") or "")
    picked = list(st.session_state.get(f"{place}:picked:{count}") or ())

    def work(session: Session) -> int:
        actor = actor_of(session)
        return write_comment(
            session, actor, entity.__name__, key, said=said, picked=picked, now=now()
        ).id  # fmt: skip

    if wish(work, place=place) is not None:
        st.session_state[f"{place}:sent"] = count + 1


def _edit(comment_id: int, at: str) -> None:
    said = str(st.session_state.get(f"{at}:said") or "")
    wish(
        lambda session: edit_comment(session, actor_of(session), comment_id, said=said, now=now()).id,
        done=_("Changed."),
        place=at,
    )


def _archive(comment_id: int) -> None:
    def work(session: Session) -> bool:
        archive_comment(session, actor_of(session), comment_id, now())
        return True

    wish(work, done=_("The comment is archived."))
