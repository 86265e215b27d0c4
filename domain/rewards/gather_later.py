"""What earlier bonuses still have to get or to give back: the lines a run has beside its own bonuses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.appraisal.cycle import AppraisalCycle
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.cash_in import Sales, sales_of, within_months
from domain.rewards.earlier_bonuses import EarlierBonus, earlier_bonuses
from domain.rewards.line_draft import LineDraft
from domain.rewards.losses import Loss, losses_of


def later_lines(
    session: Session, run: BonusRun, cycle: AppraisalCycle, units: Collection[int], months: int, today: date
) -> Iterator[LineDraft]:
    """Releases and claw-backs; only where there is something to release or to take back."""
    earlier = earlier_bonuses(session, run, cycle, units)
    if not earlier:
        return
    people = {one.person_id for one in earlier}
    span = min(one.months[0] for one in earlier), max(one.months[1] for one in earlier)
    sales, losses = (
        sales_of(session, people, span, today),
        losses_of(session, people, span, months, today),
    )
    for bonus in earlier:
        sold = within_months(sales, bonus.person_id, bonus.months)
        if _may_release(bonus, sold):
            yield _line(bonus, LineKind.RELEASE, sold, {
                "held_back": plain_digits(bonus.held_back), "released": plain_digits(bonus.released),
            })  # fmt: skip
        if new := _new_losses(bonus, losses):
            yield _line(bonus, LineKind.CLAW_BACK, sold, {
                "paid": plain_digits(bonus.paid), "taken_back": plain_digits(bonus.taken_back),
                "losses": [one.plain() for one in new],
            })  # fmt: skip


def _may_release(bonus: EarlierBonus, sold: Sales) -> bool:
    """Something is held back still, and some customer paid (or none has to)."""
    share = Decimal(1) if sold.gross <= 0 else min(Decimal(1), sold.collected / sold.gross)
    return bonus.released < bonus.held_back and bonus.held_back * share > bonus.released


def _new_losses(bonus: EarlierBonus, losses: Mapping[int, Sequence[Loss]]) -> list[Loss]:
    """Losses of what was sold in the cycle of the bonus, as far as they were not taken back before.

    What was lost within the cycle is in the figures that the bonus came from; it does not count twice.
    """
    if bonus.paid <= bonus.taken_back:
        return []
    return [
        one
        for one in losses.get(bonus.person_id, ())
        if bonus.first_on <= one.sold_on <= bonus.last_on < one.lost_on and one.key not in bonus.known
    ]


def _line(bonus: EarlierBonus, kind: LineKind, sold: Sales, more: Mapping[str, Any]) -> LineDraft:
    inputs = {
        "sold": {
            "gross": plain_digits(sold.gross), "net": plain_digits(sold.net),
            "collected": plain_digits(sold.collected),
        },
        "first": bonus.first_on.isoformat(), "last": bonus.last_on.isoformat(), **more,
    }  # fmt: skip
    return LineDraft(kind, bonus.person_id, bonus.unit_id, bonus.cycle_code, inputs, bonus.line_id)
