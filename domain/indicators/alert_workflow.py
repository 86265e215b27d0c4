"""The life of an alert and who may do what in it (workflow reference 4.9)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, object_session

from domain.core.acting_person import known_person
from domain.core.errors import DomainError, NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, Workflow
from domain.indicators.acting_person import by_machine, line_above
from domain.indicators.alert_state import LIVE, AlertState, Rung

if TYPE_CHECKING:
    from domain.indicators.alert import Alert

S = AlertState


class NotTheOwner(RuleBroken):
    """Only who answers for the figure may ask to live with it."""

    text = "Only the owner of the alert may ask to accept its risk."


class OwnerDecides(RuleBroken):
    """The owner would end or excuse their own alert."""

    text = "The owner of an alert neither closes it nor accepts its risk; somebody else must."


class NotAboveTheOwner(RuleBroken):
    """Risks are accepted from above, never from below."""

    text = "Only somebody above the owner may accept the risk."


class NoAcceptanceAsked(RuleBroken):
    """There is no date until which the risk would be accepted."""

    text = "Say until when the risk shall be accepted."


def the_owner(alert: "Alert", actor: Actor) -> DomainError | None:
    """The owner, where there is one; else whoever holds the owner's role."""
    if alert.owner_id is not None:
        return None if actor.person_id == alert.owner_id else NotTheOwner()
    return None if not alert.owner_role or alert.owner_role in actor.roles else NotTheOwner()


def not_the_owner(alert: "Alert", actor: Actor) -> DomainError | None:
    """Neither the owner nor who asked, under whatever account."""
    return OwnerDecides() if actor.person_id in _answerable(alert) else None


def above_the_owner(alert: "Alert", actor: Actor) -> DomainError | None:
    """A superior of the owner; or who may accept risks, unless the owner is their own superior."""
    session = object_session(alert)
    if session is None:
        raise RuntimeError("the alert is not in a session")
    above = {person for one in _answerable(alert) for person in line_above(session, one)}
    if actor.person_id in above:
        return None
    if not actor.may(Permission.ALERTS_ACCEPT_RISK, alert.unit_id):
        return NotPermitted(permission=Permission.ALERTS_ACCEPT_RISK)
    below = _answerable(alert) & set(line_above(session, actor.person_id))
    return NotAboveTheOwner() if below else None


def has_end(alert: "Alert", _: Actor) -> DomainError | None:
    """Acceptance without an end would be forgetting."""
    return NoAcceptanceAsked() if alert.accepted_until is None else None


def _answerable(alert: "Alert") -> set[int]:
    return {person for person in (alert.owner_id, alert.acceptance_asked_by_id) if person is not None}


def remember_asker(_: Session, alert: "Alert", actor: Actor, __: datetime) -> None:
    """Who asked may not decide."""
    alert.acceptance_asked_by_id = actor.person_id


def remember_acceptor(_: Session, alert: "Alert", actor: Actor, __: datetime) -> None:
    """Who bears the acceptance."""
    alert.accepted_by_id = actor.person_id


def start_clock(_: Session, alert: "Alert", __: Actor, now: datetime) -> None:
    """Unanswered again: the escalation begins anew, an acceptance is over."""
    alert.unanswered_since, alert.rung = now, Rung.OWNER
    alert.accepted_until = alert.acceptance_asked_by_id = alert.accepted_by_id = None


def end(_: Session, alert: "Alert", __: Actor, ___: datetime) -> None:
    """It no longer counts as the live alert of its indicator and unit."""
    alert.counts = None


def end_by_hand(session: Session, alert: "Alert", actor: Actor, now: datetime) -> None:
    """Ended although the figure has not recovered: only a later breach opens a new alert."""
    end(session, alert, actor, now)
    alert.ended_period = alert.latest_period


ALERT_WORKFLOW: Workflow["Alert"] = Workflow(
    initial=S.OPEN,
    steps=(
        Step(
            name="acknowledge", source=S.OPEN, target=S.ACKNOWLEDGED,
            permission=Permission.ALERTS_ACKNOWLEDGE, needs_reason=True,
        ),
        Step(
            name="ask_acceptance", source=frozenset({S.OPEN, S.ACKNOWLEDGED}), target=S.ACCEPTANCE_ASKED,
            permission=Permission.ALERTS_ACKNOWLEDGE, guards=(known_person, the_owner, has_end),
            effects=(remember_asker,), needs_reason=True,
        ),
        Step(
            name="accept_risk", source=S.ACCEPTANCE_ASKED, target=S.RISK_ACCEPTED, permission=None,
            guards=(known_person, not_the_owner, above_the_owner, has_end), effects=(remember_acceptor,),
            needs_reason=True,
        ),
        Step(
            name="refuse_risk", source=S.ACCEPTANCE_ASKED, target=S.OPEN, permission=None,
            guards=(known_person, not_the_owner, above_the_owner), effects=(start_clock,), needs_reason=True,
        ),
        Step(
            name="close", source=LIVE, target=S.CLOSED, permission=Permission.ALERTS_CLOSE,
            guards=(known_person, not_the_owner), effects=(end_by_hand,), needs_reason=True,
        ),
        Step(
            name="end_acceptance", source=S.RISK_ACCEPTED, target=S.OPEN, permission=None,
            guards=(by_machine,), effects=(start_clock,),
        ),
        Step(
            name="worsen", source=LIVE - {S.OPEN}, target=S.OPEN, permission=None, guards=(by_machine,),
            effects=(start_clock,),
        ),
        Step(
            name="recover", source=LIVE, target=S.RECOVERED, permission=None, guards=(by_machine,),
            effects=(end,),
        ),
    ),
)  # fmt: skip
