"""Write down coaching, of one person or of several at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.editing import create, find
from domain.core.errors import Missing
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.organisation.person import Person
from domain.training.coaching import CoachingKind, CoachingLog
from domain.training.coaching_workflow import NotTheCoach


class CoachingToConfirm(Statement):
    """To the person coached."""

    text = "{coach} has written down coaching with you on {day}: please confirm it or say what was different."


def log_coaching(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> CoachingLog:
    """One log; the actor is the coach. `coachee_id` among the values says who was coached."""
    coachee = values.get("coachee_id")
    if coachee is None:
        raise Missing(field="coachee", field_name="CoachingLog.coachee")
    return log_together(session, actor, values, [coachee], now)[0]


def log_together(
    session: Session, actor: Actor, values: Mapping[str, Any], coachees: Sequence[int], now: datetime
) -> list[CoachingLog]:
    """One log for each of these people, about the same time; each is asked to confirm their own."""
    if actor.person_id is None:
        raise AccountWithoutPerson
    if not coachees:
        raise Missing(field="coachee", field_name="CoachingLog.coachee")
    shared = {name: value for name, value in values.items() if name != "coachee_id"}
    if len(coachees) > 1:
        shared |= {"together": uuid4().hex, "kind": values.get("kind") or CoachingKind.TEAM}
    made = [
        create(
            session, actor, Permission.COACHING_WRITE, CoachingLog,
            {
                **shared, "coach_id": actor.person_id, "coachee_id": person, "state_since": now,
                "unit_id": find(session, Person, person).unit_id,
            },
        )
        for person in dict.fromkeys(coachees)
    ]  # fmt: skip
    _ask(session, actor, made, now)
    return made


def add_coachees(
    session: Session, actor: Actor, log_id: int, coachees: Sequence[int], now: datetime
) -> list[CoachingLog]:
    """Others took part too: a log of the same time for each, without what was said to the first."""
    log = find(session, CoachingLog, log_id)
    if actor.person_id is None or actor.person_id != log.coach_id:
        raise NotTheCoach
    log.together = log.together or uuid4().hex
    log.kind = CoachingKind.TEAM if log.kind is CoachingKind.ONE_TO_ONE else log.kind
    values = {"held_on": log.held_on, "hours": log.hours, "topic": log.topic, "kind": log.kind}
    more = log_together(session, actor, values | {"next_on": log.next_on}, coachees, now)
    for one in more:
        one.together = log.together
    session.flush()
    return more


def _ask(session: Session, actor: Actor, logs: Sequence[CoachingLog], now: datetime) -> None:
    people = audience(session, business_date(now))
    tellings = [
        Telling(
            recipients=people.of_persons([log.coachee_id]),
            occasion=Occasion.YOUR_TURN,
            statement=CoachingToConfirm(coach=actor.name, day=log.held_on),
            link=Link("coaching", {"id": str(log.id)}, Permission.TRAINING_READ),
            key=f"coaching:{log.id}",
        )
        for log in logs
    ]
    tell_all(session, tellings, now, people.actors)
