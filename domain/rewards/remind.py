"""Remind people, once a week, of uses of results that are late: to decide, carry out, look at again."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import UseState

TURNS = {
    UseState.PROPOSED: ("step.check", Permission.REWARDS_CHECK),
    UseState.HR_CHECKED: ("step.approve", Permission.REWARDS_APPROVE),
    UseState.APPROVED: ("UseOfResult.step.execute", Permission.REWARDS_PROPOSE),
    UseState.EXECUTED: ("UseOfResult.step.review", Permission.REWARDS_PROPOSE),
}
"""State -> what comes next, and who may do it. Its rater may look at an outcome too."""
LINK = Link("uses-of-results", {"view": "uses_overdue"}, Permission.REWARDS_READ)


class UsesLate(Statement):
    """To everybody who could take the next step."""

    text = "Uses of results that are late for “{action}”: {count}. The oldest was due {due}."


@dataclass(frozen=True)
class Late:
    """One use that is late."""

    person_id: int
    unit_id: int
    rater_id: int | None
    state: UseState
    due: date


def remind_of_rewards(session: Session, today: date, now: datetime) -> int:
    """Tell who could act, each once a week and step; how many were told."""
    late, people = list(_late(session, today)), audience(session, today)
    return tell_all(session, _tellings(late, people, today), now, people.actors) if late else 0


def _late(session: Session, today: date) -> Iterator[Late]:
    waiting = UseOfResult.state.in_((UseState.PROPOSED, UseState.HR_CHECKED, UseState.APPROVED))
    query = select(UseOfResult).where(
        UseOfResult.archived_at.is_(None),
        or_(
            and_(waiting, UseOfResult.execute_by < today),
            and_(UseOfResult.state == UseState.EXECUTED, UseOfResult.review_on <= today),
        ),
    )
    for use in session.scalars(query):
        due = use.review_on if use.state is UseState.EXECUTED else use.execute_by
        yield Late(use.person_id, use.unit_id, use.rater_id, use.state, due or use.execute_by)


def _tellings(late: list[Late], people: Audience, today: date) -> Iterator[Telling]:
    year, week, _ = today.isocalendar()
    for user, actor in people.actors.items():
        mine: dict[UseState, list[date]] = defaultdict(list)
        for one in late:
            if _may_act(actor, one):
                mine[one.state].append(one.due)
        for state, dates in mine.items():
            yield Telling(
                recipients=[user], occasion=Occasion.OVERDUE, link=LINK,
                statement=UsesLate(action=TURNS[state][0], count=len(dates), due=min(dates)),
                key=f"uses:{state}:{year}-{week}",
            )  # fmt: skip


def _may_act(actor: Actor, late: Late) -> bool:
    if actor.person_id is None or actor.person_id == late.person_id:
        return False
    rates = late.state is UseState.EXECUTED and actor.person_id == late.rater_id
    return rates or actor.may(TURNS[late.state][1], late.unit_id)
