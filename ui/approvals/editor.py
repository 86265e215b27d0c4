"""The editor of a drafted version: when it applies, its tiers, from when on."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.draft_route import change_draft
from domain.approvals.routable import routable
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.core.visibility import actor_of
from ui.approvals.condition_rows import begun, draw_conditions, read_conditions
from ui.approvals.options import Options
from ui.approvals.tier_cards import begun_tier, draw_tier, read_tier
from ui.approvals.words import field_name
from ui.language import _, label
from ui.wish import show_refusal, wish

MOST_PRIORITY = 999


def place_of(version: RouteVersion) -> str:
    """Where what is typed is kept: anew whenever the draft was saved."""
    return f"approval_routes:edit:{version.id}:{version.version}"


def draw_editor(version: RouteVersion, fields: Mapping[str, ConditionField], options: Options) -> None:
    """Everything the draft says, to be changed."""
    place = place_of(version)
    if place not in st.session_state:
        st.session_state[place] = {
            "conditions": begun(version.rules),
            "tiers": [begun_tier(tier) for tier in version.levels],
        }
    store = st.session_state[place]
    st.subheader(_("Applies when"), anchor=False)
    st.caption(_("Without conditions the route applies to every record."))
    draw_conditions(store["conditions"], f"{place}:when", fields, options)
    st.subheader(_("Tiers"), anchor=False)
    for number in range(len(store["tiers"])):
        draw_tier(store["tiers"], number, place, fields, options)
    st.button(
        _("Add a tier"),
        icon=":material/add:",
        key=f"{place}:tier",
        on_click=lambda: store["tiers"].append(begun_tier()),
    )
    _draw_rest(version, place, fields)
    show_refusal(f"approval_routes:edit:{version.id}")
    st.button(
        _("Save the draft"), type="primary", icon=":material/save:", key=f"{place}:save", on_click=_save,
        args=(version.id, place),
    )  # fmt: skip


def _draw_rest(version: RouteVersion, place: str, fields: Mapping[str, ConditionField]) -> None:
    names = {path: field_name(one) for path, one in fields.items()}
    since, priority, note = st.columns([2, 2, 4], vertical_alignment="bottom")
    since.date_input(
        label("RouteVersion.effective_from"),
        value=version.effective_from,
        format="YYYY-MM-DD",
        key=f"{place}:since",
    )
    priority.number_input(
        label("RouteVersion.priority"), min_value=1, max_value=MOST_PRIORITY, value=version.priority, step=1,
        key=f"{place}:priority", help=_("Where several routes apply, the lowest number counts."),
    )  # fmt: skip
    note.text_input(label("RouteVersion.note"), value=version.note, key=f"{place}:note")
    st.multiselect(
        label("RouteVersion.watched"), list(names), default=[one for one in version.watched if one in names],
        format_func=names.__getitem__, key=f"{place}:watched", placeholder=_("none"),
        help=_("A change of these voids a running request; so does a change of what conditions ask about."),
    )  # fmt: skip
    st.checkbox(label("RouteVersion.ends_route"), value=version.ends_route, key=f"{place}:ends")


def typed(version: RouteVersion, fields: Mapping[str, ConditionField]) -> RouteVersion:
    """The version as it stands on the screen, for trying it out; not to be written."""
    place = place_of(version)
    store = st.session_state.get(place)
    if store is None:
        return version
    return RouteVersion(
        route_id=version.route_id,
        conditions=read_conditions(store["conditions"], f"{place}:when", fields).plain(),
        tiers=[read_tier(one, place, fields).plain() for one in store["tiers"]],
        watched=[], ends_route=False,
    )  # fmt: skip


def keep_typed(session: Session, version_id: int, place: str) -> RouteVersion:
    """Write what stands on the screen into the draft."""
    store, said = st.session_state[place], st.session_state
    draft = session.get_one(RouteVersion, version_id)
    route = session.get_one(ApprovalRoute, draft.route_id)
    fields = fields_of(session, routable()[route.entity])
    values: dict[str, Any] = {
        "effective_from": said[f"{place}:since"] or draft.effective_from,
        "priority": int(said[f"{place}:priority"] or draft.priority),
        "note": str(said[f"{place}:note"] or ""),
        "watched": list(said[f"{place}:watched"] or ()),
        "ends_route": bool(said[f"{place}:ends"]),
    }
    return change_draft(
        session, actor_of(session), version_id, values=values,
        conditions=read_conditions(store["conditions"], f"{place}:when", fields),
        tiers=tuple(read_tier(one, place, fields) for one in store["tiers"]),
        version=int(place.rsplit(":", 1)[-1]),
    )  # fmt: skip


def _save(version_id: int, place: str) -> None:
    wish(
        lambda session: keep_typed(session, version_id, place),
        done=_("The draft is saved."),
        place=f"approval_routes:edit:{version_id}",
    )
