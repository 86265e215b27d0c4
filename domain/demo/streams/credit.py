"""The rows of credit limits and grades."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_UP, Decimal

from domain.demo.book import Book, Row
from domain.demo.sale import Sale

ROOM = Decimal("1.4")
"""Limit over the most that a customer ever owed or had on order."""
STEP = Decimal(10_000)
LEAST = Decimal(50_000)
RENEWED, VALID = 330, 365
GRADES = (("AAA", 90), ("AA", 85), ("A", 80), ("BBB", 76))
APPROVER = "E006"


def exposures(book: Book) -> dict[str, Decimal]:
    """Customer -> the most that was ordered and not yet paid at any time."""
    by_customer: dict[str, list[Sale]] = {buyer.number: [] for buyer in book.buyers}
    for sale in book.sales:
        by_customer[sale.buyer.number].append(sale)
    return {number: _peak(sales) for number, sales in by_customer.items()}


def _peak(sales: list[Sale]) -> Decimal:
    return max((_open(sales, sale) for sale in sales), default=Decimal(0))


def _open(sales: list[Sale], at: Sale) -> Decimal:
    day = at.ordered_on
    return sum((one.gross for one in sales if one.ordered_on <= day < one.paid_on), Decimal(0))


def credit_limits(book: Book) -> Iterator[Row]:
    """One limit for each customer, with room above what they need."""
    peaks = exposures(book)
    for buyer in book.buyers:
        amount = max((peaks[buyer.number] * ROOM / STEP).quantize(Decimal(1), ROUND_UP) * STEP, LEAST)
        if buyer.since <= book.plan.today:
            yield {
                "customer": buyer.number, "amount": str(amount), "term_days": str(buyer.term),
                "valid_from": buyer.since.isoformat(), "approved_by": APPROVER,
            }  # fmt: skip


def credit_grades(book: Book) -> Iterator[Row]:
    """A grade for each customer, renewed in time."""
    for buyer in book.buyers:
        random = book.plan.stream("grades", buyer.number)
        grade, score = random.choice(GRADES)
        z_score = f"{random.uniform(1.6, 4.5):.2f}" if random.random() < 0.6 else ""
        day = buyer.since
        while day <= book.plan.today:
            yield {
                "customer": buyer.number, "grade": grade, "score": str(score + random.randrange(4)),
                "graded_on": day.isoformat(), "valid_to": (day + timedelta(VALID)).isoformat(),
                "z_score": z_score,
            }  # fmt: skip
            day += timedelta(RENEWED)
