"""South China invoices before it ships; whether the cure works cannot be said yet."""

from datetime import timedelta

from domain.demo.billing import set_due
from domain.demo.book import Book
from domain.demo.chance import one_in
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST = 20
ONE_IN = 30


def _invoice_ahead(book: Book) -> None:
    early = one_in(book.plan.stream("early invoices", book.part), ONE_IN)
    for sale in book.of(EARLY_INVOICES.unit):
        if book.plan.age(sale.shipped_on) <= FIRST and early.deal():
            sale.invoiced_on = sale.shipped_on - timedelta(days=3)
            set_due(sale)


EARLY_INVOICES = Failure(
    id="fix_not_judged_yet",
    what_zh="华南大区先开票后发货；整改措施已落实，仍在观察期内，尚不能判定效果",
    what_en="South China invoices before it ships; the fix is in place and still being observed",
    unit="SOUTH",
    first=FIRST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R28", "red"),
        Sighting(Detector.LOOP, "R28", "observing"),
    ),
    also=("K45", "R49"),
    changes={Step.BILLS: _invoice_ahead},
)
