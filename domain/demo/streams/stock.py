"""The rows of stock: what left and came in, what was there at month ends, what was counted."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.core.period import last_day_of
from domain.demo.book import Book, Row
from domain.demo.catalogue import GOODS, Article, unit_cost
from domain.demo.chance import one_in
from domain.demo.monthly import Known, monthly
from domain.demo.people import SELLING

COVER = 1.5
"""Stock at month ends over what leaves in a month."""
SMOOTHED = 3
"""Months whose shipments tell how much is kept in stock."""
SHOWN = 30_000
"""Of what is cheaper one piece a month goes to a customer on trial."""
KEPT = 5
"""Months after which nothing is left of what nobody bought."""


def stock_moves(book: Book) -> Iterator[Row]:
    """Issues and purchases of each unit's warehouse, one of each for a product and month."""
    for unit, age, known in _months(book):
        day = book.plan.start_of(age)
        for one in GOODS:
            issued, there = _issued(known, unit, age, one), _level(known, unit, age, one)
            received = issued + there - _level(known, unit, age + 1, one)
            for kind, pieces, on in (("销售出库", issued, 20), ("采购入库", received, 8)):
                moved = day + timedelta(days=on)
                if pieces > 0 and moved <= book.plan.today:
                    yield _move(book, unit, one, kind, pieces, moved)


def _move(book: Book, unit: str, one: Article, kind: str, pieces: int, day: date) -> Row:
    cost = unit_cost(one, day, book.plan.first) * pieces
    return {
        "number": f"{'SI' if kind == '销售出库' else 'SR'}{day:%y%m}-{unit}-{one.number}",
        "warehouse": f"WH-{unit}", "product": one.number, "unit": unit, "kind": kind,
        "moved_on": day.isoformat(), "quantity": str(pieces), "cost": str(cost),
    }  # fmt: skip


def stock_balances(book: Book) -> Iterator[Row]:
    """The list of each warehouse at the end of each month."""
    for unit, age, known in _months(book):
        day = last_day_of(book.plan.month(age))
        for one in GOODS if day <= book.plan.today else ():
            pieces = _level(known, unit, age, one)
            value = unit_cost(one, day, book.plan.first) * pieces
            yield {
                "warehouse": f"WH-{unit}", "product": one.number, "unit": unit, "as_of": day.isoformat(),
                "quantity": str(pieces), "value": str(value), "available": str(pieces),
            }  # fmt: skip


def stock_counts(book: Book) -> Iterator[Row]:
    """Every product is counted once a quarter; cheap ones may be a piece out."""
    for unit, age, known in _months(book):
        month = book.plan.month(age)
        day = last_day_of(month) - timedelta(2)
        wrong = one_in(book.plan.stream("counts", unit, month), 3)
        for one in GOODS if month % 100 % 3 == 0 and day <= book.plan.today else ():
            pieces = _level(known, unit, age, one)
            counted = pieces - (one.abc == "C" and pieces >= 60 and wrong.deal())
            yield {
                "number": f"SC{month}-{unit}", "warehouse": f"WH-{unit}", "product": one.number, "unit": unit,
                "counted_on": day.isoformat(), "book": str(pieces), "counted": str(counted),
                "unit_cost": str(unit_cost(one, day, book.plan.first)), "abc": one.abc,
            }  # fmt: skip


def _months(book: Book) -> Iterator[tuple[str, int, Known]]:
    if book.is_first:
        known = monthly(book.plan)
        for unit in SELLING:
            for age in range(book.plan.months, -1, -1):
                yield unit, age, known


def _issued(known: Known, unit: str, age: int, one: Article) -> int:
    """Pieces that left in a month."""
    month = known.get((unit, age))
    sold = month.shipped[one.number] if month else 0
    return sold if one.price > SHOWN else max(sold, 1)


def _level(known: Known, unit: str, age: int, one: Article) -> int:
    """Pieces in stock at the end of a month, to fit what leaves in the months around it."""
    ages = [past for past in range(age, age + SMOOTHED) if (unit, past) in known and past >= 1]
    ages = ages or [max(age, 1)]
    usual = sum(_issued(known, unit, past, one) for past in ages) / len(ages)
    wanted = any(_issued(known, unit, past, one) for past in range(age - 1, age + KEPT))
    return max(round(usual * COVER), int(wanted))
