"""The dealers of Central China stop ordering."""

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST = 8
GROUP = "经销"


def _leave(book: Book) -> None:
    for buyer in book.buyers:
        if CHURN.hits(buyer):
            buyer.since = book.plan.first
            buyer.until = book.plan.start_of(FIRST)


CHURN = Failure(
    id="churn",
    what_zh="华中大区经销渠道的客户集体停止下单",
    what_en="The dealers among the customers of Central China stop ordering",
    unit="CENTRAL",
    first=FIRST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R35", "red", 4, 1),
        Sighting(Detector.INDICATOR, "R36", "amber", 7, 3),
    ),
    also=("K03", "K19", "K12", "K01", "K02", "X02", "K53", "R62", "K32", "K23", "K20", "K13"),
    changes={Step.BUYERS: _leave},
    strikes=lambda buyer: buyer.channel == GROUP,
)
