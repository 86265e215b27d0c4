"""What earlier bonuses still have to get or to give back: the lines a run has beside its own bonuses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from db.types import plain_digits
from domain.appraisal.cycle import AppraisalCycle
from domain.core.period import first_day_of
from domain.organisation.person import Person
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.cash_in import Sales, sales_of, within_months
from domain.rewards.earlier_bonuses import EarlierBonus, earlier_bonuses
from domain.rewards.later_amounts import due_back, lost_share, paid_share, released_by_now
from domain.rewards.line_draft import LineDraft
from domain.rewards.losses import Loss, losses_of_bonus, named_losses, together
from domain.rewards.spread_losses import spread_losses
from domain.rewards.unattributed import Unattributed

ALL_LOSSES = 2
"""The way a line was frozen: with all losses known, not only with those that were new then."""


@dataclass(frozen=True)
class Later:
    """Lines about earlier bonuses, and losses of the units that touch none of them."""

    drafts: Sequence[LineDraft] = ()
    unattributed: Sequence[Unattributed] = ()


def later_lines(
    session: Session, run: BonusRun, cycle: AppraisalCycle, units: Collection[int], today: date
) -> Later:
    """Releases and claw-backs; only where there is something to pay or to take."""
    earlier = earlier_bonuses(session, run, cycle, units)
    if not earlier:
        return Later()
    people = {one.person_id for one in earlier}
    span = min(one.months[0] for one in earlier), max(one.months[1] for one in earlier)
    sales = sales_of(session, people, span, today)
    spread = spread_losses(session, first_day_of(span[0]), today)
    losses = together(named_losses(session, people, span, today), spread.losses)
    left = dict(_left(session, people, today))
    drafts = [
        line
        for bonus in earlier
        for line in _lines(
            bonus, within_months(sales, bonus.person_id, bonus.months), losses.get(bonus.person_id, []),
            left.get(bonus.person_id),
        )
    ]  # fmt: skip
    return Later(drafts, [one for one in spread.left if one.unit_id in units])


def _lines(bonus: EarlierBonus, sales: Sales, losses: list[Loss], left: str | None) -> Iterator[LineDraft]:
    mine = losses_of_bonus(losses, bonus.first_on, bonus.last_on, bonus.months_back)
    sold, told = _sold(sales), [one.plain() for one in mine]
    lost = lost_share(told, sold)
    if released_by_now(bonus.held_back, paid_share(sold, lost)) > bonus.released:
        yield _line(bonus, LineKind.RELEASE, sold, {
            "held_back": plain_digits(bonus.held_back), "released": plain_digits(bonus.released),
            "lost": plain_digits(lost),
        })  # fmt: skip
    if due_back(bonus.paid, bonus.held_back, bonus.released, lost) != bonus.taken_back:
        yield _line(bonus, LineKind.CLAW_BACK, sold, {
            "form": ALL_LOSSES, "paid": plain_digits(bonus.paid), "left": left,
            "held_back": plain_digits(bonus.held_back), "released": plain_digits(bonus.released),
            "taken_back": plain_digits(bonus.taken_back), "losses": told,
        })  # fmt: skip


def _left(session: Session, people: Collection[int], today: date) -> Iterator[tuple[int, str]]:
    """Who has left by today, and when."""
    t = table_of(Person).c
    for row in select_in(session, (t.id, t.left_on), t.id, people, t.left_on <= today):
        yield row.id, row.left_on.isoformat()


def _sold(sales: Sales) -> dict[str, str]:
    return {
        "gross": plain_digits(sales.gross), "net": plain_digits(sales.net),
        "collected": plain_digits(sales.collected),
    }  # fmt: skip


def _line(bonus: EarlierBonus, kind: LineKind, sold: Mapping[str, str], more: Mapping[str, Any]) -> LineDraft:
    inputs = {
        "sold": sold, "first": bonus.first_on.isoformat(), "last": bonus.last_on.isoformat(), **more
    }  # fmt: skip
    return LineDraft(kind, bonus.person_id, bonus.unit_id, bonus.cycle_code, inputs, bonus.line_id)
