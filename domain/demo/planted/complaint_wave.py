"""Linear stages sold in Shanghai come with loose connectors; many customers complain."""

from datetime import timedelta
from itertools import islice

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.season import working
from domain.demo.streams.after_sales import complaint

FIRST, LAST = 8, 6
A_MONTH = 12
CAUSE, PRODUCT = "接插件松动", "P-3002"


def _complain(book: Book) -> None:
    random = book.plan.stream("complaint wave")
    own = iter([buyer for buyer in book.buyers if COMPLAINT_WAVE.hits(buyer)])
    for age in range(FIRST, LAST - 1, -1):
        for count, buyer in enumerate(islice(own, A_MONTH), 1):
            day = working(book.plan.start_of(age) + timedelta(days=random.randrange(25)))
            number = f"CP-WAVE-{book.plan.month(age)}-{count:02d}"
            book.rows["complaint"].append(complaint(number, buyer.number, buyer.unit, PRODUCT, day, CAUSE))


COMPLAINT_WAVE = Failure(
    id="complaint_wave",
    what_zh="上海营业部销售的直线电机模组接插件松动，同一原因集中投诉",
    what_en="Linear stages sold in Shanghai have loose connectors: a wave of complaints of one cause",
    unit="EAST-SH",
    first=FIRST,
    last=LAST,
    seen_by=(Sighting(Detector.INDICATOR, "R38", "red"),),
    changes={Step.ROWS: _complain},
    strikes=lambda buyer: buyer.place < A_MONTH * (FIRST - LAST + 1),
)
