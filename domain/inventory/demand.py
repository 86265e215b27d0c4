"""On which days a unit, or a unit below it, had orders for a product."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.organisation.tree import unit_tree
from domain.sales.order import Order, OrderLine, OrderStatus

ORDER, LINE = map(table_of, (Order, OrderLine))


@dataclass(frozen=True)
class Demand:
    """(product, unit) -> days with orders, in order."""

    days: dict[tuple[int, int], list[date]]

    @classmethod
    def of(cls, session: Session, products: Sequence[int], months: Collection[int]) -> Self:
        """Orders for these products from the first to the last of the months; cancelled ones are none."""
        query = (
            select(LINE.c.product_id, ORDER.c.unit_id, ORDER.c.ordered_on)
            .join(ORDER, ORDER.c.id == LINE.c.order_id)
            .where(LINE.c.product_id.in_(products), ORDER.c.status != OrderStatus.CANCELLED)
            .where(ORDER.c.period.between(min(months), max(months)))
            .distinct()
        )
        tree, found = unit_tree(session), defaultdict(set)
        for row in session.execute(query):
            for unit in tree.above(row.unit_id):
                found[row.product_id, unit].add(row.ordered_on)
        return cls({key: sorted(days) for key, days in found.items()})

    def between(self, product: int, unit: int, after: date, upto: date) -> bool:
        """Whether there was an order later than `after` and up to `upto`."""
        days = self.days.get((product, unit), [])
        return bisect_right(days, upto) > bisect_right(days, after)
