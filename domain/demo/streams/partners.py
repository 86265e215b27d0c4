"""The rows of dealers, suppliers and competitors."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from domain.core.period import written
from domain.demo.book import Book, Row
from domain.demo.catalogue import GOODS, list_price
from domain.demo.chance import Deck, cents, one_in
from domain.demo.people import SELLING

DEALERS = 2
"""Dealers of each unit that report their sales."""
SUPPLIERS = ("宁海精铸件", "甬江光学元件", "太湖电机配件", "梅岭线束")
"""Coined, as all names here."""
LATE = 44
"""One line of so many comes too late."""
RIVALS = ("海昱测控", "北辰量仪")


def dealer_months(book: Book) -> Iterator[Row]:
    """What dealers bought and sold, and what they have in stock."""
    for unit in SELLING if book.is_first else ():
        dealers = [one for one in book.buyers if one.unit == unit and one.channel == "经销"][:DEALERS]
        for one in dealers:
            random = book.plan.stream("dealers", one.number)
            reached = Deck(random, (0.97, 1.0, 1.04, 1.08, 1.12))
            for age in range(book.plan.months, 0, -1):
                sold = Decimal(one.size * 2) * Decimal(random.uniform(0.96, 1.04))
                month = book.plan.month(age)
                yield {
                    "dealer": one.number, "month": written(month), "unit": unit,
                    "target": str(cents(sold / Decimal(reached.deal()))), "sell_in": str(cents(sold)),
                    "sell_out": str(cents(sold)), "stock": str(cents(sold * Decimal("1.4"))),
                }  # fmt: skip


def supplier_deliveries(book: Book) -> Iterator[Row]:
    """What suppliers promised and brought."""
    late = one_in(book.plan.stream("suppliers"), LATE)
    for place, (supplier, age, number) in enumerate(_monthly(book)):
        for line, one in enumerate(GOODS, 1):
            promised = book.plan.start_of(age) + timedelta(days=(place * 3 + line) % 25)
            received = promised + timedelta(4) if late.deal() else promised - timedelta(1)
            if promised <= book.plan.today:
                yield {
                    "number": f"PO{number}", "line": str(line), "supplier": supplier, "product": one.number,
                    "unit": "ROOT", "promised_on": promised.isoformat(),
                    "received_on": received.isoformat() if received <= book.plan.today else "",
                    "quantity": "40", "received_quantity": "40" if received <= book.plan.today else "",
                }  # fmt: skip


def inspections(book: Book) -> Iterator[Row]:
    """What came in was looked at."""
    for supplier, age, number in _monthly(book):
        bad = one_in(book.plan.stream("inspections", supplier, age), 40)
        day = book.plan.start_of(age) + timedelta(days=12)
        for one in GOODS if day <= book.plan.today else ():
            yield {
                "number": f"QI{number}", "supplier": supplier, "product": one.number, "unit": "ROOT",
                "inspected_on": day.isoformat(), "received": "400", "rejected": "1" if bad.deal() else "0",
            }  # fmt: skip


def competitor_prices(book: Book) -> Iterator[Row]:
    """What others ask for the like, looked up every second month."""
    for age in range(book.plan.months, -1, -2) if book.is_first else ():
        day = book.plan.start_of(age) + timedelta(days=6)
        for place, rival in enumerate(RIVALS):
            for one in GOODS if day <= book.plan.today else ():
                factor = book.plan.stream("rivals", rival, one.number).uniform(0.98, 1.06) + 0.01 * place
                price = list_price(one, day, book.plan.first) * Decimal(factor)
                yield {
                    "competitor": rival, "product": one.number, "unit": "ROOT",
                    "observed_on": day.isoformat(), "price": str(cents(price)),
                }  # fmt: skip


def _monthly(book: Book) -> Iterator[tuple[str, int, str]]:
    """(supplier, months ago, a number) for each supplier and month."""
    for age in range(book.plan.months, -1, -1) if book.is_first else ():
        for place, supplier in enumerate(SUPPLIERS, 1):
            yield supplier, age, f"{book.plan.month(age)}-{place}"
