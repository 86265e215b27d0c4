"""What must hold before a step of a bonus run: who may not take it, and that nothing was changed."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.core.acting_person import known_person
from domain.core.errors import DomainError, RuleBroken
from domain.core.gate import waiting_steps
from domain.core.permission import Actor
from domain.core.workflow import who_took
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.own_affair import OwnAffair, TookPart
from domain.rewards.seeing_all import seeing_all

if TYPE_CHECKING:
    from domain.rewards.bonus_run import BonusRun

DONE = frozenset({CycleState.PUBLISHED, CycleState.CLOSED})


class ResultsNotPublished(RuleBroken):
    """Money for results that people do not know yet."""

    text = "The results of the cycle are not published yet; a bonus follows from published results only."


class Tampered(RuleBroken):
    """The kept amounts do not follow from the kept inputs."""

    text = "The amounts no longer follow from the frozen inputs. Calculate the run again and find out why."


class PaidTwice(RuleBroken):
    """Two runs about the same."""

    text = "Bonuses of this run are in run {runs} as well; discard one of them, or calculate this one again."


class Overdrawn(RuleBroken):
    """Two runs about the same earlier bonus."""

    text = (
        "Together with other runs, more would be released or taken back for {cycles} than there is; "
        "calculate again."
    )


def results_are_published(run: "BonusRun", _actor: Actor) -> DomainError | None:
    """The cycle has been published."""
    session = object_session(run)
    query = select(AppraisalCycle.state).where(AppraisalCycle.id == run.cycle_id)
    published = session is not None and session.scalar(query) in DONE
    return None if published else ResultsNotPublished(field="cycle")


def nothing_waits_for_approval(run: "BonusRun", _actor: Actor) -> DomainError | None:
    """Nobody is being asked to agree to the present amounts: they would agree to others."""
    asked = waiting_steps(run)
    return next((why for step, why in asked.items() if step != "calculate"), None)


def not_the_calculator(run: "BonusRun", actor: Actor) -> DomainError | None:
    """Another person than any who calculated it, ever."""
    return known_person(run, actor) or _apart(run, actor, "calculate")


def neither_before(run: "BonusRun", actor: Actor) -> DomainError | None:
    """Another person than any who calculated or checked it."""
    return not_the_calculator(run, actor) or _apart(run, actor, "check")


def not_the_approver(run: "BonusRun", actor: Actor) -> DomainError | None:
    """Another person than who approved it."""
    return _apart(run, actor, "approve")


def not_in_the_run(run: "BonusRun", actor: Actor) -> DomainError | None:
    """No line of the run is about whoever acts."""
    session, t = object_session(run), table_of(BonusLine).c
    query = select(t.id).where(
        t.run_id == run.id, t.person_id == (actor.person_id or 0), t.archived_at.is_(None)
    )
    found = session is not None and session.scalar(query.limit(1)) is not None
    return OwnAffair() if found else None


def is_as_calculated(run: "BonusRun", _actor: Actor) -> DomainError | None:
    """Calculating from the frozen inputs gives, byte for byte, what is kept."""
    from domain.rewards.recalculate import recalculate

    session = object_session(run)
    return None if session is not None and recalculate(session, run).identical else Tampered()


def pays_nothing_twice(run: "BonusRun", _actor: Actor) -> DomainError | None:
    """No other run that stands, or may yet stand, has the same bonuses."""
    from domain.rewards.other_runs import overdrawn, paid_before

    session = object_session(run)
    if session is None:
        return None
    with seeing_all(session):
        others = paid_before(session, run)
        t = table_of(BonusLine).c
        mine = set(
            session.scalars(
                select(t.person_id).where(
                    t.run_id == run.id, t.kind == LineKind.BONUS, t.archived_at.is_(None)
                )
            )
        )
        twice = sorted({one.run for person, one in others.items() if person in mine})
        if twice:
            return PaidTwice(runs=", ".join(twice))
        cycles = overdrawn(session, run)
    return Overdrawn(cycles=", ".join(cycles)) if cycles else None


def _apart(run: "BonusRun", actor: Actor, step: str) -> DomainError | None:
    session = object_session(run)
    took = session is not None and actor.person_id in who_took(session, run, step)
    return TookPart(action=f"step.{step}") if took else None
