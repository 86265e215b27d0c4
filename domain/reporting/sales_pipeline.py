"""Deals on their way: how many and how much stands in each stage, and what can be expected of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain.core.measure import Part
from domain.core.permission import Actor, Permission
from domain.indicators.trait import TRAITS, of_bearers
from domain.sales.opportunity import Opportunity, Outcome

ZERO = Decimal(0)


@dataclass(slots=True)
class PipelineStage:
    """Open deals of one stage. `name` is empty where the source names none.

    `expected` weighs the amounts with the chance of winning; deals without a chance stated add nothing, and
    `unrated` counts them. `late` deals should have been decided before the day.
    """

    name: str
    count: int = 0
    amount: Decimal = ZERO
    expected: Decimal = ZERO
    unrated: int = 0
    late: int = 0


def pipeline(
    session: Session, actor: Actor, units: Collection[int], today: date, only: tuple[str, int] | None = None
) -> list[PipelineStage]:
    """Open deals of the units by stage, in the order in which deals usually pass them; one statement.

    `only` narrows them to a member of a dimension: (dimension, member).

    The usual order is that of the average chance of winning; stages without one come first, by name.
    """
    actor.require(Permission.FACTS_READ)
    deal = Opportunity
    late = deal.expected_close_on < today
    query = (
        select(deal.stage, deal.probability, late.label("late"), func.count(), func.sum(deal.amount))
        .where(deal.outcome == Outcome.OPEN, deal.unit_id.in_(sorted(units)), *_of_member(only))
        .group_by(deal.stage, deal.probability, late)
    )
    stages: dict[str, PipelineStage] = {}
    for name, chance, is_late, count, amount in session.execute(query):
        stage = stages.setdefault(name, PipelineStage(name))
        stage.count += count
        stage.amount += amount or ZERO
        stage.expected += (amount or ZERO) * (chance or ZERO)
        stage.unrated += count if chance is None else 0
        stage.late += count if is_late else 0
    return sorted(stages.values(), key=_place)


def _of_member(only: tuple[str, int] | None) -> list[ColumnElement[bool]]:
    if only is None:
        return []
    by, member = only
    if by in TRAITS:
        return [of_bearers(Part(fact=Opportunity, period=Opportunity.period), TRAITS[by], member)]
    return [getattr(Opportunity, f"{by}_id") == member]


def _place(stage: PipelineStage) -> tuple[Decimal, str]:
    return (stage.expected / stage.amount if stage.amount else ZERO), stage.name
