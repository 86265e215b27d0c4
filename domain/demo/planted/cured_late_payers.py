"""Customers of Suzhou paid three to four weeks late, until measures worked a year ago."""

from datetime import date

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST, LAST = 29, 14
DAYS = 24.0


def _delay(book: Book) -> None:
    def later(due: date) -> float:
        return DAYS if book.plan.age(due) >= LAST else 0.0

    for buyer in book.buyers:
        if CURED_LATE_PAYERS.hits(buyer):
            buyer.delays.append(later)


CURED_LATE_PAYERS = Failure(
    id="fix_that_worked",
    what_zh="苏州营业部货款到期不付，整改后到期回款率恢复，改进判定有效",
    what_en="Suzhou's customers did not pay when due; the fix worked and is judged effective",
    unit="EAST-SZ",
    first=FIRST,
    last=LAST,
    seen_by=(
        Sighting(Detector.INDICATOR, "K33", "red"),
        Sighting(Detector.INDICATOR, "K35", "red"),
        Sighting(Detector.LOOP, "K33", "effective"),
    ),
    also=("K30", "K31", "K32", "K34", "K36", "R05", "R06", "R11", "K45", "R49"),
    changes={Step.BUYERS: _delay},
)
