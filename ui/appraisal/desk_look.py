"""What HR sees in the morning, from one look into the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_state import AppealState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.progress import CycleProgress, Deadline, next_deadlines, progress_of
from domain.core.clock import today
from domain.core.permission import Actor
from domain.organisation.directory import colleagues
from domain.organisation.unit import Unit
from domain.workforce.expiring_certificates import Expiring, expiring_certificates
from ui.appraisal.waiting import Waiting, look_at_waiting
from ui.language import in_language

MOST_CYCLES = 6


@dataclass(frozen=True)
class Desk:
    """Everything on the desk."""

    today: date
    cycles: Sequence[AppraisalCycle]
    """Those that are not closed, the latest first."""
    cycle: AppraisalCycle | None
    """The one looked at."""
    progress: CycleProgress | None
    waiting: Waiting | None
    """Of the cycle looked at."""
    appeals: Sequence[Appeal]
    expiring: Sequence[Expiring]
    deadlines: Sequence[Deadline]
    units: Mapping[int, str]
    people: Mapping[int, str]


def look_at_desk(actor: Actor, chosen: int | None) -> Desk:
    """Read it; `chosen` is the cycle to look at, else the latest."""
    day = today()
    with reading(actor) as session:
        cycles = _cycles(session)
        cycle = next((one for one in cycles if one.id == chosen), cycles[0] if cycles else None)
        units = {
            row.id: in_language(row.name_zh, row.name_en)
            for row in session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
        }
        undecided = Appeal.state != AppealState.DECIDED
        appeals = session.scalars(
            select(Appeal).where(undecided, Appeal.archived_at.is_(None)).order_by(Appeal.filed_on)
        ).all()
        expiring = expiring_certificates(session, day)
        ids = {one.person_id for one in appeals} | {one.person_id for one in expiring}
        return Desk(
            day, cycles, cycle, progress_of(session, cycle.id, day) if cycle else None,
            look_at_waiting(session, cycle, day, units) if cycle else None, appeals, expiring,
            next_deadlines(list(cycles), day), units,
            {one.id: in_language(one.name, one.name_en) for one in colleagues(session, ids)},
        )  # fmt: skip


def _cycles(session: Session) -> Sequence[AppraisalCycle]:
    query = select(AppraisalCycle).where(
        AppraisalCycle.archived_at.is_(None), AppraisalCycle.state != CycleState.CLOSED
    )
    newest = query.order_by(AppraisalCycle.first_on.desc(), AppraisalCycle.id.desc())
    return session.scalars(newest.limit(MOST_CYCLES)).all()
