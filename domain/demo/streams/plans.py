"""The rows of targets, forecasts and budgets: made to be reached, narrowly, by a company that is well."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from domain.demo.book import Book, Row
from domain.demo.catalogue import PRODUCTS
from domain.demo.chance import cents
from domain.demo.monthly import monthly, unit_months, usual

ROUND = Decimal(10_000)
MARGIN_BELOW = Decimal("0.985")
CONTRACTS_BELOW = Decimal("0.97")
EXPENSES = Decimal("0.06")
"""Budgeted expenses over sales."""


def targets(book: Book) -> Iterator[Row]:
    """Revenue, margin, contracts and new customers of each unit and month."""
    known = monthly(book.plan) if book.is_first else {}
    for unit, age, month in unit_months(book) if book.is_first else ():
        random = book.plan.stream("targets", unit, month)
        revenue = _rounded(usual(known, unit, age) * Decimal(random.uniform(0.93, 1.0)))
        past = max(age, 1)
        share = 1 - known[unit, past].cost / (known[unit, past].net or Decimal(1))
        amounts = {
            "收入": revenue,
            "毛利": cents(revenue * max(share, Decimal(0)) * MARGIN_BELOW),
            "合同额": cents(known[unit, age].signed * CONTRACTS_BELOW),
            "新增客户": Decimal(known[unit, age].new_customers),
        }
        frozen = (book.plan.start_of(age) - timedelta(5)).isoformat()
        for metric, amount in amounts.items():
            if amount or metric == "收入":
                yield {
                    "metric": metric, "unit": unit, "month": month, "amount": str(amount),
                    "target_version": f"{month[:4]}-V1", "frozen_on": frozen,
                }  # fmt: skip


def forecasts(book: Book) -> Iterator[Row]:
    """What was expected of each product, now a little too much, now a little too little."""
    known = monthly(book.plan) if book.is_first else {}
    for unit, age, month in unit_months(book) if book.is_first else ():
        random = book.plan.stream("forecasts", unit, month)
        for one in PRODUCTS:
            past = [known[unit, then].by_product[one.number] for then in ((1, 2, 3) if age <= 0 else (age,))]
            sold, side = sum(past, Decimal(0)) / len(past), 1 if age % 2 else -1
            amount = cents(sold * Decimal(1 + side * random.uniform(0.02, 0.12)))
            yield {
                "unit": unit, "product": one.number, "month": month, "amount": str(amount),
                "forecast_version": f"{month}-F1",
                "frozen_on": (book.plan.start_of(age) - timedelta(3)).isoformat(),
            }  # fmt: skip


def budgets(book: Book) -> Iterator[Row]:
    """Sales and expenses of each unit and month."""
    known = monthly(book.plan) if book.is_first else {}
    for unit, age, month in unit_months(book) if book.is_first else ():
        sales = _rounded(usual(known, unit, age))
        for subject, amount in (("销售收入", sales), ("销售费用", cents(sales * EXPENSES))):
            yield {
                "plan_version": f"{month[:4]}-V1", "unit": unit, "month": month, "subject": subject,
                "amount": str(amount), "frozen_on": (book.plan.start_of(age) - timedelta(20)).isoformat(),
            }  # fmt: skip


def _rounded(amount: Decimal) -> Decimal:
    return (amount / ROUND).quantize(Decimal(1), ROUND_DOWN) * ROUND
