"""Score a cycle: pull all values in one pass, reckon all lines and results."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment_state import DONE
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import RUNNING
from domain.appraisal.pull_values import pull_values
from domain.appraisal.reckon import Scored, reckon
from domain.appraisal.sheet import ASSESSMENT, read_sheets
from domain.core.errors import StepRefused
from domain.core.journal import note
from domain.core.permission import Actor, Permission


def score_cycle(session: Session, actor: Actor, cycle: AppraisalCycle, today: date) -> Scored:
    """Pull the values of everybody in the cycle who is not published yet, and score them.

    May be repeated until publication: values and scores follow the records, overrides stay and stay marked.
    Everybody is scored, also those whose rows the actor may not see, and the actor too.
    """
    actor.require(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
    if cycle.state not in RUNNING:
        raise StepRefused(step="score", state=cycle.state)
    session.flush()
    sheets = read_sheets(session, open_assessments(session, cycle.id))
    pulled = pull_values(session, cycle, sheets, today)
    scored = reckon(session, cycle, (), today, pulled, sheets)
    cycle.scored_on = today
    note(
        session, "scored", entity=AppraisalCycle.__name__, entity_id=cycle.id,
        changes={"scored": [None, scored.scored], "without_score": [None, scored.without_score]},
    )  # fmt: skip
    session.flush()
    return scored


def open_assessments(session: Session, cycle_id: int) -> Collection[int]:
    """Ids of the cycle's assessments that are not published yet, whoever asks."""
    t = ASSESSMENT.c
    return session.scalars(
        select(t.id).where(t.cycle_id == cycle_id, t.archived_at.is_(None), t.state.not_in(sorted(DONE)))
    ).all()
