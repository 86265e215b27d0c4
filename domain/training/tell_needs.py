"""Tell people of training needs that are late or to be reviewed, and of plans to decide on; each once."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.workflow import who_took
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.person import Person
from domain.training.need_state import NeedState

if TYPE_CHECKING:
    from domain.training.need import TrainingNeed
    from domain.training.training_plan import TrainingPlan

UNMET = (NeedState.IDENTIFIED, NeedState.PLANNED, NeedState.SCHEDULED, NeedState.DELIVERED)


class NeedLate(Statement):
    """To who answers for training, and to the superior."""

    text = "{person} should have learned “{topic}” by {day}."


class EffectToReview(Statement):
    """To who answers for training."""

    text = "Say what has changed since {person} learned “{topic}”."


class PlanToDecide(Statement):
    """To who approves."""

    text = "The training plan “{plan}” ({year}) waits for your decision."


def remind_needs(session: Session, now: datetime) -> int:
    """Tell of what is late, and of effects that can be judged by now; how many were told."""
    from domain.training.need import TrainingNeed

    today = business_date(now)
    late = and_(TrainingNeed.state.in_(UNMET), TrainingNeed.due_on < today)
    ripe = and_(TrainingNeed.state == NeedState.EFFECT_REVIEW, TrainingNeed.effect_due_on <= today)
    here = table_of(Person).c
    gone = select(here.id).where(here.left_on < today)
    query = select(TrainingNeed).where(
        or_(late, ripe), TrainingNeed.archived_at.is_(None), TrainingNeed.person_id.not_in(gone)
    )
    needs = session.scalars(
        query.options(selectinload(TrainingNeed.person), selectinload(TrainingNeed.course))
    )
    people = audience(session, today)
    return tell_all(session, [one for need in needs for one in _of(need, people)], now, people.actors)


def _of(need: "TrainingNeed", people: Audience) -> Iterator[Telling]:
    course = need.course
    topic = Both(course.name_zh, course.name_en) if course is not None else Both(need.topic, need.topic)
    answering = people.with_permission(Permission.TRAINING_ADMINISTER, need.unit_id)
    person = need.person.name
    if need.state is NeedState.EFFECT_REVIEW:
        yield Telling(
            recipients=answering, occasion=Occasion.YOUR_TURN, link=_link(need),
            statement=EffectToReview(person=person, topic=topic), key=f"need:{need.id}:effect",
        )  # fmt: skip
        return
    yield Telling(
        recipients=answering | people.above(need.person_id), occasion=Occasion.OVERDUE, link=_link(need),
        statement=NeedLate(person=person, topic=topic, day=need.due_on), key=f"need:{need.id}:{need.due_on}",
    )  # fmt: skip


def _link(need: "TrainingNeed") -> Link:
    return Link("training_needs", {"id": str(need.id)}, Permission.TRAINING_READ)


def tell_proposed(session: Session, plan: "TrainingPlan", actor: Actor, now: datetime) -> None:
    """Effect: whoever may approve, other than the proposers, learns that a plan waits."""
    people = audience(session, business_date(now))
    able = people.with_permission(Permission.APPROVALS_APPROVE, plan.unit_id)
    proposers = who_took(session, plan, "propose") | {actor.person_id}
    telling = Telling(
        recipients=people.without_persons(able, proposers),
        occasion=Occasion.APPROVAL_ASKED,
        statement=PlanToDecide(plan=plan.title, year=plan.year),
        link=Link("training_plans", {"id": str(plan.id)}, Permission.TRAINING_READ, plan.unit_id),
        key=f"training_plan:{plan.id}:{now.isoformat()}",
    )
    tell_all(session, [telling], now, people.actors)
