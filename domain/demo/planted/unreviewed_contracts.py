"""North China signs contracts before their review is over."""

from datetime import date, timedelta

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST, LAST = 6, 2
LATER = 6
"""Days from the signature to the end of the review."""


def _sign_early(book: Book) -> None:
    for row in book.rows["contract"]:
        signed = date.fromisoformat(row["signed_on"])
        if row["unit"] == UNREVIEWED_CONTRACTS.unit and LAST <= book.plan.age(signed) <= FIRST:
            row["submitted_on"] = (signed + timedelta(LATER - 1)).isoformat()
            row["approved_on"] = (signed + timedelta(LATER)).isoformat()


UNREVIEWED_CONTRACTS = Failure(
    id="signed_before_review",
    what_zh="华北大区合同先签后审，评审流于形式",
    what_en="North China signs contracts before they are reviewed",
    unit="NORTH",
    first=FIRST,
    last=LAST,
    seen_by=(Sighting(Detector.INDICATOR, "R20", "red"),),
    changes={Step.ROWS: _sign_early},
)
