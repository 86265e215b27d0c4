"""Tell people of bonus runs and uses of results: whose turn it is, what was decided."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.workflow import Step, WorkflowEntity, who_took
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all

E = TypeVar("E", bound=WorkflowEntity)


@dataclass(frozen=True)
class Asks:
    """Who is asked in a state: whoever has the permission in the unit and took none of these steps."""

    action: str
    permission: Permission
    apart: tuple[str, ...] = ()


class RunAsksYou(Statement):
    """To those who may take the next step of a run."""

    text = "Bonus run {run}: the next step, “{action}”, is yours."


class BonusIsOpen(Statement):
    """To everybody in an approved run."""

    text = "Your bonus for {run} has been approved: you can see how it was worked out."


class UseAsksYou(Statement):
    """To those who may take the next step of a use."""

    text = "Use of results ({kind}): the next step, “{action}”, is yours."


class UseDecided(Statement):
    """To the person and the rater."""

    text = "Use of your result ({kind}): it is now {state}."


PROPOSE, CHECK, APPROVE = (
    Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE
)  # fmt: skip
RUN = {
    "calculated": Asks("step.check", CHECK, ("calculate",)),
    "checked": Asks("step.approve", APPROVE, ("calculate", "check")),
    "approved": Asks("step.export", PROPOSE, ("approve",)),
    "sent_back": Asks("step.calculate", PROPOSE),
}
USE = {
    "hr_checked": Asks("step.approve", APPROVE, ("propose", "check")),
    "approved": Asks("step.execute", PROPOSE, ("approve",)),
}


def telling_run(steps: tuple[Step[E], ...]) -> tuple[Step[E], ...]:
    """The same steps; each also tells whom it concerns."""
    return tuple(replace(one, effects=(*one.effects, _tell_of_run)) for one in steps)


def telling_use(steps: tuple[Step[E], ...]) -> tuple[Step[E], ...]:
    """The same for uses of results."""
    return tuple(replace(one, effects=(*one.effects, _tell_of_use)) for one in steps)


def _tell_of_run(session: Session, run: Any, actor: Actor, now: datetime) -> None:
    link = Link("bonus-runs", {"id": str(run.id)}, Permission.REWARDS_READ, run.unit_id)
    people = audience(session, business_date(now))
    said = partial(RunAsksYou, run=run.number)
    tellings = _asked(session, run, RUN, people, said, link, now)
    if run.state == "approved":
        tellings += _opened(session, run, people, now)
    _send(session, tellings, people, actor, now)


def _opened(session: Session, run: Any, people: Audience, now: datetime) -> list[Telling]:
    from domain.rewards.recalculate import people_of

    return [
        Telling(
            recipients=people.of_persons(people_of(session, run)), occasion=Occasion.APPROVAL_DECIDED,
            statement=BonusIsOpen(run=run.number),
            link=Link("my-development", {}, Permission.ASSESSMENTS_READ, None), key=f"bonus:{run.id}",
        )
    ]  # fmt: skip


def _tell_of_use(session: Session, use: Any, actor: Actor, now: datetime) -> None:
    link = Link("uses-of-results", {"id": str(use.id)}, Permission.REWARDS_READ, None)
    people = audience(session, business_date(now))
    said = partial(UseAsksYou, kind=use.kind)
    tellings = _asked(session, use, USE, people, said, link, now)
    if use.state in ("approved", "executed"):
        tellings.append(
            Telling(
                recipients=people.of_persons([use.person_id, use.rater_id]),
                occasion=Occasion.APPROVAL_DECIDED, statement=UseDecided(kind=use.kind, state=use.state),
                link=link, key=f"use:{use.id}:{use.state}",
            )
        )  # fmt: skip
    _send(session, tellings, people, actor, now)


def _asked(
    session: Session, record: Any, asks: dict[str, Asks], people: Audience,
    said: Callable[..., Statement], link: Link, now: datetime,
) -> list[Telling]:  # fmt: skip
    ask = asks.get(record.state)
    if ask is None:
        return []
    apart = who_took(session, record, *ask.apart) if ask.apart else set()
    apart |= {getattr(record, "proposed_by_id", None) or 0, getattr(record, "person_id", None) or 0}
    able = people.without_persons(people.with_permission(ask.permission, record.unit_id), apart)
    key = f"{type(record).__name__}:{record.id}:{record.state}:{now.isoformat()}"
    return [
        Telling(
            recipients=able, occasion=Occasion.YOUR_TURN, statement=said(action=ask.action), link=link,
            key=key,
        )
    ]  # fmt: skip


def _send(session: Session, tellings: list[Telling], people: Audience, actor: Actor, now: datetime) -> None:
    """Whoever did it knows: their own accounts are left out."""
    own = people.of_persons([actor.person_id]) | ({actor.user_id} if actor.user_id else set())
    others = [replace(one, recipients=frozenset(one.recipients) - own) for one in tellings]
    tell_all(session, others, now, people.actors)
