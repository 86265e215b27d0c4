"""Tell people that an assessment waits for them, or what came of it."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.access.user import User
from domain.appraisal.assessment_state import AssessmentState
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.workflow import Step
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.directory import colleague

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment
    from domain.appraisal.cycle import AppraisalCycle

S, READ = AssessmentState, Permission.ASSESSMENTS_READ


class YourGoals(Statement):
    """To the person: the rater put goals forward."""

    text = "{cycle}: your goals are proposed; agree to them or talk them over."


class RateYourself(Statement):
    """To the person."""

    text = "{cycle}: your self-rating is due."


class RateThePerson(Statement):
    """To the rater, first or second."""

    text = "{cycle}: {person} waits for your rating."


class ResultThere(Statement):
    """To the person. It says nothing of the result."""

    text = "{cycle}: your result is published. Look at it, then acknowledge it or appeal."


class AppealThere(Statement):
    """To the rater and HR."""

    text = "{cycle}: {person} has appealed against the result."


class AppealDecided(Statement):
    """To the person and the rater."""

    text = "{cycle}: the appeal of {person} is decided."


class CycleBegun(Statement):
    """To raters, once for all their people."""

    text = "{cycle}: please agree on goals with {count} people."


TOLD: dict[str, tuple[type[Statement], Callable[["Assessment"], Collection[int | None]]]] = {
    "propose_goals": (YourGoals, lambda one: (one.person_id,)),
    "submit_self": (RateThePerson, lambda one: (one.rater_id,)),
    "skip_self": (RateThePerson, lambda one: (one.rater_id,)),
    "send_back_self": (RateYourself, lambda one: (one.person_id,)),
    "submit_rating": (RateThePerson, lambda one: (one.second_rater_id,)),
    "send_back_rating": (RateThePerson, lambda one: (one.rater_id,)),
    "rate_again": (RateThePerson, lambda one: (one.rater_id,)),
    "publish": (ResultThere, lambda one: (one.person_id,)),
    "appeal": (AppealThere, lambda one: (one.rater_id,)),
    "decide_appeal": (AppealDecided, lambda one: (one.person_id, one.rater_id)),
}
"""Step -> what is told, and to whom. Calibration and HR see on their desks what waits for them."""


def telling_each(steps: tuple[Step["Assessment"], ...]) -> tuple[Step["Assessment"], ...]:
    """The same steps; each also tells whom it concerns."""
    return tuple(
        replace(one, effects=(*one.effects, partial(_tell, one.name))) if one.name in TOLD else one
        for one in steps
    )


def tell_begun(
    session: Session, cycle: "AppraisalCycle", made: Sequence["Assessment"], now: datetime
) -> None:
    """Tell every rater once how many people they are to agree on goals with."""
    count = Counter(one.rater_id for one in made if one.rater_id is not None)
    users = users_of(session, count)
    link = Link("Assessment", {"cycle": str(cycle.id), "state": S.GOALS.value}, READ)
    tell_all(
        session,
        [
            Telling(
                recipients=users.get(rater, ()), occasion=Occasion.YOUR_TURN, link=link,
                statement=CycleBegun(cycle=cycle_name(cycle), count=number),
                key=f"cycle:{cycle.id}:goals:{now.isoformat()}",
            )
            for rater, number in count.items()
        ],
        now,
    )  # fmt: skip


def _tell(step: str, session: Session, assessment: "Assessment", actor: Actor, now: datetime) -> None:
    statement, whom = TOLD[step]
    people = {one for one in whom(assessment) if one is not None and one != actor.person_id}
    if not people:
        return
    users = users_of(session, people)
    facts = {"cycle": cycle_of(session, assessment), "person": colleague(session, assessment.person_id).name}
    telling = Telling(
        recipients=[user for some in users.values() for user in some],
        occasion=Occasion.APPROVAL_DECIDED if step == "decide_appeal" else Occasion.YOUR_TURN,
        statement=statement(**facts),
        link=link_to(assessment.id),
        key=f"assessment:{assessment.id}:{step}:{now.isoformat()}",
    )
    tell_all(session, [telling], now)


def users_of(session: Session, people: Collection[int]) -> dict[int, list[int]]:
    """Person -> their accounts."""
    t = table_of(User).c
    found: dict[int, list[int]] = {}
    for row in session.execute(select(t.id, t.person_id).where(t.person_id.in_(sorted(people)))):
        found.setdefault(row.person_id, []).append(row.id)
    return found


def link_to(assessment_id: int) -> Link:
    """Its page; who may not see it finds nothing there."""
    return Link("Assessment", {"id": str(assessment_id)}, READ)


def cycle_name(cycle: Any) -> Both:
    """What a cycle is called in both languages."""
    return Both(cycle.name_zh, cycle.name_en)


def cycle_of(session: Session, assessment: "Assessment") -> Both:
    """What the assessment's cycle is called."""
    from domain.appraisal.cycle import AppraisalCycle

    return cycle_name(session.get_one(AppraisalCycle, assessment.cycle_id))
