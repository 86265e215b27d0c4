"""The life of a drill: planned, run, assessed by somebody who did not play, its gaps turned into actions."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, object_session

from domain.core import clock
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient, rounded
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.training.drill import Drill, DrillStep


class DrillState(StrEnum):
    """How far a drill has come."""

    PLANNED = "planned"
    RUN = "run"
    ASSESSED = "assessed"
    ACTIONS = "actions"
    """Every gap has become an improvement, or there was none."""
    CANCELLED = "cancelled"

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        tones = {"planned": "calm", "run": "waiting", "assessed": "active", "actions": "good"}
        return tones.get(self.value, "calm")


class NotPrepared(RuleBroken):
    """Without players or a checklist it could not be scored."""

    text = "A drill needs at least one player and one step of its checklist."


class NotDated(RuleBroken):
    """It is not said when it was run."""

    text = "Say on which day it was run."


class RunAhead(RuleBroken):
    """It has not taken place yet."""

    text = "{day} lies ahead: a drill is run once it has taken place."


class NothingObserved(RuleBroken):
    """Nothing on the checklist came up."""

    text = "Say of the steps of the checklist whether they were done."


class PlayerAssesses(RuleBroken):
    """Nobody scores themselves."""

    text = "You played a part in this drill; somebody else must assess it."


class GapsOpen(RuleBroken):
    """What went wrong would be forgotten."""

    text = "{count} gaps have not been turned into improvements yet."


def is_prepared(drill: "Drill", _: Actor) -> DomainError | None:
    """There are players and something to watch for."""
    roles, steps = parts(drill)
    return None if roles and steps else NotPrepared()


def is_dated(drill: "Drill", _: Actor) -> DomainError | None:
    """The day is said."""
    if drill.run_on is None:
        return NotDated(field="run_on")
    return RunAhead(field="run_on", day=drill.run_on) if drill.run_on > clock.today() else None


def is_observed(drill: "Drill", _: Actor) -> DomainError | None:
    """Something came up."""
    return None if any(step.done is not None for step in parts(drill)[1]) else NothingObserved()


def not_a_player(drill: "Drill", actor: Actor) -> DomainError | None:
    """Somebody who had no part in it acts."""
    return PlayerAssesses() if actor.person_id in parts(drill)[0] or actor.person_id is None else None


def gaps_are_followed(drill: "Drill", _: Actor) -> DomainError | None:
    """Every gap leads to an improvement."""
    left = sum(step.is_gap and step.issue_id is None for step in parts(drill)[1])
    return GapsOpen(count=left) if left else None


def keep_score(session: Session, drill: "Drill", _: Actor, now: datetime) -> None:
    """Effect: the score is what it is from now on."""
    drill.score = score_of(parts(drill)[1])


def score_of(steps: "list[DrillStep]") -> Decimal | None:
    """Weight of what was done in time, in per cent of the weight of all that came up; None: nothing did."""
    counted = [step for step in steps if step.in_time is not None]
    reached = sum(step.weight for step in counted if step.in_time)
    share = quotient(reached * 100, sum(step.weight for step in counted))
    return None if share is None else rounded(share, 2)


def parts(drill: "Drill") -> "tuple[set[int], list[DrillStep]]":
    """Players (persons) and checklist as they are now."""
    session = object_session(drill)
    if session is not None:
        session.refresh(drill, ["roles", "checklist"])
    return (
        {role.person_id for role in drill.roles if role.archived_at is None},
        [step for step in drill.checklist if step.archived_at is None],
    )


S, TEACH = DrillState, Permission.TRAINING_TEACH
DRILL_WORKFLOW: Workflow["Drill"] = Workflow(
    S.PLANNED,
    (
        Step(name="run", source=S.PLANNED, target=S.RUN, permission=TEACH, guards=(is_prepared, is_dated)),
        Step(name="cancel", source=S.PLANNED, target=S.CANCELLED, permission=TEACH, needs_reason=True),
        Step(
            name="assess", source=S.RUN, target=S.ASSESSED, permission=TEACH,
            guards=(not_a_player, is_observed), effects=(keep_score,), allowed_days=7,
        ),
        Step(
            name="finish", source=S.ASSESSED, target=S.ACTIONS, permission=TEACH,
            guards=(gaps_are_followed,), allowed_days=14,
        ),
    ),
    editable_in=frozenset({S.PLANNED, S.RUN}),
)  # fmt: skip
