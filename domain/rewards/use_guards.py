"""What must hold before a step of a use: persons are compared, not accounts."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.core.acting_person import known_person
from domain.core.clock import business_date, now
from domain.core.errors import DomainError, Missing, NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.workflow import who_took
from domain.rewards.own_affair import OwnAffair, TookPart
from domain.rewards.present_result import present_result
from domain.rewards.use_state import UseKind

if TYPE_CHECKING:
    from domain.rewards.use_of_result import UseOfResult


class NotEligible(RuleBroken):
    """A condition of the path is not met."""

    text = "The conditions of the level are not met: {conditions}."


class ResultChanged(RuleBroken):
    """An appeal gave another result."""

    text = (
        "The result has changed since this was proposed (grade then {then}, now {now}). Reject it; the rules "
        "propose anew what follows from the present result."
    )


class NoOutcome(RuleBroken):
    """A review without a verdict."""

    text = "Record first what came of it."


def may_check(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """HR checks, or who checks rewards in the unit."""
    rights = (Permission.REWARDS_CHECK, Permission.REWARDS_PROPOSE)
    allowed = any(actor.may(one, use.unit_id) for one in rights)
    return None if allowed else NotPermitted(permission=Permission.REWARDS_CHECK)


def may_review(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """The rater, or HR."""
    rater = actor.person_id is not None and actor.person_id == use.rater_id
    allowed = rater or actor.may(Permission.REWARDS_PROPOSE, use.unit_id)
    return None if allowed else NotPermitted(permission=Permission.REWARDS_PROPOSE)


def not_concerned(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """Somebody acts whom it does not concern."""
    return known_person(use, actor) or (OwnAffair() if actor.person_id == use.person_id else None)


def not_the_proposer(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """Another person than who proposed it."""
    return TookPart(action="UseOfResult.step.propose") if actor.person_id == use.proposed_by_id else None


def neither_before(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """Another person than who proposed or checked it."""
    return not_the_proposer(use, actor) or _apart(use, actor, "check")


def not_the_approver(use: "UseOfResult", actor: Actor) -> DomainError | None:
    """Another person than who approved it."""
    return _apart(use, actor, "approve")


def is_complete(use: "UseOfResult", _actor: Actor) -> DomainError | None:
    """A promotion says where to; what no rule asks for says what is to be done."""
    if use.kind is UseKind.PROMOTION and use.level_id is None:
        return Missing(field="level", field_name="UseOfResult.level")
    if use.rule_id is None and use.course_id is None and not use.note.strip():
        return Missing(field="note", field_name="UseOfResult.note")
    return None


def is_eligible(use: "UseOfResult", _actor: Actor) -> DomainError | None:
    """No condition of the level is known to be missed. What nobody knows is for the approver to judge."""
    from domain.rewards.eligibility import eligibility_of

    session = object_session(use)
    if use.kind is not UseKind.PROMOTION or session is None or use.level_id is None:
        return None
    found = eligibility_of(session, [use.person_id], business_date(now()), {use.person_id: use.level_id})
    missed = [f"ConditionKind.{one.kind.value}" for one in found[use.person_id].missed]
    return NotEligible(conditions=tuple(missed)) if missed else None


def rests_on_the_result(use: "UseOfResult", _actor: Actor) -> DomainError | None:
    """The result is still what it was when this was proposed."""
    session = object_session(use)
    if session is None:
        return None
    grade, score = present_result(session, use.assessment_id)
    if (grade, score) == (use.grade_code, use.score):
        return None
    return ResultChanged(then=use.grade_code or "-", now=grade or "-")


def outcome_is_recorded(use: "UseOfResult", _actor: Actor) -> DomainError | None:
    """There is a verdict."""
    from domain.rewards.outcome_review import OutcomeReview

    session, t = object_session(use), table_of(OutcomeReview).c
    found = session.scalar(select(t.id).where(t.use_id == use.id)) if session is not None else None
    return None if found is not None else NoOutcome()


def _apart(use: "UseOfResult", actor: Actor, step: str) -> DomainError | None:
    session = object_session(use)
    took = session is not None and actor.person_id in who_took(session, use, step)
    return TookPart(action=f"step.{step}") if took else None
