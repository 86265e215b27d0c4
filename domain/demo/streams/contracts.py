"""The rows of contracts: one frame contract a year for each customer, with its milestones."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from domain.demo.book import Book, Row
from domain.demo.buyer import Buyer
from domain.demo.chance import cents, one_in

YEAR, MONTH = 365, 30
TEMPLATE = "XS-2023"
OWN_PAPER, LATE = 100, 400
"""One contract of so many is on the customer's paper; one milestone of so many is late."""
MILESTONES = (("首批发货", 60), ("半年对账", 180), ("年度价格回顾", 300))


def terms(book: Book) -> Iterator[tuple[Buyer, str, date, date]]:
    """(customer, number, first day, last day) of every contract that has begun, customer by customer."""
    for buyer in book.buyers:
        begins = buyer.since
        # First ones end in different months, so that not all are renewed in the same one.
        length, count = MONTH * (1 + buyer.place % 12), 1
        end = min(book.plan.today, buyer.until - timedelta(1))
        while begins <= end:
            last = begins + timedelta(length - 1)
            yield buyer, f"HT-{buyer.number}-{count}", begins, last
            begins, length, count = last + timedelta(1), YEAR, count + 1


def signed_value(book: Book) -> dict[tuple[str, int], Decimal]:
    """(unit, months ago) -> value of the contracts that begin."""
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for buyer, _, begins, last in terms(book):
        found[buyer.unit, book.plan.age(begins)] += _value(buyer, begins, last)
    return found


def _value(buyer: Buyer, begins: date, last: date) -> Decimal:
    return cents(Decimal(buyer.size) * ((last - begins).days + 1) / MONTH)


def contracts(book: Book) -> Iterator[Row]:
    """Submitted, approved, signed, in this order, within a week."""
    foreign = one_in(book.plan.stream("contracts", book.part), OWN_PAPER)
    for buyer, number, begins, last in terms(book):
        own = foreign.deal()
        submitted = max(begins - timedelta(6), book.plan.first)
        approved, signed = min(submitted + timedelta(1), begins), begins
        yield {
            "number": number, "title": "年度供货框架合同", "customer": buyer.number, "unit": buyer.unit,
            "salesperson": buyer.salesperson, "amount": str(_value(buyer, begins, last)),
            "template_version": "" if own else TEMPLATE, "on_template": "否" if own else "是",
            "clause_deviation": "否", "frame": "是", "submitted_on": submitted.isoformat(),
            "approved_on": approved.isoformat(), "signed_on": signed.isoformat(),
            "valid_from": begins.isoformat(), "valid_to": last.isoformat(), "status": "已生效",
        }  # fmt: skip


def contract_milestones(book: Book) -> Iterator[Row]:
    """What was agreed for certain days, done a little before them."""
    late = one_in(book.plan.stream("milestones", book.part), LATE)
    for _, number, begins, last in terms(book):
        for name, days in MILESTONES:
            due = begins + timedelta(days)
            done = due + timedelta(9 if late.deal() else -2)
            if due <= min(last, book.plan.today):
                yield {
                    "contract": number, "milestone": name, "due_on": due.isoformat(),
                    "done_on": done.isoformat() if done <= book.plan.today else "",
                }  # fmt: skip
