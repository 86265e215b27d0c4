"""A measure that is being built, on real data: month by month, before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.custom_field import CustomField
from domain.core.measure import MeasureKind
from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Permission
from domain.indicators.custom_measure import FACTS_BY_NAME, CustomMeasure
from domain.indicators.custom_measure_registry import built, recipe_of
from domain.indicators.fact_pass import Pass, Scope
from domain.indicators.measure_part import natural

SHOWN = 13
"""Months of a trial."""


@dataclass(frozen=True)
class Month:
    """What a measure makes of one month."""

    month: int
    amount: Decimal
    rows: int


def try_measure(session: Session, actor: Actor, values: Mapping[str, Any], today: date) -> list[Month]:
    """The last months over all rows the actor may see. Raises what keeping the measure would."""
    actor.require(Permission.INDICATORS_DEFINE)
    draft = CustomMeasure(**{"month": "period", "until": "", "field": "", "conditions": {}, **values})
    draft.require_fit(session)
    own = select(CustomField.key, CustomField.kind).where(CustomField.entity == draft.fact)
    draft.money, draft.needs_value = bool(draft.money), bool(draft.needs_value)
    measure = built(recipe_of(draft, [(key, kind) for key, kind in session.execute(own)]))
    one = Pass(FACTS_BY_NAME[draft.fact])
    for part in measure.parts:
        one.add(measure, part, is_coverage=False)
    scope = Scope()
    sums: dict[int, list[int]] = {}
    for key, (amount, rows, *_) in one.fold(session.execute(one.statement(scope)), scope).items():
        known = sums.setdefault(key[2], [0, 0])
        known[0], known[1] = known[0] + amount, known[1] + rows
    return _months(sums, month_of(today), running=measure.kind is MeasureKind.BALANCE)


def _months(sums: Mapping[int, list[int]], last: int, *, running: bool) -> list[Month]:
    """A balance counts everything up to its month."""
    found = []
    for back in range(SHOWN - 1, -1, -1):
        month = add_months(last, -back)
        parts = [one for key, one in sums.items() if key == month or (running and key < month)]
        found.append(Month(month, natural(sum(one[0] for one in parts)), sum(one[1] for one in parts)))
    return found
