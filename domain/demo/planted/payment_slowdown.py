"""Customers of South China pay later every month."""

from datetime import date, timedelta

from domain.demo.book import Book
from domain.demo.chance import one_in
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST = 9
DAYS = 3.2
"""Days added each month."""
BROKEN, SOONER, MENDED = 3, 6, 5
"""One promise of so many is broken, for it was made for so many days too early; until so many months ago."""


def _delay(book: Book) -> None:
    def later(due: date) -> float:
        age = book.plan.age(due)
        return DAYS * (FIRST + 1 - age) if age <= FIRST else 0.0

    for buyer in book.buyers:
        if PAYMENT_SLOWDOWN.hits(buyer):
            buyer.delays.append(later)


def _break(book: Book) -> None:
    """At first, customers of South China promise sooner than they pay."""
    broken = one_in(book.plan.stream("broken promises"), BROKEN)
    since, until = (book.plan.start_of(age).isoformat() for age in (FIRST, MENDED))
    for row in book.rows["promise"]:
        if row["unit"] == PAYMENT_SLOWDOWN.unit and since <= row["made_on"] < until and broken.deal():
            sooner = date.fromisoformat(row["promised_on"]) - timedelta(SOONER)
            row["promised_on"] = max(sooner.isoformat(), row["made_on"])


PAYMENT_SLOWDOWN = Failure(
    id="payment_slowdown",
    what_zh="华南大区客户付款逐月变慢，每月再拖约三天",
    what_en="Customers of South China pay about three days later every month",
    unit="SOUTH",
    first=FIRST,
    seen_by=(
        Sighting(Detector.INDICATOR, "K30", "red", 4, 1),
        Sighting(Detector.INDICATOR, "K33", "red", 6, 1),
        Sighting(Detector.INDICATOR, "K35", "red", 4, 1),
        Sighting(Detector.INDICATOR, "K36", "red", 4, 1),
        Sighting(Detector.INDICATOR, "K38", "amber", 8, 5),
    ),
    also=("K31", "K32", "K34", "R05", "R06", "R11", "X06", "R12", "X07", "R13", "R14", "R10", "K45", "R49"),
    changes={Step.BUYERS: _delay, Step.ROWS: _break},
)
