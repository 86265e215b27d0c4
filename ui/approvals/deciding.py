"""The buttons of a request: approve, refuse, ask back, bring in another; answer or withdraw for who asked."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.approvals import decide
from domain.approvals.decide import ApprovalOutcome
from domain.approvals.questions import Case
from domain.approvals.request_state import ALIVE, RequestState
from domain.core.clock import now
from domain.core.errors import Missing
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from ui.language import _, label
from ui.wish import show_refusal, wish


def draw_deciding(case: Case, actor: Actor, colleagues: Mapping[int, str], place: str) -> None:
    """What this person may do with the request now."""
    request, mine = case.request, case.request.submitter_id == actor.person_id
    if case.outdated and request.state in ALIVE:
        st.warning(
            _("The record changed in what decides: this request is void."),
            icon=":material/published_with_changes:",
        )
    elif case.seat_of is not None:
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Approve"), type="primary", icon=":material/check:", key=f"{place}:approve",
                on_click=approve, args=(request.id, place),
            )  # fmt: skip
            _with_reason(_("Refuse"), "refuse", ":material/close:", request.id, place, decide.refuse)
            _with_reason(_("Ask back"), "ask", ":material/help:", request.id, place, decide.ask_back)
            _draw_adding(request.id, colleagues, place)
    if mine and request.state is RequestState.ASKED_BACK and not case.outdated:
        _with_reason(_("Answer"), "answer", ":material/reply:", request.id, place, decide.answer)
    if mine and request.state in ALIVE:
        st.button(
            _("Withdraw"), type="tertiary", icon=":material/undo:", key=f"{place}:withdraw",
            on_click=_withdraw, args=(request.id, place),
        )  # fmt: skip
    show_refusal(place)


def approve(request_id: int, place: str, *, told: bool = True) -> None:
    """Callback: agree; `told` False: whoever calls says what came of it."""
    _carry_out(lambda session, actor: decide.approve(session, actor, request_id, now()), place, told=told)


def _with_reason(
    name: str, key: str, icon: str, request_id: int, place: str, verb: Callable[..., ApprovalOutcome]
) -> None:
    with st.popover(name, icon=icon, key=f"{place}:{key}:why"):
        st.text_area(label("field.reason"), key=f"{place}:{key}:reason")
        st.button(
            name, type="primary", key=f"{place}:{key}", on_click=_say,
            args=(verb, request_id, place, f"{place}:{key}:reason"),
        )  # fmt: skip


def _draw_adding(request_id: int, colleagues: Mapping[int, str], place: str) -> None:
    with st.popover(_("Add an approver"), icon=":material/person_add:", key=f"{place}:add:who"):
        st.selectbox(
            _("Who must agree as well?"), list(colleagues), index=None, placeholder=_("Choose"),
            format_func=colleagues.__getitem__, key=f"{place}:add:person",
        )  # fmt: skip
        st.text_area(label("field.reason"), key=f"{place}:add:reason")
        st.button(
            _("Add an approver"), type="primary", key=f"{place}:add", on_click=_add, args=(request_id, place)
        )


def _say(verb: Callable[..., ApprovalOutcome], request_id: int, place: str, widget: str) -> None:
    said = str(st.session_state.get(widget) or "")
    _carry_out(lambda session, actor: verb(session, actor, request_id, said, now()), place)


def _add(request_id: int, place: str) -> None:
    person: Any = st.session_state.get(f"{place}:add:person")
    reason = str(st.session_state.get(f"{place}:add:reason") or "")

    def work(session: Session, actor: Actor) -> ApprovalOutcome:
        if person is None:
            raise Missing(field="person_id", field_name="field.person")
        return decide.add_approver(session, actor, request_id, int(person), reason, now())

    _carry_out(work, place)


def _withdraw(request_id: int, place: str) -> None:
    def work(session: Session) -> bool:
        decide.withdraw(session, actor_of(session), request_id, now())
        return True

    wish(work, done=_("Withdrawn."), place=place)


def _carry_out(work: Callable[[Session, Actor], ApprovalOutcome], place: str, *, told: bool = True) -> None:
    wish(lambda session: work(session, actor_of(session)), done=label if told else "", place=place)
