"""Who has a bonus for the same cycle under the same scheme in another run: nobody is paid twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.appraisal.published import PublishedResult
from domain.core.statement import Statement
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState, LineKind
from domain.rewards.bonus_statements import InAnotherRun, InAnotherRunOtherwise


@dataclass(frozen=True)
class PaidBefore:
    """A bonus in another run that was not discarded."""

    run: str
    grade: str
    coefficient: str

    def said(self, result: PublishedResult) -> Statement:
        """That it is there; and what it rests on, where the result was changed afterwards."""
        now = None if result.coefficient is None else plain_digits(result.coefficient)
        if now == self.coefficient:
            return InAnotherRun(run=self.run)
        return InAnotherRunOtherwise(
            run=self.run, then=self.grade, coefficient=self.coefficient, now=result.grade_code or "-",
            other=now or "-",
        )  # fmt: skip


def paid_before(session: Session, run: BonusRun) -> dict[int, PaidBefore]:
    """By person; drafts have no lines yet, and discarded runs pay nothing."""
    query = (
        select(BonusLine.person_id, BonusRun.number, BonusLine.grade_code, BonusLine.inputs)
        .join(BonusRun, BonusRun.id == BonusLine.run_id)
        .where(
            BonusLine.kind == LineKind.BONUS, BonusLine.archived_at.is_(None), BonusRun.id != run.id,
            BonusRun.cycle_id == run.cycle_id, BonusRun.scheme_id == run.scheme_id,
            BonusRun.state != BonusRunState.DISCARDED,
        )
    )  # fmt: skip
    return {
        person: PaidBefore(number, grade, inputs["coefficient"])
        for person, number, grade, inputs in session.execute(query)
    }


def overdrawn(session: Session, run: BonusRun) -> list[str]:
    """Cycles of which this run and others together would release or take back more than there is.

    Two runs that were calculated at the same moment do not see each other; this does, before any is approved.
    """
    origins = select(BonusLine.origin_id).where(
        BonusLine.run_id == run.id, BonusLine.archived_at.is_(None), BonusLine.origin_id.is_not(None)
    )
    of = {line.id: line for line in session.scalars(select(BonusLine).where(BonusLine.id.in_(origins)))}
    sums = _sums(session, of)
    return sorted({line.cycle_code for line in of.values() if _too_much(line, sums)})


def _sums(session: Session, of: Mapping[int, Any]) -> dict[tuple[int | None, LineKind], Decimal]:
    query = (
        select(BonusLine.origin_id, BonusLine.kind, func.sum(BonusLine.amount))
        .join(BonusRun, BonusRun.id == BonusLine.run_id)
        .where(
            BonusLine.origin_id.in_(sorted(of)), BonusLine.archived_at.is_(None),
            BonusRun.state != BonusRunState.DISCARDED,
        )
        .group_by(BonusLine.origin_id, BonusLine.kind)
    )  # fmt: skip
    return {(origin, kind): amount for origin, kind, amount in session.execute(query)}


def _too_much(line: BonusLine, sums: Mapping[tuple[int | None, LineKind], Decimal]) -> bool:
    released = sums.get((line.id, LineKind.RELEASE), Decimal(0))
    taken = -sums.get((line.id, LineKind.CLAW_BACK), Decimal(0))
    held = line.held_back or Decimal(0)
    return released > held or not 0 <= taken <= line.amount + released
