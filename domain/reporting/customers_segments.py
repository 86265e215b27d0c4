"""Customers by how lately, how often and how much they bought: who to keep, to win back, to let go."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from domain.core.period import add_months, first_day_of, last_day_of
from domain.core.permission import Actor, Permission
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.order import Order, OrderStatus
from domain.sales.rfm import Bought, Rfm, rfm_scores

ZERO = Decimal(0)
LOOKED_BACK = 24
"""Months of orders that count: long enough for those who went silent to be seen."""
FEWEST = 5
"""Customers below which fifths say nothing."""


class Segment(StrEnum):
    """Groups of score combinations that are treated alike. The first that fits is the customer's."""

    CHAMPION = "champion"
    """Bought lately, often and much."""
    LOYAL = "loyal"
    """Buys often, not in the last fifths of recency."""
    PROMISING = "promising"
    """Bought lately, seldom so far."""
    SLIPPING = "slipping"
    """Bought often or much, but is silent for longer than it used to be: win it back."""
    OCCASIONAL = "occasional"
    """In the middle of everything."""
    ASLEEP = "asleep"
    """Long silent, and never bought much."""

    @classmethod
    def of(cls, score: Rfm, *, on_time: bool = False) -> "Segment":
        """The segment of a combination of scores.

        There is always a fifth that bought longest ago. A customer that orders in its usual rhythm
        (`on_time`) is therefore neither slipping nor asleep, however long the others' rhythm makes it look.
        """
        good, bad = 4, 2
        often = max(score.frequency, score.monetary)
        if score.recency >= good:
            if min(score.frequency, score.monetary) >= good:
                return cls.CHAMPION
            return cls.LOYAL if score.frequency > bad else cls.PROMISING
        if score.recency <= bad and not on_time:
            return cls.SLIPPING if often >= good - 1 else cls.ASLEEP
        return cls.LOYAL if score.frequency >= good else cls.OCCASIONAL


@dataclass(frozen=True, slots=True)
class Scored:
    """One customer with what it bought in the time looked back on."""

    customer_id: int
    bought: Bought
    score: Rfm
    segment: Segment


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """How many customers a segment has, and what they bought together."""

    segment: Segment
    customers: int
    amount: Decimal


def scored_customers(
    session: Session, actor: Actor, units: Collection[int], month: int, today: date
) -> list[Scored]:
    """Everybody who ordered within 24 months up to the end of the month; two statements.

    Empty for fewer customers than there are fifths. Orders without an amount count as orders of 0.
    """
    actor.require(Permission.FACTS_READ)
    as_of = min(last_day_of(month), today)
    since = first_day_of(add_months(month, 1 - LOOKED_BACK))
    query = (
        select(Order.customer_id, func.max(Order.ordered_on), func.count(), func.sum(Order.net))
        .where(
            Order.customer_id.is_not(None), Order.status != OrderStatus.CANCELLED,
            Order.ordered_on.between(since, as_of), Order.unit_id.in_(sorted(units)),
        )
        .group_by(Order.customer_id)
        .order_by(Order.customer_id)
    )  # fmt: skip
    rows = session.execute(query).all()
    bought = [Bought((as_of - last).days, count, amount or ZERO) for _, last, count, amount in rows]
    if len(bought) < FEWEST:
        return []
    rhythm = _on_time(session, units, as_of)
    return [
        Scored(row[0] or 0, one, score, Segment.of(score, on_time=row[0] in rhythm))
        for row, one, score in zip(rows, bought, rfm_scores(bought), strict=True)
    ]


def _on_time(session: Session, units: Collection[int], as_of: date) -> frozenset[int]:
    """Customers whose rhythm is known and who are not silent for longer than that."""
    kept = CustomerLapse
    late = and_(kept.watch_on <= as_of, or_(kept.ended_on.is_(None), kept.ended_on > as_of))
    query = (
        select(kept.customer_id, func.sum(case((late, 1), else_=0)))
        .where(kept.unit_id.in_(sorted(units)), kept.last_on <= as_of)
        .group_by(kept.customer_id)
    )
    return frozenset(customer for customer, silences in session.execute(query) if not silences)


def segment_sizes(scored: Sequence[Scored]) -> list[SegmentSize]:
    """All segments in their order, empty ones as well."""
    counts = Counter(one.segment for one in scored)
    amounts: Counter[Segment] = Counter()
    for one in scored:
        amounts[one.segment] += one.bought.amount  # type: ignore[assignment]
    return [SegmentSize(one, counts[one], Decimal(amounts[one])) for one in Segment]
