"""The rows of contracts: one frame contract a year for each customer, with its milestones."""

from collections.abc import Iterator
from datetime import timedelta

from domain.demo.book import Book, Row
from domain.demo.chance import one_in
from domain.demo.frame_contracts import contract_value, terms

TEMPLATE = "XS-2023"
OWN_PAPER, LATE = 100, 400
"""One contract of so many is on the customer's paper; one milestone of so many is late."""
MILESTONES = (("首批发货", 60), ("半年对账", 180), ("年度价格回顾", 300))


def contracts(book: Book) -> Iterator[Row]:
    """Submitted, approved, signed, in this order, within a week."""
    foreign = one_in(book.plan.stream("contracts", book.part), OWN_PAPER)
    for buyer, number, begins, last in terms(book):
        own = foreign.deal()
        submitted = max(begins - timedelta(6), book.plan.first)
        approved, signed = min(submitted + timedelta(1), begins), begins
        yield {
            "number": number, "title": "年度供货框架合同", "customer": buyer.number, "unit": buyer.unit,
            "salesperson": buyer.salesperson, "amount": str(contract_value(buyer, begins, last)),
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
