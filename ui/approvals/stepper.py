"""How far a request is, tier by tier: who, when, and whose turn it is."""

from collections.abc import Iterator

import streamlit as st

from domain.approvals.decision import ApprovalDecision, DecisionKind
from domain.approvals.progress import TierProgress
from domain.approvals.questions import Case
from domain.approvals.request_state import ALIVE
from ui import formats
from ui.approvals.words import person_name, tier_name
from ui.language import _, label, listed
from ui.routes import literal

DONE, NOW, LATER, NOT = (
    ":green[:material/check_circle:]",
    ":orange[:material/hourglass_top:]",
    ":gray[:material/radio_button_unchecked:]",
    ":red[:material/cancel:]",
)


MOST = 4
"""Tiers in a row."""


def draw_stepper(case: Case) -> None:
    """The tiers side by side, then what was asked and answered."""
    with st.grid(min(len(case.progress.tiers), MOST), min_column_width=220, gap="small"):
        for tier in case.progress.tiers:
            with st.container():
                _draw_tier(case, tier)
    for decision in case.request.decisions:
        if decision.kind not in (DecisionKind.APPROVED, DecisionKind.REJECTED):
            _draw_act(case, decision)


def _draw_tier(case: Case, tier: TierProgress) -> None:
    name = literal(tier_name(tier.tier))
    told = list(_decided(case, tier))
    open_now = case.request.tier == tier.number and case.request.state in ALIVE
    sign = NOW if open_now else DONE if tier.complete else LATER
    if any(one.kind is DecisionKind.REJECTED and one.tier == tier.number for one in case.request.decisions):
        sign = NOT
    if case.request.state in ALIVE and not tier.complete:
        told.append(_still(case, tier))
    st.markdown(f"{sign} **{name}** · {label(tier.tier.mode)}  \n" + "  \n".join(filter(None, told)))


def _decided(case: Case, tier: TierProgress) -> Iterator[str]:
    for one in case.request.decisions:
        if one.tier != tier.number or one.kind not in (DecisionKind.APPROVED, DecisionKind.REJECTED):
            continue
        who = _who(case, one)
        said = f"{who} · {label(one.kind)} · {formats.instant(one.at)}"
        yield literal(said + (f" · {one.reason}" if one.reason else ""))


def _still(case: Case, tier: TierProgress) -> str:
    people = [one.person_id for one in tier.seats if one.person_id not in tier.approved]
    if not people:
        return literal(_("Nobody can decide here at present. Change the route, or withdraw."))
    names = listed(person_name(case.names.get(one)) for one in people)
    return literal(_("Still to decide: {names}", names=names))


def _draw_act(case: Case, one: ApprovalDecision) -> None:
    who, more = _who(case, one), ""
    if one.added_id is not None:
        more = f" · {person_name(case.names.get(one.added_id))}"
    said = f"{who} · {label(one.kind)}{more} · {formats.instant(one.at)} · {one.reason}"
    st.caption(f":material/chat: {literal(said)}")


def _who(case: Case, one: ApprovalDecision) -> str:
    name = person_name(case.names.get(one.person_id))
    if one.for_id == one.person_id:
        return name
    return _("{name} for {other}", name=name, other=person_name(case.names.get(one.for_id)))
