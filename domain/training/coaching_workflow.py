"""A log of coaching: written by the coach, confirmed or disputed by the person coached (S4-4.2)."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.errors import DomainError, RuleBroken
from domain.core.language import label
from domain.core.period import month_of
from domain.core.permission import Actor
from domain.core.workflow import Step, Workflow
from domain.organisation.person import Person
from domain.workforce.training_record import TrainingKind, TrainingRecord

if TYPE_CHECKING:
    from domain.training.coaching import CoachingLog

SOURCE = "coaching"
"""Of the training records that logs lead to."""


class CoachingState(StrEnum):
    """Whether both say it was so."""

    WRITTEN = "written"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"written": "waiting", "confirmed": "good", "disputed": "bad"}[self.value]


class NotThePersonCoached(RuleBroken):
    """Only they know whether it was so."""

    text = "Only the person coached may confirm or dispute this."


class NotTheCoach(RuleBroken):
    """Whoever wrote it corrects it."""

    text = "Only the coach may take this step."


def the_coachee(log: "CoachingLog", actor: Actor) -> DomainError | None:
    """The person coached acts."""
    return None if actor.person_id == log.coachee_id else NotThePersonCoached()


def the_coach(log: "CoachingLog", actor: Actor) -> DomainError | None:
    """The coach acts."""
    return None if actor.person_id == log.coach_id else NotTheCoach()


def count_hours(session: Session, log: "CoachingLog", _: Actor, now: datetime) -> None:
    """Effect: the hours count as training of the person coached, once."""
    if log.training_record_id is not None:
        return
    coach = session.get(Person, log.coach_id)
    record = TrainingRecord(
        unit_id=log.unit_id, person_id=log.coachee_id, kind=TrainingKind.COACHING, course_code="COACHING",
        course_name=label(TrainingKind.COACHING, "zh_CN"),
        completed_on=log.held_on, period=month_of(log.held_on), hours=log.hours,
        trainer=coach.name if coach is not None else "", source=SOURCE, source_ref=str(log.id),
    )  # fmt: skip
    record.check()
    session.add(record)
    session.flush()
    log.training_record_id = record.id


S = CoachingState
COACHING_WORKFLOW: Workflow["CoachingLog"] = Workflow(
    S.WRITTEN,
    (
        Step(
            name="confirm", source=S.WRITTEN, target=S.CONFIRMED, permission=None, guards=(the_coachee,),
            effects=(count_hours,), allowed_days=7,
        ),
        Step(
            name="dispute", source=S.WRITTEN, target=S.DISPUTED, permission=None, guards=(the_coachee,),
            needs_reason=True, allowed_days=7,
        ),
        Step(name="write_again", source=S.DISPUTED, target=S.WRITTEN, permission=None, guards=(the_coach,)),
    ),
    editable_in=frozenset({S.WRITTEN, S.DISPUTED}),
)  # fmt: skip
