"""Who is asked: holders of some posts, or everybody."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.organisation.post import Post
from ui.language import _, in_language, listed
from ui.routes import literal
from ui.wish import show_refusal, wish

Ask = Callable[[Session, Actor, int, Sequence[int]], Any]


def post_names(session: Session) -> dict[int, str]:
    """Post -> name."""
    posts = session.scalars(select(Post).where(Post.archived_at.is_(None)).order_by(Post.code))
    return {one.id: in_language(one.name_zh, one.name_en) for one in posts}


def in_words(posts: Sequence[int], names: dict[int, str]) -> str:
    """Whom it concerns."""
    return listed(names.get(one, "?") for one in posts) if posts else _("Everybody")


def draw_posts(text_id: int, posts: Sequence[int], names: dict[int, str], place: str, ask: Ask) -> None:
    """Choose the posts, and save."""
    key = f"{place}:posts:{'-'.join(map(str, posts))}"
    known = [one for one in posts if one in names]
    with st.popover(_("Whom it concerns"), icon=":material/group:", key=f"{key}:box"):
        st.caption(_("None chosen: everybody."))
        st.multiselect(
            _("Posts"), list(names), default=known, format_func=names.__getitem__, key=key,
            placeholder=_("Everybody"),
        )  # fmt: skip
        show_refusal(key)
        st.button(_("Save"), type="primary", key=f"{key}:save", on_click=_save, args=(text_id, key, ask))


def draw_concerned(posts: Sequence[int], names: dict[int, str]) -> None:
    """Whom it concerns, in a line."""
    st.caption(literal(_("Concerns: {who}", who=in_words(posts, names))))


def _save(text_id: int, key: str, ask: Ask) -> None:
    chosen = list(st.session_state[key])
    wish(lambda session: ask(session, actor_of(session), text_id, chosen), done=_("Saved."), place=key)
