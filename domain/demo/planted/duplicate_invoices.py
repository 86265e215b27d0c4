"""A few invoices of Southwest China were entered a second time under a number written differently."""

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.sale import Sale

FIRST, LAST = 3, 1
COPIES = 5


def _enter_twice(book: Book) -> None:
    recent = [
        sale
        for sale in book.of(DUPLICATE_INVOICES.unit)
        if LAST <= book.plan.age(sale.invoiced_on) <= FIRST and sale.invoiced_on <= book.plan.today
    ]
    for sale in book.plan.stream("duplicates", book.part).sample(recent, min(COPIES, len(recent))):
        _copy(book, sale)


def _copy(book: Book, sale: Sale) -> None:
    row = next(row for row in book.rows["invoice"] if row["number"] == sale.invoice)
    book.rows["invoice"].append(row | {"number": sale.invoice.replace("-", ""), "order": ""})


DUPLICATE_INVOICES = Failure(
    id="duplicate_invoices",
    what_zh="西南大区有五张发票被重复录入，号码写法不同",
    what_en="Five invoices of Southwest China were entered twice under numbers written differently",
    unit="WEST",
    first=FIRST,
    last=LAST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R31", "red"),
        Sighting(Detector.SUSPECTS, "duplicate_suspect", str(COPIES)),
    ),
    also=("K33", "K34", "K35", "K36"),
    changes={Step.ROWS: _enter_twice},
)
