"""Lists that have a name: those the screen declares, those people saved. One press opens one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.reporting.saved_view import SavedView
from domain.reporting.saved_view_find import default_of, views_of
from ui import address
from ui.kept import kept
from ui.language import _, in_language, label
from ui.lists.keep_view import draw_keep
from ui.lists.known_view import SAVED, KnownView, present_words
from ui.lists.readers import whole
from ui.screen import Screen

EVERYTHING = "all"
ICONS = {True: ":material/group:", False: ":material/person:"}


@dataclass(frozen=True)
class Views:
    """The saved views of a person for one list."""

    known: Sequence[KnownView]
    first: KnownView | None
    """With which the list begins."""

    @property
    def open(self) -> KnownView | None:
        """The one that the address names."""
        asked = whole(address.get(SAVED) or "")
        return next((one for one in self.known if one.id == asked), None)

    @property
    def nothing(self) -> dict[str, str]:
        """The address that asks for all rows."""
        return {SAVED: EVERYTHING} if self.first else {}


def look_up(screen: Screen, actor: Actor) -> Views:
    """Read the views, and let the list begin with the default of this person's role."""
    with reading(actor) as session:

        def read() -> Views:
            found = views_of(session, actor, screen.url_path)
            first = default_of(found, actor)
            known = [_known(one, actor) for one in found]
            return Views(known, next((one for one in known if first and one.id == first.id), None))

        views = kept(session, f"views of {screen.url_path}", actor.user_id, read)
    address.begin_with(views.first.asks if views.first else {})
    return views


def _known(view: SavedView, actor: Actor) -> KnownView:
    return KnownView(
        id=view.id, version=view.version, name_zh=view.name_zh, name_en=view.name_en, words=view.words,
        roles=tuple(view.roles), default_for=tuple(view.default_for), mine=view.belongs_to(actor),
        may_change=view.may_be_changed_by(actor),
    )  # fmt: skip


def draw_views(screen: Screen, actor: Actor, views: Views) -> None:
    """The names, the present one marked, and what can be done with them."""
    names, asks = _offered(screen, views)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if names:
            _pills(screen, views, names, asks)
        draw_keep(screen, actor, views.open)


def _offered(screen: Screen, views: Views) -> tuple[dict[str, str], dict[str, Mapping[str, object]]]:
    """Key -> name, and key -> address."""
    names: dict[str, str] = {}
    asks: dict[str, Mapping[str, object]] = {}
    if views.first:
        names[EVERYTHING], asks[EVERYTHING] = _("All"), views.nothing
    for view in screen.views:
        names[view.key], asks[view.key] = label(f"view.{view.key}"), view.words
    for one in views.known:
        key = f"{SAVED}:{one.id}"
        names[key] = f"{ICONS[bool(one.roles)]} {in_language(one.name_zh, one.name_en)}"
        asks[key] = one.asks
    return names, asks


def _pills(
    screen: Screen, views: Views, names: Mapping[str, str], asks: Mapping[str, Mapping[str, object]]
) -> None:
    widget = f"{screen.url_path}:view"
    st.session_state[widget] = _present(screen, views)

    def choose() -> None:
        chosen = st.session_state[widget]
        address.go(asks[chosen] if chosen else views.nothing)  # type: ignore[arg-type]

    st.pills(
        _("Views"), list(names), format_func=names.__getitem__, key=widget,
        label_visibility="collapsed", on_change=choose,
    )  # fmt: skip


def _present(screen: Screen, views: Views) -> str | None:
    """Which name stands for what is shown."""
    if views.open:
        return f"{SAVED}:{views.open.id}"
    said = present_words()
    same = (one.key for one in screen.views if one.words == said)
    declared = next(same, None)
    if declared is None and views.first and not said:
        return EVERYTHING
    return declared
