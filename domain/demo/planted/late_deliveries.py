"""Orders of North China leave late, and reminding people does not help."""

from datetime import timedelta

from domain.demo.book import Book
from domain.demo.chance import one_in
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.season import working

FIRST = 12
ONE_IN = 6


def _hold_up(book: Book) -> None:
    random = book.plan.stream("late deliveries", book.part)
    late = one_in(random, ONE_IN)
    for sale in book.of(LATE_DELIVERIES.unit):
        if book.plan.age(sale.promised_on) <= FIRST and late.deal():
            sale.shipped_on = working(sale.promised_on + timedelta(days=random.randrange(2, 14)))


LATE_DELIVERIES = Failure(
    id="fix_that_did_not_work",
    what_zh="华北大区延迟发货增多；加强跟进后准时足量交付率未回升，改进未见成效",
    what_en="North China delivers late; following up harder did not help, no effect was shown",
    unit="NORTH",
    first=FIRST,
    seen_by=(
        Sighting(Detector.INDICATOR, "K26", "red"),
        Sighting(Detector.INDICATOR, "X01", "red"),
        Sighting(Detector.LOOP, "K26", "not_shown"),
    ),
    also=("R61", "K29", "K45", "R49"),
    changes={Step.SHIPMENTS: _hold_up},
)
