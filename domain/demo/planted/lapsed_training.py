"""Two salespeople of North China let their certificates run out."""

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.streams.training import COURSES

LAST_EXAM = 15
"""No exam since so many months ago."""
PEOPLE = ("E312", "E313")


def _skip(book: Book) -> None:
    since = book.plan.start_of(LAST_EXAM).isoformat()
    courses = {code for code, *_ in COURSES}
    book.rows["training_record"] = [
        row
        for row in book.rows["training_record"]
        if row["person"] not in PEOPLE or row["course"] not in courses or row["completed_on"] < since
    ]


LAPSED_TRAINING = Failure(
    id="lapsed_training",
    what_zh="华北大区两名销售工程师的内控与信用培训证书过期未复训",
    what_en="Two salespeople of North China let their training certificates expire",
    unit="NORTH",
    first=13,
    seen_by=(
        Sighting(Detector.INDICATOR, "R48", "red", 2, 1),
        Sighting(Detector.INDICATOR, "K46", "red", 2, 1),
    ),
    changes={Step.ROWS: _skip},
    people=PEOPLE,
)
