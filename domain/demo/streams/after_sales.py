"""The rows of complaints, surveys, suggestions and care for customers."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.demo.book import Book, Row
from domain.demo.chance import Deck, one_in
from domain.demo.people import SELLING
from domain.demo.season import working

CAUSES = ("交货延期", "安装指导不足", "资料缺失", "外观瑕疵")
COMPLAINTS = 500
"""One order in so many leads to a complaint."""
SATISFIED = (5, 5, 5, 4, 4, 4, 5, 4, 5, 3, 4, 5, 4, 5, 4, 5)
RECOMMENDING = (10, 9, 9, 8, 10, 9, 7, 9, 8, 10, 6, 9)
ANSWERS = 32
"""Answers to the survey of each quarter and unit, of either kind."""
SUBJECTS = ("报价审批提速", "样机借用登记", "对账单格式统一", "发货通知自动推送", "客户培训视频")


def complaint(number: str, customer: str, unit: str, product: str, day: date, cause: str) -> Row:
    """One complaint that is answered the same day and settled in two working days."""
    return {
        "number": number, "customer": customer, "unit": unit, "product": product,
        "received_at": f"{day.isoformat()} 09:30", "first_response_at": f"{day.isoformat()} 15:10",
        "resolved_on": working(day + timedelta(2)).isoformat(), "cause": cause, "severity": "一般",
        "status": "已解决",
    }  # fmt: skip


def complaints(book: Book) -> Iterator[Row]:
    """A few complaints of many kinds."""
    for unit in SELLING:
        random = book.plan.stream("complaints", unit, book.part)
        bad, causes, count = one_in(random, COMPLAINTS), Deck(random, CAUSES), 0
        for sale in book.of(unit):
            day = working(sale.shipped_on + timedelta(days=random.randrange(2, 15)))
            if bad.deal() and day + timedelta(5) <= book.plan.today:
                count += 1
                product = sale.lines[0].article.number
                number = book.number(f"CP-{unit}-", count)
                yield complaint(number, sale.buyer.number, unit, product, day, causes.deal())


def survey_responses(book: Book) -> Iterator[Row]:
    """A survey in the middle of each quarter."""
    if not book.is_first:
        return
    for unit in SELLING:
        random = book.plan.stream("surveys", unit)
        own = [buyer for buyer in book.buyers if buyer.unit == unit]
        decks = {"满意度": Deck(random, SATISFIED), "NPS": Deck(random, RECOMMENDING)}
        for age in range(book.plan.months, -1, -1):
            month, start = book.plan.month(age), book.plan.start_of(age)
            for kind, scores in decks.items() if month % 100 % 3 == 2 else ():
                for count, buyer in enumerate(random.sample(own, ANSWERS), 1):
                    day = start + timedelta(days=random.randrange(20))
                    if day <= book.plan.today:
                        yield {
                            "number": f"SV{month}-{unit}-{count:02d}", "survey": f"{month}", "kind": kind,
                            "customer": buyer.number, "unit": unit, "salesperson": buyer.salesperson,
                            "answered_on": day.isoformat(), "score": str(scores.deal()),
                        }  # fmt: skip


def suggestions(book: Book) -> Iterator[Row]:
    """One or two suggestions of each unit and month, all answered in a week."""
    if not book.is_first:
        return
    for unit in SELLING:
        random = book.plan.stream("suggestions", unit)
        adopted, subjects = Deck(random, (True, False, False)), Deck(random, SUBJECTS)
        for age in range(book.plan.months, -1, -1):
            for count in (1, 2):
                day = book.plan.start_of(age) + timedelta(days=random.randrange(20))
                decided = day + timedelta(6)
                verdict = "是" if adopted.deal() else "否"
                if decided <= book.plan.today:
                    yield {
                        "number": f"SG{day:%y%m}-{unit}-{count}", "kind": "建议", "unit": unit,
                        "subject": subjects.deal(), "received_on": day.isoformat(),
                        "replied_on": decided.isoformat(), "decided_on": decided.isoformat(),
                        "adopted": verdict,
                    }  # fmt: skip


def care_events(book: Book) -> Iterator[Row]:
    """A third of the customers are members; each is called in nearly every quarter."""
    for buyer in book.buyers if book.is_first else ():
        if buyer.place % 3 == 0:
            random = book.plan.stream("care", buyer.number)
            joined = buyer.since + timedelta(days=random.randrange(60))
            day = joined + timedelta(days=random.randrange(5, 40))
            if joined <= book.plan.today:
                yield {"customer": buyer.number, "kind": "入会", "happened_on": joined.isoformat()}
            while day <= book.plan.today:
                yield {"customer": buyer.number, "kind": "关怀", "happened_on": day.isoformat()}
                day += timedelta(days=random.randrange(40, 80))
