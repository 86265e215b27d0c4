"""The buttons of a record: steps out of its present state, and other verbs. A refusal is the tooltip."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.editing import find
from domain.core.errors import NotPermitted
from domain.core.gate import waiting_steps
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.core.visibility import actor_of
from domain.core.workflow import WorkflowEntity
from ui.language import _, label, say
from ui.screen import Action, Screen
from ui.wish import show_refusal, tell, wish

BACK = ("reopen", "send_back")
"""How the names of steps back begin: what undoes the work of others never stands out."""


@dataclass(frozen=True)
class Offer:
    """One step a person sees: its name, and why it must wait, if it must."""

    step: str
    needs_reason: bool
    refusal: str | None
    aside: bool = False
    """A way out of the straight course: it never stands out."""


def offers_of(record: Any, actor: Actor) -> tuple[Offer, ...]:
    """The steps out of the present state. Ask while the session is open: guards may look things up."""
    if not isinstance(record, WorkflowEntity):
        return ()
    return tuple(
        Offer(step.name, step.needs_reason, say(refusal) if refusal else None, step.name.startswith(BACK))
        for step, refusal in record.workflow.offers(record, actor)
    )


def step_name(entity: str, step: str) -> str:
    """The verb on the button: `<Entity>.step.<name>` if the catalogue has it, else `step.<name>`."""
    own = f"{entity}.step.{step}"
    named = label(own)
    return label(f"step.{step}") if named == own else named


def state_after(record: WorkflowEntity, step: str) -> str:
    """What came of a step: the new state, or that others have to agree first. Ask in the same session."""
    return _("sent for approval") if step in waiting_steps(record) else label(record.state)


def draw_steps(screen: Screen, record: Any, offers: tuple[Offer, ...], actor: Actor) -> None:
    """One button per step, the first possible one stands out; then the other verbs."""
    place = f"{screen.url_path}:{record.id}:steps"
    first = next((offer.step for offer in offers if offer.refusal is None and not offer.aside), None)
    entity = screen.entity.__name__
    for offer in offers:
        _button(
            step_name(entity, offer.step), f"{place}:{offer.step}", needs_reason=offer.needs_reason,
            refusal=offer.refusal, primary=offer.step == first, on_click=_take,
            args=(screen, record.id, offer.step, place),
        )  # fmt: skip
    for action, refusal in _actions(screen, record, actor):
        _button(
            label(f"action.{action.key}"), f"{place}:{action.key}", needs_reason=action.needs_reason,
            refusal=refusal, primary=False, icon=action.icon, on_click=_act,
            args=(screen, record.id, action, place),
        )  # fmt: skip


def draw_step_refusal(screen: Screen, record: Any) -> None:
    """Why the last step was refused after all, below the buttons."""
    show_refusal(f"{screen.url_path}:{record.id}:steps")


def _button(
    name: str, key: str, *, needs_reason: bool, refusal: str | None, primary: bool, on_click: Any, args: Any,
    icon: str | None = None,
) -> None:  # fmt: skip
    kind: Any = "primary" if primary else "secondary"
    if not needs_reason or refusal:
        st.button(
            name, key=key, type=kind, icon=icon, disabled=refusal is not None, help=refusal,
            on_click=on_click, args=(*args, None),
        )  # fmt: skip
        return
    with st.popover(name, type=kind, icon=icon, key=f"{key}:why"):
        reason = f"{key}:reason"
        st.text_area(_("Reason"), key=reason, placeholder=_("Why? It is kept in the journal."))
        st.button(name, key=key, type="primary", on_click=on_click, args=(*args, reason))


def _take(screen: Screen, key: int, step: str, place: str, reason: str | None) -> None:
    def work(session: Session) -> str:
        record: Any = find(session, screen.entity, key)
        record.workflow.take(step, record, actor_of(session), now(), _said(reason))
        return state_after(record, step)

    name = step_name(screen.entity.__name__, step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)


def _act(screen: Screen, key: int, action: Action, place: str, reason: str | None) -> None:
    def work(session: Session) -> object:
        record = find(session, screen.entity, key)
        return action.verb(session, actor_of(session), record, _said(reason)) or True

    done = wish(work, place=place)
    if isinstance(done, Statement):
        tell(say(done), stays=True)
    elif done is not None:
        tell(_("Done: {verb}", verb=label(f"action.{action.key}")))


def _actions(screen: Screen, record: Any, actor: Actor) -> Iterator[tuple[Action, str | None]]:
    for action in screen.actions:
        if action.offered(record):
            allowed = actor.may(action.permission, getattr(record, "unit_id", None))
            yield action, None if allowed else say(NotPermitted(permission=action.permission))


def _said(widget: str | None) -> str:
    return str(st.session_state.get(widget) or "") if widget else ""
