"""Cards of tiers in the editor: who, how many of them, by when, and when only."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from domain.approvals.condition_field import ConditionField
from domain.approvals.tier import HIGHEST, LONGEST, Approver, ApproverKind, Tier, TierMode
from ui.approvals.condition_rows import Store, begun, draw_conditions, read_conditions
from ui.approvals.options import Options
from ui.approvals.words import Names
from ui.language import _, label

NOBODY = ""


def begun_tier(tier: Tier | None = None) -> Store:
    """A store that begins as the tier is, or empty."""
    first = tier or Tier(name_zh="", name_en="", approvers=(Approver(ApproverKind.ROLE, ""),))
    return {
        "uid": uuid4().hex[:8],
        "tier": first,
        "approvers": [{"uid": uuid4().hex[:8], **one.plain()} for one in first.approvers],
        "conditions": begun(first.conditions),
    }


def draw_tier(
    stores: list[Store], number: int, place: str, fields: Mapping[str, ConditionField], options: Options
) -> None:
    """One card."""
    store = stores[number]
    tier, here = store["tier"], f"{place}:{store['uid']}"
    with st.container(border=True, gap="small"):
        _draw_heading(stores, number, here)
        chinese, english, mode = st.columns([2, 2, 3], vertical_alignment="bottom")
        chinese.text_input(label("Tier.name_zh"), value=tier.name_zh, key=f"{here}:name_zh", max_chars=80)
        english.text_input(label("Tier.name_en"), value=tier.name_en, key=f"{here}:name_en", max_chars=80)
        names = {one.value: label(one) for one in TierMode}
        mode.segmented_control(
            label("Tier.mode"), list(names), format_func=names.__getitem__, default=tier.mode.value,
            key=f"{here}:mode", required=True,
        )  # fmt: skip
        for approver in store["approvers"]:
            _draw_approver(store, approver, f"{here}:{approver['uid']}", options)
        st.button(
            _("One more approver"), icon=":material/person_add:", type="tertiary", key=f"{here}:more",
            on_click=_add_approver, args=(store,),
        )  # fmt: skip
        _draw_times(tier, here, options)
        with st.expander(
            _("Only when"), icon=":material/filter_alt:", expanded=bool(store["conditions"]["items"])
        ):
            draw_conditions(store["conditions"], f"{here}:when", fields, options)


def _draw_heading(stores: list[Store], number: int, here: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_('Tier {number}', number=number + 1)}**")
        st.space("stretch")
        for icon, name, step in (("arrow_upward", _("Up"), -1), ("arrow_downward", _("Down"), 1)):
            st.button(
                "", icon=f":material/{icon}:", type="tertiary", key=f"{here}:{icon}", help=name,
                disabled=not 0 <= number + step < len(stores), on_click=_move, args=(stores, number, step),
            )  # fmt: skip
        st.button(
            "", icon=":material/delete:", type="tertiary", key=f"{here}:delete", help=_("Remove this tier"),
            on_click=_remove, args=(stores, number),
        )  # fmt: skip


def _remove(stores: list[Store], number: int) -> None:
    del stores[number]


def _move(stores: list[Store], number: int, step: int) -> None:
    stores[number], stores[number + step] = stores[number + step], stores[number]


def _add_approver(store: Store) -> None:
    store["approvers"].append({"uid": uuid4().hex[:8], "kind": ApproverKind.ROLE.value, "value": ""})


def _draw_approver(store: Store, approver: Store, place: str, options: Options) -> None:
    kind, value, away = st.columns([2, 4, 1], vertical_alignment="bottom")
    with kind:
        _ask_kind(approver["kind"], place, (label("Tier.approvers")))
    with value:
        _ask_value(approver, place, options)
    if len(store["approvers"]) > 1:
        away.button(
            "", icon=":material/delete:", type="tertiary", key=f"{place}:remove",
            help=_("Remove this approver"), on_click=store["approvers"].remove, args=(approver,),
        )  # fmt: skip


def _ask_kind(kind: str, place: str, name: str, *, optional: bool = False) -> None:
    names = ({NOBODY: _("nobody at all")} if optional else {}) | {
        one.value: label(one) for one in ApproverKind
    }
    st.selectbox(
        name, list(names), format_func=names.__getitem__, key=f"{place}:kind", index=list(names).index(kind)
    )


def _ask_value(approver: Mapping[str, Any], place: str, options: Options) -> None:
    kind = st.session_state.get(f"{place}:kind") or NOBODY
    if kind == NOBODY:
        return
    key, kept = f"{place}:value:{kind}", approver["value"] if approver["kind"] == kind else ""
    if kind == ApproverKind.SUPERIOR:
        st.number_input(
            _("Levels up"),
            min_value=1,
            max_value=HIGHEST,
            value=int(kept) if kept.isdecimal() else 1,
            key=key,
        )
        return
    known = options.known
    names: Names = {"role": known.roles, "post": known.posts, "person": known.people}[kind]
    shown = ({kept: kept} if kept else {}) | dict(names)
    st.selectbox(
        label(ApproverKind(kind)), list(shown), format_func=shown.__getitem__, key=key,
        placeholder=_("Choose"), index=list(shown).index(kept) if kept in shown else None,
    )  # fmt: skip


def _draw_times(tier: Tier, here: str, options: Options) -> None:
    due, remind, above, whom = st.columns([2, 2, 2, 3], vertical_alignment="bottom")
    due.number_input(
        label("Tier.due_hours"), min_value=1, max_value=LONGEST, value=tier.due_hours, key=f"{here}:due",
        step=1, placeholder=_("no limit"),
    )  # fmt: skip
    remind.number_input(
        label("Tier.remind_hours"), min_value=1, max_value=LONGEST, value=tier.remind_hours,
        key=f"{here}:remind", step=1, placeholder=_("none"),
    )  # fmt: skip
    escalation = tier.escalate_to.plain() if tier.escalate_to else {"kind": NOBODY, "value": ""}
    with above:
        _ask_kind(escalation["kind"], f"{here}:escalate", label("Tier.escalate_to"), optional=True)
    with whom:
        _ask_value(escalation, f"{here}:escalate", options)


def read_tier(store: Store, place: str, fields: Mapping[str, ConditionField]) -> Tier:
    """What the widgets of a card say now."""
    here, said = f"{place}:{store['uid']}", st.session_state
    approvers = (_approver(f"{here}:{one['uid']}") for one in store["approvers"])
    due, remind = said.get(f"{here}:due"), said.get(f"{here}:remind")
    return Tier(
        name_zh=str(said.get(f"{here}:name_zh") or "").strip(),
        name_en=str(said.get(f"{here}:name_en") or "").strip(),
        approvers=tuple(one for one in approvers if one is not None),
        mode=TierMode(said.get(f"{here}:mode") or TierMode.ANY),
        conditions=read_conditions(store["conditions"], f"{here}:when", fields),
        due_hours=int(due) if due else None,
        remind_hours=int(remind) if remind else None,
        escalate_to=_approver(f"{here}:escalate"),
    )


def _approver(place: str) -> Approver | None:
    kind = st.session_state.get(f"{place}:kind") or NOBODY
    value = st.session_state.get(f"{place}:value:{kind}")
    return Approver(ApproverKind(kind), str(value)) if kind and value else None
