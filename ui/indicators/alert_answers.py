"""What a person can do with an alert: answer it, ask to live with the risk, decide on that, close, act."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators import answer_alert
from domain.indicators.alert import Alert
from domain.indicators.alert_workflow import NoAcceptanceAsked
from domain.indicators.answer_alert import LONGEST_ACCEPTANCE
from ui.language import _, label, say
from ui.steps import state_after, step_name
from ui.wish import show_refusal, wish

ICONS = {
    "acknowledge": ":material/task_alt:",
    "ask_acceptance": ":material/front_hand:",
    "accept_risk": ":material/handshake:",
    "refuse_risk": ":material/do_not_disturb_on:",
    "close": ":material/close:",
}
JUDGEMENTS: Mapping[str, bool | None] = {"real": True, "false_alarm": False, "undecided": None}
USUAL_DAYS = 30


Offers = Mapping[str, str | None]
"""Answers the present state allows -> why it must wait, where it must."""


def offers_of(alert: Alert, actor: Actor) -> Offers:
    """Ask while the session is open. That no date is said yet is what the form asks for, not a refusal."""
    return {
        step.name: None if refusal is None or isinstance(refusal, NoAcceptanceAsked) else say(refusal)
        for step, refusal in alert.workflow.offers(alert, actor)
        if step.name in ICONS
    }


def draw_answers(alert: Alert, offers: Offers) -> None:
    """A button for each answer; one that must wait says why."""
    first = next((step for step, refusal in offers.items() if refusal is None), None)
    for step, refusal in offers.items():
        _draw(alert, step, refusal, primary=step == first)


def place_of(alert: Alert) -> str:
    """Where refusals of this alert are shown."""
    return f"alerts:{alert.id}:answer"


def _draw(alert: Alert, step: str, refusal: str | None, *, primary: bool) -> None:
    name, place = step_name("Alert", step), place_of(alert)
    key = f"{place}:{step}"
    if refusal is not None:
        st.button(name, key=key, icon=ICONS[step], disabled=True, help=refusal)
        return
    with st.popover(name, key=f"{key}:form", icon=ICONS[step], type="primary" if primary else "secondary"):
        _ask(alert, step, key)
        st.button(name, key=key, type="primary", on_click=_answer, args=(alert.id, step, place, key))
        show_refusal(place)


def _ask(alert: Alert, step: str, key: str) -> None:
    if step == "ask_acceptance":
        st.date_input(
            label("Alert.accepted_until"), value=today() + timedelta(days=USUAL_DAYS), format="YYYY-MM-DD",
            min_value=today() + timedelta(days=1), max_value=today() + LONGEST_ACCEPTANCE, key=f"{key}:until",
        )  # fmt: skip
    if step == "accept_risk" and alert.accepted_until is not None:
        st.caption(f"{label('Alert.accepted_until')} {alert.accepted_until}")
    st.text_area(_("Reason"), key=f"{key}:reason", placeholder=_("Why? It is kept in the journal."))
    if step == "close":
        st.segmented_control(
            label("Alert.was_real"), list(JUDGEMENTS), format_func=lambda key: label(f"judgement.{key}"),
            key=f"{key}:real", default="undecided", required=True,
            help=_("It counts in the quality of the rule that gave the alarm."),
        )  # fmt: skip
    if step == "acknowledge":
        st.text_area(
            label("Alert.planned_action"), key=f"{key}:action",
            placeholder=_("What will be done about it, by whom, until when?"),
        )  # fmt: skip


def _answer(key: int, step: str, place: str, widget: str) -> None:
    said = {name: st.session_state.get(f"{widget}:{name}") for name in ("reason", "action", "until")}
    reason, until = str(said["reason"] or ""), said["until"] or today()
    real = JUDGEMENTS.get(str(st.session_state.get(f"{widget}:real")))

    def work(session: Session) -> str:
        alert, actor = find(session, Alert, key), actor_of(session)
        verbs: dict[str, Callable[[], None]] = {
            "acknowledge": lambda: answer_alert.acknowledge(
                actor, alert, reason, str(said["action"] or ""), now()
            ),
            "ask_acceptance": lambda: answer_alert.ask_acceptance(
                session, actor, alert, until, reason, today(), now()
            ),
            "accept_risk": lambda: answer_alert.accept_risk(actor, alert, reason, today(), now()),
            "refuse_risk": lambda: answer_alert.refuse_risk(actor, alert, reason, now()),
            "close": lambda: answer_alert.close_alert(actor, alert, reason, now(), real),
        }
        verbs[step]()
        return state_after(alert, step)

    name = step_name("Alert", step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)
