"""When products were issued from warehouses, and since when they are there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.inventory.stock_balance import StockBalance
from domain.inventory.stock_move import MoveKind, StockMove

BALANCE, MOVE = map(table_of, (StockBalance, StockMove))
Place = tuple[str, int]
"""(warehouse, product)."""


@dataclass(frozen=True)
class StockPast:
    """Days of issues in order, and the first day a product was moved or listed, by place."""

    issues: dict[Place, list[date]]
    first_seen: dict[Place, date]

    @classmethod
    def of(cls, session: Session, products: Sequence[int]) -> Self:
        """The past of these products."""
        columns = (MOVE.c.warehouse, MOVE.c.product_id, MOVE.c.moved_on)
        of_these = MOVE.c.product_id.in_(products)
        query = select(*columns).where(of_these, MOVE.c.kind == MoveKind.ISSUE).distinct()
        issues: dict[Place, list[date]] = defaultdict(list)
        for row in session.execute(query.order_by(MOVE.c.moved_on)):
            issues[row.warehouse, row.product_id].append(row.moved_on)
        first: dict[Place, date] = {}
        for table, day in ((BALANCE, BALANCE.c.as_of), (MOVE, MOVE.c.moved_on)):
            place = (table.c.warehouse, table.c.product_id)
            earliest = select(*place, func.min(day).label("day")).where(table.c.product_id.in_(products))
            for row in session.execute(earliest.group_by(*place)):
                known = first.get((row.warehouse, row.product_id), row.day)
                first[row.warehouse, row.product_id] = min(known, row.day)
        return cls(issues, first)

    def last_issue(self, place: Place, day: date) -> date | None:
        """The last issue up to a day."""
        days = self.issues.get(place, [])
        count = bisect_right(days, day)
        return days[count - 1] if count else None
