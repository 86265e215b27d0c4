"""What earlier runs paid, held back, released and took back: where the next run goes on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.cycle import AppraisalCycle
from domain.core.period import month_of
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import FINAL, BonusRunState, LineKind

GONE = BonusRunState.DISCARDED


@dataclass
class EarlierBonus:
    """An approved bonus of an earlier cycle, with what later runs have made of it."""

    line_id: int
    person_id: int
    unit_id: int
    cycle_code: str
    first_on: date
    last_on: date
    earned: Decimal
    held_back: Decimal
    paid: Decimal
    months_back: int
    """How many months after a sale its loss takes back, as the scheme was when the bonus was approved."""
    released: Decimal = Decimal(0)
    taken_back: Decimal = Decimal(0)

    @property
    def months(self) -> tuple[int, int]:
        """First and last month (yyyymm) of its cycle."""
        return month_of(self.first_on), month_of(self.last_on)


def earlier_bonuses(
    session: Session, run: BonusRun, cycle: AppraisalCycle, units: Collection[int]
) -> list[EarlierBonus]:
    """Approved bonuses of the units for cycles that ended before this one; by person, then by cycle."""
    query = (
        select(BonusLine, AppraisalCycle.first_on, AppraisalCycle.last_on, BonusRun.frozen)
        .join(BonusRun, BonusRun.id == BonusLine.run_id)
        .join(AppraisalCycle, AppraisalCycle.id == BonusRun.cycle_id)
        .where(
            BonusLine.kind == LineKind.BONUS, BonusLine.archived_at.is_(None), BonusLine.run_id != run.id,
            BonusRun.state.in_(FINAL), BonusRun.scheme_id == run.scheme_id,
            AppraisalCycle.last_on < cycle.last_on, BonusLine.unit_id.in_(sorted(units)),
        )
        .order_by(BonusLine.person_id, AppraisalCycle.last_on, BonusLine.id)
    )  # fmt: skip
    found = {
        line.id: EarlierBonus(
            line.id, line.person_id, line.unit_id, line.cycle_code, first, last,
            line.earned or Decimal(0), line.held_back or Decimal(0), line.amount,
            int(frozen["scheme"]["claw_back_months"]),
        )
        for line, first, last, frozen in session.execute(query)
    }  # fmt: skip
    _add_later(session, run, found)
    return list(found.values())


def _add_later(session: Session, run: BonusRun, found: Mapping[int, EarlierBonus]) -> None:
    """What any other run that was not discarded has released or taken back, even if not approved yet."""
    query = (
        select(BonusLine)
        .join(BonusRun, BonusRun.id == BonusLine.run_id)
        .where(
            BonusLine.kind != LineKind.BONUS, BonusLine.archived_at.is_(None), BonusLine.run_id != run.id,
            BonusRun.state != GONE, BonusLine.origin_id.is_not(None),
        )
    )  # fmt: skip
    for line in session.scalars(query):
        bonus = found.get(line.origin_id or 0)
        if bonus is None:
            continue
        if line.kind is LineKind.RELEASE:
            bonus.released += line.amount
        else:
            bonus.taken_back -= line.amount
