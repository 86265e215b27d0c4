"""Save what a list shows under a name; change, rename, share and remove what was saved."""

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.role import Role
from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.reporting.saved_view import SavedView
from domain.reporting.saved_view_find import view_of
from domain.reporting.saved_view_write import change_view, remove_view, rename_view, save_view, share_view
from ui import address
from ui.language import _, in_language, label
from ui.lists.known_view import SAVED, KnownView, present_words
from ui.screen import Screen
from ui.wish import show_refusal, wish


def draw_keep(screen: Screen, actor: Actor, opened: KnownView | None) -> None:
    """The button and, in it, whatever this person may do."""
    if actor.user_id is None:
        return
    place = f"{screen.url_path}:keep"
    changed = opened is not None and opened.is_changed
    if opened is not None and changed and opened.may_change:
        name = in_language(opened.name_zh, opened.name_en)
        st.button(
            _("Update “{name}”", name=name), icon=":material/save:", type="tertiary", key=f"{place}:update",
            on_click=_update, args=(screen, opened, place),
        )  # fmt: skip
    version = f"{opened.id}.{opened.version}" if opened else "new"
    icon, key = ":material/bookmark_add:", f"{place}:{version}"
    with st.popover(_("Save view"), icon=icon, type="tertiary", key=key):
        show_refusal(place)
        _ask_new(screen, place, version)
        if opened is not None and opened.may_change:
            st.subheader(in_language(opened.name_zh, opened.name_en), anchor=False)
            _ask_name(screen, opened, place)
        if opened is not None and actor.may(Permission.CONFIGURATION_WRITE):
            _ask_roles(screen, actor, opened, place)
        if opened is not None and opened.may_change:
            st.button(
                _("Remove this view"), icon=":material/delete:", type="tertiary", key=f"{place}:remove",
                on_click=_remove, args=(screen, opened, place),
            )  # fmt: skip


def _ask_new(screen: Screen, place: str, version: str) -> None:
    zh, en = f"{place}:{version}:new:zh", f"{place}:{version}:new:en"
    _ask_names(zh, en)
    st.button(
        _("Save as a new view"), icon=":material/bookmark_add:", key=f"{place}:{version}:save",
        on_click=_save, args=(screen, zh, en, place),
        help=_("Filters, search, order, columns and density as they are now, under a name of yours."),
    )  # fmt: skip


def _ask_names(zh: str, en: str) -> None:
    left, right = st.columns(2)
    left.text_input(label("SavedView.name_zh"), key=zh, max_chars=200)
    right.text_input(label("SavedView.name_en"), key=en, max_chars=200)


def _ask_name(screen: Screen, opened: KnownView, place: str) -> None:
    zh, en = (f"{place}:{opened.id}.{opened.version}:{one}" for one in ("zh", "en"))
    _hold(zh, opened.name_zh)
    _hold(en, opened.name_en)
    _ask_names(zh, en)
    st.button(
        _("Rename"), icon=":material/edit:", key=f"{place}:rename", on_click=_rename,
        args=(screen, opened, zh, en, place),
    )  # fmt: skip


def _ask_roles(screen: Screen, actor: Actor, opened: KnownView, place: str) -> None:
    with reading(actor) as session:
        roles = session.scalars(select(Role).where(Role.archived_at.is_(None)).order_by(Role.code)).all()
    names = {role.code: in_language(role.name_zh, role.name_en) for role in roles}
    shared, first = (f"{place}:{opened.id}.{opened.version}:{one}" for one in ("roles", "default"))
    _hold(shared, [code for code in opened.roles if code in names])
    _hold(first, [code for code in opened.default_for if code in names])
    for title, key in (
        (label("SavedView.roles"), shared),
        (label("SavedView.default_for"), first),
    ):
        st.multiselect(
            title, list(names), format_func=names.__getitem__, key=key, placeholder=_("Nobody"),
            select_all=False,
        )  # fmt: skip
    st.button(
        _("Share"), icon=":material/group:", key=f"{place}:share", on_click=_share,
        args=(screen, opened, shared, first, place),
    )  # fmt: skip


def _hold(key: str, at_first: object) -> None:
    """Send what a widget holds in every run: the browser draws it when the popover is opened."""
    st.session_state[key] = st.session_state.get(key, at_first)


def _save(screen: Screen, zh: str, en: str, place: str) -> None:
    said = present_words()

    def work(session: Session) -> SavedView:
        return save_view(
            session, actor_of(session), screen=screen.url_path, name_zh=st.session_state[zh],
            name_en=st.session_state[en], words=said, kind=screen.entity.__name__,
        )  # fmt: skip

    made = wish(work, done=_("The view is saved."), place=place)
    if made is not None:
        address.go({**said, SAVED: [str(made.id)]})


def _update(screen: Screen, opened: KnownView, place: str) -> None:
    said = present_words()

    def work(session: Session) -> bool:
        actor = actor_of(session)
        view = view_of(session, actor, opened.id)
        change_view(session, actor, view, said, opened.version, screen.entity.__name__)
        return True

    wish(work, done=_("The view is saved."), place=place)


def _rename(screen: Screen, opened: KnownView, zh: str, en: str, place: str) -> None:
    def work(session: Session) -> bool:
        view = view_of(session, actor_of(session), opened.id)
        typed = st.session_state[zh], st.session_state[en]
        rename_view(session, actor_of(session), view, *typed, opened.version)
        return True

    wish(work, done=_("The view is saved."), place=place)


def _share(screen: Screen, opened: KnownView, shared: str, first: str, place: str) -> None:
    def work(session: Session) -> bool:
        view = view_of(session, actor_of(session), opened.id)
        roles, defaults = st.session_state[shared], st.session_state[first]
        share_view(session, actor_of(session), view, roles, defaults, opened.version)
        return True

    wish(work, done=_("The view is saved."), place=place)


def _remove(screen: Screen, opened: KnownView, place: str) -> None:
    def work(session: Session) -> bool:
        actor = actor_of(session)
        remove_view(session, actor, view_of(session, actor, opened.id), now())
        return True

    if wish(work, done=_("The view is removed."), place=place):
        address.go({})
