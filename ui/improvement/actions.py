"""The buttons of an issue: the step that is next stands out; what must wait says why."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.improvement.compute_effect import compute_effect
from domain.improvement.queries import whole_issue
from ui.improvement.look import Look
from ui.improvement.offers import COMPUTE, CONCLUDE, HAND_OVER, Offer
from ui.improvement.parts import place_of
from ui.improvement.step_forms import Do, form_of, take
from ui.language import _, label
from ui.steps import state_after, step_name
from ui.wish import show_refusal, wish

Kind = Literal["primary", "secondary", "tertiary"]
ICONS: Mapping[str, str] = {
    "triage": ":material/assignment_ind:",
    "reject": ":material/do_not_disturb_on:",
    "mark_duplicate": ":material/content_copy:",
    "start_analysis": ":material/search:",
    "propose_plan": ":material/send:",
    "approve_plan": ":material/task_alt:",
    "send_back_plan": ":material/undo:",
    "revise_plan": ":material/edit_note:",
    "start_work": ":material/play_arrow:",
    "report_implemented": ":material/task_alt:",
    "accept_proof": ":material/fact_check:",
    "send_back_proof": ":material/undo:",
    COMPUTE: ":material/calculate:",
    CONCLUDE: ":material/gavel:",
    "observe_longer": ":material/more_time:",
    "analyse_again": ":material/replay:",
    "close": ":material/lock:",
    "cancel": ":material/cancel:",
    "reopen": ":material/lock_open:",
    HAND_OVER: ":material/swap_horiz:",
}


def draw_actions(look: Look) -> None:
    """One button for each thing that can be done in the present state."""
    place = place_of(look.issue.id, "step")
    first = next((offer.step for offer in _wanted(look) if offer.refusal is None and not offer.aside), None)
    with st.container(horizontal=True, gap="small"):
        for offer in look.offers:
            _draw(look, offer, f"{place}:{offer.step}", primary=offer.step == first)
    for offer in look.offers:
        if form_of(look.issue, offer.step) is None:
            show_refusal(f"{place}:{offer.step}")


def _wanted(look: Look) -> list[Offer]:
    """Once the effect is computed, concluding is what is wanted."""
    if look.issue.latest_verdict is None:
        return list(look.offers)
    return sorted(look.offers, key=lambda offer: offer.step == COMPUTE)


def _draw(look: Look, offer: Offer, key: str, *, primary: bool) -> None:
    name, icon = _name(look, offer.step), ICONS.get(offer.step)
    if offer.refusal is not None:
        st.button(name, key=key, icon=icon, disabled=True, help=offer.refusal)
        return
    form = form_of(look.issue, offer.step)
    kind: Kind = "primary" if primary else "tertiary" if offer.aside else "secondary"
    if form is None:
        do = _compute if offer.step == COMPUTE else take(offer.step)
        st.button(
            name, key=key, icon=icon, type=kind, on_click=_carry_out,
            args=(look.issue.id, offer.step, name, key, do),
        )  # fmt: skip
        return
    with st.popover(name, key=f"{key}:form", icon=icon, type=kind):
        form.ask(look, key)
        show_refusal(key)
        st.button(
            name, key=key, type="primary", on_click=_carry_out,
            args=(look.issue.id, offer.step, name, key, form.do),
        )  # fmt: skip


def _name(look: Look, step: str) -> str:
    if step == COMPUTE and look.issue.latest_verdict is not None:
        return _("Compute the effect again")
    return step_name("Issue", step)


def _compute(session: Session, actor: Actor, key: int, _place: str) -> object:
    return compute_effect(session, actor, key, now())


def _carry_out(issue_id: int, step: str, name: str, place: str, do: Do) -> None:
    def work(session: Session) -> str:
        do(session, actor_of(session), issue_id, place)
        issue = whole_issue(session, issue_id)
        latest = issue.latest_verdict
        if step == COMPUTE and latest is not None:
            return label(latest.verdict)
        return state_after(issue, step)

    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)
