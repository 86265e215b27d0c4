"""What a calibration meeting sees, from one look into the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.calibration_board import CalibrationBoard, CalibrationLine, calibration_board
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.earlier_grades import EarlierGrade, seen_before
from domain.appraisal.grade import Grade
from domain.appraisal.side_by_side import changes_of
from domain.core.permission import Actor
from domain.organisation.directory import colleagues
from domain.organisation.unit import Unit
from ui.language import in_language

MOST = 8


@dataclass(frozen=True)
class CalibrationLook:
    """One cycle as the meeting sees it."""

    actor: Actor
    cycles: Sequence[AppraisalCycle]
    cycle: AppraisalCycle
    board: CalibrationBoard
    changes: Sequence[CalibrationChange]
    grades: Mapping[int, Grade]
    units: Mapping[int, str]
    people: Mapping[int, str]
    before: Mapping[int, EarlierGrade]
    """Person -> the grade before, where this person may see it."""

    def line(self, assessment_id: int) -> CalibrationLine | None:
        """One person."""
        return next((one for one in self.board.lines if one.assessment_id == assessment_id), None)

    def name(self, person_id: int | None) -> str:
        """What somebody is called."""
        return self.people.get(person_id or 0, "")

    def grade_code(self, grade_id: int | None) -> str:
        """The code of a grade; empty for none."""
        found = self.grades.get(grade_id or 0)
        return found.code if found else ""


def calibrated_cycles(session: Session) -> Sequence[AppraisalCycle]:
    """Cycles in which there are ratings, those in calibration first, then the latest."""
    late = (CycleState.OPEN, CycleState.CALIBRATING, CycleState.PUBLISHED, CycleState.CLOSED)
    query = select(AppraisalCycle).where(AppraisalCycle.archived_at.is_(None), AppraisalCycle.state.in_(late))
    newest = query.order_by(
        AppraisalCycle.state != CycleState.CALIBRATING,
        AppraisalCycle.first_on.desc(),
        AppraisalCycle.id.desc(),
    )
    return session.scalars(newest.limit(MOST)).all()


def look_at_calibration(actor: Actor, chosen: int | None) -> CalibrationLook | None:
    """Read it; None where no cycle has come so far."""
    with reading(actor) as session:
        cycles = calibrated_cycles(session)
        if not cycles:
            return None
        cycle = next((one for one in cycles if one.id == chosen), cycles[0])
        board = calibration_board(session, actor, cycle)
        changes = changes_of(session, cycle_id=cycle.id)
        ids = {one.person_id for one in board.lines} | {one.by_id for one in changes}
        ids |= {one.rater_id for one in board.lines if one.rater_id is not None}
        return CalibrationLook(
            actor, cycles, cycle, board, changes,
            {one.id: one for one in session.scalars(select(Grade).order_by(Grade.position))},
            {
                row.id: in_language(row.name_zh, row.name_en)
                for row in session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
            },
            {one.id: in_language(one.name, one.name_en) for one in colleagues(session, ids)},
            seen_before(session, {one.person_id for one in board.lines}, cycle.first_on),
        )  # fmt: skip
