"""Ask colleagues how they see a person."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.scorecard_item import ItemKind
from domain.appraisal.separation import AboutYourself
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.organisation.directory import colleague


class NotYoursToAsk(WrongPerson):
    """Whom a colleague is asked about is a matter of the rater and HR."""

    text = "Only the rater of this assessment and HR ask colleagues about a person."


class AskingIsOver(RuleBroken):
    """Whoever has seen results could tell a later answer from them."""

    text = "Asking colleagues about this person ended on {ended_on}; no answer is taken after that."


class NotAboutOneself(RuleBroken):
    """The self-assessment stands beside the 360 and does not count in it."""

    text = "Nobody is asked about themselves here; the self-assessment is shown beside the answers."


class ManagerIsKnown(RuleBroken):
    """The manager's group is the only one that is not anonymous, so nobody else is put into it."""

    text = "The manager’s group is for the rater of the assessment only, and the rater for no other group."


class NobodyToAsk(RuleBroken):
    """A name that is not of the company any more, or nobody at all."""

    text = "{name} no longer works here."


class NothingToJudge(RuleBroken):
    """The scorecard has no competency."""

    text = "The scorecard of this person has no competency that colleagues could judge."


class AskedForReview(Statement):
    """To the colleague."""

    text = "How do you see {person}? Your answer is anonymous; please give it by {due}."


class ManagerAsked(Statement):
    """To the manager, whose group has one member."""

    text = (
        "How do you see {person}, beside your rating? As the manager, you are known. Please answer by {due}."
    )


def invite_reviewers(
    session: Session,
    actor: Actor,
    assessment: Assessment,
    asked: Mapping[int, RaterGroup],
    now: datetime,
) -> list[PeerReview]:
    """Ask these people, each as a member of a group; whoever was asked already is left as they are.

    All are asked until the day the cycle has for the managers' ratings. WrongPerson for anybody but the rater
    and HR; RuleBroken when asking is over, or a group does not fit.
    """
    today = business_date(now)
    _require_may_ask(assessment, actor)
    due = _require_open(session, assessment, today)
    if not any(item.kind is ItemKind.COMPETENCY for item in assessment.asks.items):
        raise NothingToJudge
    t = table_of(PeerReview).c
    known = set(session.scalars(select(t.rater_id).where(t.assessment_id == assessment.id)))
    made = []
    for person_id, group in asked.items():
        _require_fits(session, assessment, person_id, group, today)
        if person_id not in known:
            made.append(
                PeerReview(
                    assessment_id=assessment.id, person_id=assessment.person_id, unit_id=assessment.unit_id,
                    rater_id=person_id, rater_group=group, invited_by_id=actor.person_id, due_on=due,
                )
            )  # fmt: skip
    session.add_all(made)
    session.flush()
    _tell(session, assessment, made, now)
    return made


def _require_may_ask(assessment: Assessment, actor: Actor) -> None:
    if actor.person_id is None:
        raise AccountWithoutPerson
    if actor.person_id == assessment.person_id:
        raise AboutYourself
    is_hr = actor.may(Permission.ASSESSMENTS_ADMINISTER, assessment.unit_id)
    if actor.person_id != assessment.rater_id and not is_hr:
        raise NotYoursToAsk


def _require_open(session: Session, assessment: Assessment, today: date) -> date:
    """The last day of asking; AskingIsOver after it. The table: an end counts whoever asks."""
    cycles, reviews = table_of(AppraisalCycle).c, table_of(PeerReview).c
    earlier = session.execute(
        select(reviews.due_on, func.max(reviews.closed_on).label("closed_on"))
        .where(reviews.assessment_id == assessment.id)
        .group_by(reviews.due_on)
    ).first()
    planned = select(cycles.manager_due_on).where(cycles.id == assessment.cycle_id)
    due: date = earlier.due_on if earlier else session.scalars(planned).one()
    closed = earlier.closed_on if earlier else None
    if closed is not None or due < today:
        raise AskingIsOver(ended_on=closed or due)
    return due


def _require_fits(
    session: Session, assessment: Assessment, person_id: int, group: RaterGroup, today: date
) -> None:
    if person_id == assessment.person_id:
        raise NotAboutOneself
    if (group is RaterGroup.MANAGER) != (person_id == assessment.rater_id):
        raise ManagerIsKnown
    found = colleague(session, person_id)
    if not found.present(today):
        raise NobodyToAsk(name=found.name)


def _tell(session: Session, assessment: Assessment, made: list[PeerReview], now: datetime) -> None:
    if not made:
        return
    people = audience(session, business_date(now))
    subject = colleague(session, assessment.person_id)
    for review in made:
        said = AskedForReview if review.rater_group.anonymous else ManagerAsked
        tell(
            session, people.of_persons([review.rater_id]), Occasion.YOUR_TURN,
            said(person=subject.name, due=review.due_on),
            Link("peer_reviews", {"id": str(review.id)}, Permission.ASSESSMENTS_READ), now,
            f"peer_review:{review.id}",
        )  # fmt: skip
