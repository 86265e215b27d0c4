"""What the list of uses shows and asks beyond stored fields."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, false, or_, select

from domain.core.permission import Actor, Permission
from domain.core.visibility import overseen
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import UseState
from ui.language import _
from ui.rewards.words import said

PENDING = (UseState.PROPOSED, UseState.HR_CHECKED, UseState.APPROVED)


def reasons(use: UseOfResult, _today: date) -> str:
    """Why it was proposed, beside the rule."""
    return " ".join(said(use.why[1:] if use.rule_id is not None else use.why))


def late(use: UseOfResult, today: date) -> str:
    """By how many days something should have happened."""
    if not use.overdue(today):
        return ""
    due = use.review_on if use.state is UseState.EXECUTED else use.execute_by
    return _("{days} days late", days=(today - due).days) if due else ""


def waiting(actor: Actor, _today: date) -> Select[Any]:
    """Those whose next step this person may take, as far as rights go and it is not about them."""
    unit, me = UseOfResult.unit_id, actor.person_id or 0
    turns = (
        (UseState.PROPOSED, (Permission.REWARDS_CHECK, Permission.REWARDS_PROPOSE)),
        (UseState.HR_CHECKED, (Permission.REWARDS_APPROVE,)),
        (UseState.APPROVED, (Permission.REWARDS_PROPOSE,)),
    )
    asked = [
        and_(UseOfResult.state == state, or_(*(overseen(actor, one, unit) for one in rights)))
        for state, rights in turns
    ]
    return select(UseOfResult).where(
        or_(false(), *asked),
        UseOfResult.person_id != me,
        or_(UseOfResult.state != UseState.PROPOSED, UseOfResult.proposed_by_id != me),
    )


def overdue(_actor: Actor, today: date) -> Select[Any]:
    """Not carried out, or not looked at again, in time."""
    return select(UseOfResult).where(
        or_(
            and_(UseOfResult.state.in_(PENDING), UseOfResult.execute_by < today),
            and_(UseOfResult.state == UseState.EXECUTED, UseOfResult.review_on < today),
        )
    )


def mine(actor: Actor, _today: date) -> Select[Any]:
    """Of those whom I rated."""
    return select(UseOfResult).where(UseOfResult.rater_id == (actor.person_id or 0))
