"""The rows of visits and calls: a year of them, since salespeople began to keep a diary."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from domain.demo.book import Book, Row
from domain.demo.chance import Deck
from domain.demo.deals import Deal, deals
from domain.demo.people import SALESPEOPLE, SELLING
from domain.demo.season import is_working

MONTHS = 12
A_WEEK = 12
"""Visits and calls of one salesperson in a full week."""
KINDS = ("拜访", "拜访", "电话", "电话", "电话")
KEPT = (True,) * 19 + (False,)
WEEK = timedelta(7)
A_DAY = 3


def activities(book: Book) -> Iterator[Row]:
    """The diary of every salesperson: each open deal once a week, then the other customers in turn.

    A week has room for a few of the others only; those of further parts of the company get no turn.
    """
    plan = book.plan
    begins = plan.start_of(min(MONTHS, plan.months))
    monday = begins - timedelta(begins.weekday())
    everything = deals(book)
    for unit in SELLING:
        for person in SALESPEOPLE[unit]:
            own = [deal for deal in everything if deal.buyer.salesperson == person]
            yield from _diary(book, person, unit, monday, own)


def _diary(book: Book, person: str, unit: str, monday: date, own: list[Deal]) -> Iterator[Row]:
    random = book.plan.stream("activities", person, book.part)
    kinds, kept, count = Deck(random, KINDS), Deck(random, KEPT), 0
    others = cycle([buyer.number for buyer in book.buyers if buyer.salesperson == person])
    while monday <= book.plan.today:
        days = [monday + timedelta(n) for n in range(5) if is_working(monday + timedelta(n))]
        for customer, deal, day in _week(own, others if book.is_first else None, days):
            count += 1
            if day <= book.plan.today:
                done = kept.deal() or deal != ""
                logged = min(day + timedelta(random.randrange(2)), book.plan.today)
                yield {
                    "number": f"AC{book.part}-{person}-{count:05d}", "kind": kinds.deal(), "unit": unit,
                    "salesperson": person, "customer": customer, "opportunity": deal,
                    "planned_on": day.isoformat(), "done_on": day.isoformat() if done else "",
                    "logged_on": logged.isoformat() if done else "",
                    "effective": "是" if done else "",
                }  # fmt: skip
        monday += WEEK


def _week(own: list[Deal], others: Iterator[str] | None, days: list[date]) -> Iterator[tuple[str, str, date]]:
    """(customer, deal, day) of one week; a week with holidays has fewer."""
    if not days:
        return
    wanted, made = min(A_WEEK, A_DAY * len(days)), 0
    for deal in own:
        # Within their first days, too, so that no deal waits for its second week.
        working = [day for day in days if deal.open_on(day)]
        if working:
            made += 1
            yield deal.buyer.number, deal.ref, working[0]
    for count, customer in enumerate(islice(others or (), max(wanted - made, 0))):
        yield customer, "", days[count % len(days)]
