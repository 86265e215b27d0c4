"""The book of a kind of indicators: all of them as small multiples, by area; to print and to take away."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from domain.core.permission import Permission
from domain.indicators.indicator import Kind
from domain.indicators.status import Status
from domain.reporting.area import area_of, order_of
from domain.reporting.standing import Standing
from ui import address
from ui.dashboard.declaration import Dashboard, Panel, Section
from ui.dashboard.view import View
from ui.indicators import meaning
from ui.indicators.book_file import draw_book_file
from ui.indicators.cockpit import kept_standings
from ui.indicators.counts import ORDER, STATUS
from ui.indicators.mini import draw_mini
from ui.language import _, label
from ui.tile import status_word

AREA, OWNER = "area", "owner"
WALL_MOST = 24


def book(key: str, kind: Kind, icon: str) -> Dashboard:
    """The page of a kind."""
    return Dashboard(
        key=key,
        icon=icon,
        read=Permission.INDICATORS_READ,
        sections=(Section("", Panel(key=key, ask=kept_standings, draw=partial(draw_book, key, kind))),),
    )


def draw_book(key: str, kind: Kind, found: Sequence[Standing], view: View) -> None:
    """Filters, then one group for each area."""
    all_of_kind = sorted(
        (one for one in found if one.profile.indicator.kind is kind),
        key=lambda one: (order_of(_area(one)), one.profile.indicator.code),
    )
    if view.wall:
        _draw_wall(all_of_kind, view, key)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-filters"):
        _pick_status(key, all_of_kind)
        st.space("stretch")
        _pick(key, AREA, _("All areas"), {_area(one): label(f"area.{_area(one)}") for one in all_of_kind})
        owners = sorted({meaning.owner(one.profile) for one in all_of_kind})
        _pick(key, OWNER, _("All owners"), {name: name for name in owners})
        draw_book_file(key, all_of_kind, view)
    chosen = [one for one in all_of_kind if _wanted(one)]
    if not chosen:
        st.caption(_("No indicator fits these filters."))
    for area, some in groupby(chosen, _area):
        members = list(some)
        st.subheader(f"{label(f'area.{area}')} · {len(members)}", anchor=False)
        draw_mini(members, view.place, view.against, key)


def _draw_wall(found: Sequence[Standing], view: View, key: str) -> None:
    """The worst of them, as many as a wall holds."""
    ranked = sorted(found, key=lambda one: ORDER.index(one.status))
    draw_mini(ranked[:WALL_MOST], view.place, view.against, key, columns=6)


def _area(one: Standing) -> str:
    return area_of(one.profile.indicator.code)


def _wanted(one: Standing) -> bool:
    statuses, area, owner = address.words(STATUS), address.get(AREA), address.get(OWNER)
    return (
        (not statuses or one.status.value in statuses)
        and area in (None, _area(one))
        and owner in (None, meaning.owner(one.profile))
    )


def _pick_status(key: str, found: Sequence[Standing]) -> None:
    counts = Counter(one.status for one in found)
    widget, known = f"{key}:{STATUS}", {status.value: status for status in Status}
    names = {status: f"{status_word(status)} {counts[status]}" for status in ORDER}
    address.follow(STATUS, widget, lambda words: [known[word] for word in words if word in known])
    st.pills(
        _("Status"), [status for status in ORDER if counts[status]], key=widget, selection_mode="multi",
        format_func=names.__getitem__, label_visibility="collapsed", on_change=address.publish,
        args=(STATUS, widget, lambda chosen: [one.value for one in chosen]), width="content",
    )  # fmt: skip


def _pick(key: str, word: str, everything: str, names: dict[str, str]) -> None:
    widget = f"{key}:{word}"
    address.follow(word, widget, lambda words: next((one for one in words if one in names), None))
    st.selectbox(
        everything, list(names), key=widget, format_func=names.__getitem__, placeholder=everything, width=170,
        label_visibility="collapsed", on_change=address.publish,
        args=(word, widget, lambda chosen: [chosen] if chosen else []),
    )  # fmt: skip
