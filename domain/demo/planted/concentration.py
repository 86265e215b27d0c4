"""One customer of Southwest China grows until much of what is owed there hangs on it."""

from datetime import date

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST = 9
TIMES = 1.5
"""Times the usual order that each month adds."""


def _grow(book: Book) -> None:
    def factor(day: date) -> float:
        age = book.plan.age(day)
        return 1 + TIMES * (FIRST + 1 - age) if age <= FIRST else 1.0

    for buyer in book.buyers:
        if CONCENTRATION.hits(buyer):
            buyer.size, buyer.term, buyer.since = 42_000, 60, book.plan.first
            buyer.growth.append(factor)


CONCENTRATION = Failure(
    id="concentration",
    what_zh="西南大区应收越来越集中于一家客户",
    what_en="What is owed in Southwest China concentrates on one customer",
    unit="WEST",
    first=FIRST,
    seen_by=(Sighting(Detector.INDICATOR, "R07", "amber", 6, 1),),
    also=("R08", "X05", "R01", "R02", "R32", "R10"),
    changes={Step.BUYERS: _grow},
    strikes=lambda buyer: buyer.place == 0,
)
