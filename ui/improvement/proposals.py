"""Proposed measures of an issue: the owner plans them, with a person and a day, or declines them."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.measure_proposal import MeasureProposal, ProposalState
from domain.improvement.propose_measure import decline_proposed, plan_proposed
from ui import formats
from ui.improvement.choices import people
from ui.improvement.look import Look
from ui.improvement.parts import begin, draw_save, is_open, leave, needed, said, words
from ui.indicators.wording import state_badge
from ui.language import _, label
from ui.routes import literal
from ui.wish import show_refusal, wish

OWNER, DUE_ON = "ImprovementMeasure.owner_id", "ImprovementMeasure.due_on"


def draw_proposals(look: Look) -> None:
    """What waits for the owner, then what was declined. What was planned stands among the measures."""
    shown = [one for one in look.proposals if one.answer is not ProposalState.TAKEN]
    if not shown:
        return
    st.markdown(f"**{label('section.proposals')}**")
    for proposal in sorted(shown, key=lambda one: (one.answer is not ProposalState.OPEN, one.id)):
        with st.container(border=True, gap="xsmall", key=f"proposal-{proposal.id}"):
            _draw(look, proposal)


def _draw(look: Look, proposal: MeasureProposal) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{literal(proposal.title)}**", width="content")
        state_badge(proposal.answer)
    facts = [
        _("proposed by {name}", name=literal(proposal.proposed_by)),
        literal(formats.instant(proposal.created_at)),
        _("to be done within {days} days", days=formats.number(proposal.days)),
    ]
    st.caption(" · ".join(facts))
    if proposal.answer is ProposalState.DECLINED:
        st.caption(
            _("Declined by {name}: {why}", name=literal(look.name(proposal.decided_by_id)),
              why=words(proposal.reason))
        )  # fmt: skip
    elif _is_owner(look):
        _draw_choice(look, proposal)


def _is_owner(look: Look) -> bool:
    issue, actor = look.issue, look.actor
    owns = issue.owner_id is not None and issue.owner_id == actor.person_id
    return owns and issue.state.open and actor.may(Permission.ISSUES_OWN, issue.unit_id)


def _draw_choice(look: Look, proposal: MeasureProposal) -> None:
    place = f"issues:proposal:{proposal.id}"
    if is_open(f"{place}:plan"):
        _ask(look, proposal, f"{place}:plan")
        draw_save(f"{place}:plan", lambda: _plan(proposal.id, f"{place}:plan"))
        return
    if is_open(f"{place}:decline"):
        st.text_area(label("MeasureProposal.reason"), key=f"{place}:decline:reason", height=80)
        draw_save(f"{place}:decline", lambda: _decline(proposal.id, f"{place}:decline"))
        return
    show_refusal(place)
    plans = look.writes("measures")
    with st.container(horizontal=True):
        st.button(
            _("Take into the plan"), icon=":material/add_task:", key=f"{place}:take", on_click=begin,
            args=(f"{place}:plan",), disabled=not plans,
            help=None if plans else _("Measures are planned while the cause is analysed."),
        )  # fmt: skip
        st.button(
            _("Decline"), icon=":material/close:", type="tertiary", key=f"{place}:no", on_click=begin,
            args=(f"{place}:decline",),
        )  # fmt: skip


def _ask(look: Look, proposal: MeasureProposal, place: str) -> None:
    names = dict(people(look))
    st.text_input(
        label("ImprovementMeasure.title"), value=proposal.title, key=f"{place}:title", max_chars=200
    )
    owner, due = st.columns(2)
    owner.selectbox(
        label("ImprovementMeasure.owner"), list(names), format_func=lambda one: names.get(one, ""),
        index=None, key=f"{place}:owner", placeholder=_("Choose"),
    )  # fmt: skip
    due.date_input(
        label("ImprovementMeasure.due_on"), value=proposal.due(look.today), key=f"{place}:due",
        format="YYYY-MM-DD",
    )  # fmt: skip


def _plan(proposal_id: int, place: str) -> None:
    state, title = st.session_state, said(f"{place}:title")
    owner, due = state.get(f"{place}:owner"), state.get(f"{place}:due")

    def work(session: Session) -> ImprovementMeasure:
        return plan_proposed(
            session, actor_of(session), proposal_id, title=title, owner_id=needed(owner, OWNER),
            due_on=needed(due, DUE_ON), now=now(),
        )  # fmt: skip

    if wish(work, done=_("The measure is planned."), place=place) is not None:
        leave(place)


def _decline(proposal_id: int, place: str) -> None:
    reason = said(f"{place}:reason")

    def work(session: Session) -> bool:
        decline_proposed(session, actor_of(session), proposal_id, reason)
        return True

    if wish(work, done=_("The proposal is declined; it stays on record."), place=place):
        leave(place)
