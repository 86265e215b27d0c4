"""The rows of leads, deals and the stages they went through."""

from collections.abc import Iterator
from datetime import timedelta

from domain.demo.book import Book, Row
from domain.demo.chance import Deck
from domain.demo.deals import CHANCES, STAGES, WON, Deal, deals
from domain.demo.people import SALESPEOPLE, SELLING

LEADS = 14
"""New leads of each unit and month."""
CONVERTED = (True, False, False, False)
CHANNELS = ("展会", "官网", "客户转介绍", "电话开发", "行业平台")
OUTLOOK = timedelta(days=20)


def opportunities(book: Book) -> Iterator[Row]:
    """Every deal as it stands today."""
    for deal in deals(book):
        closed = deal.closed_on <= book.plan.today
        row = {
            "ref": deal.ref, "customer": deal.buyer.number, "unit": deal.buyer.unit,
            "salesperson": deal.buyer.salesperson, "product": deal.product, "amount": str(deal.amount),
            "opened_on": deal.opened_on.isoformat(),
        }  # fmt: skip
        yield row | (_closed(deal) if closed else _open(book, deal))


def _closed(deal: Deal) -> Row:
    day = deal.closed_on.isoformat()
    chance = "1" if deal.outcome == WON else "0.5"
    return {"stage": deal.outcome, "closed_on": day, "expected_close_on": day, "probability": chance}


def _open(book: Book, deal: Deal) -> Row:
    stage = [name for name, day in deal.entered() if day <= book.plan.today][-1]
    expected = max(deal.closed_on, book.plan.today + OUTLOOK)
    return {
        "stage": stage, "closed_on": "", "expected_close_on": expected.isoformat(),
        "probability": CHANCES[STAGES.index(stage)],
    }  # fmt: skip


def stage_history(book: Book) -> Iterator[Row]:
    """When each deal entered each stage."""
    for deal in deals(book):
        for stage, day in deal.entered():
            if day <= book.plan.today:
                yield {"opportunity": deal.ref, "stage": stage, "entered_on": day.isoformat()}


def leads(book: Book) -> Iterator[Row]:
    """Contacts that may become deals; one in four does, within ten weeks."""
    plan = book.plan
    for unit in SELLING:
        random = plan.stream("leads", unit, book.part)
        converted, people = Deck(random, CONVERTED), Deck(random, SALESPEOPLE[unit])
        for age in range(plan.months, -1, -1):
            for count in range(LEADS):
                created = plan.start_of(age) + timedelta(days=random.randrange(28))
                becomes = created + timedelta(days=random.randrange(7, 70)) if converted.deal() else None
                row = {
                    "number": f"LD{created:%y%m}-{unit}-{book.part * 100 + count + 1:03d}", "unit": unit,
                    "salesperson": people.deal(), "channel": random.choice(CHANNELS),
                    "created_on": created.isoformat(),
                    "name": f"{random.choice(CHANNELS)}线索{count + 1}",
                }  # fmt: skip
                if becomes is not None and becomes <= plan.today:
                    row |= {"converted_on": becomes.isoformat(), "status": "已转化"}
                if created <= plan.today:
                    yield row
