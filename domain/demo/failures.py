"""All planted failures."""

from collections.abc import Iterator

from domain.demo.book import Book
from domain.demo.failure import Failure, Step
from domain.demo.plan import DemoPlan
from domain.demo.planted.churn import CHURN
from domain.demo.planted.complaint_wave import COMPLAINT_WAVE
from domain.demo.planted.concentration import CONCENTRATION
from domain.demo.planted.cured_late_payers import CURED_LATE_PAYERS
from domain.demo.planted.duplicate_invoices import DUPLICATE_INVOICES
from domain.demo.planted.early_invoices import EARLY_INVOICES
from domain.demo.planted.excessive_discounts import EXCESSIVE_DISCOUNTS
from domain.demo.planted.lapsed_training import LAPSED_TRAINING
from domain.demo.planted.late_deliveries import LATE_DELIVERIES
from domain.demo.planted.over_limit import OVER_LIMIT
from domain.demo.planted.payment_slowdown import PAYMENT_SLOWDOWN
from domain.demo.planted.period_end_push import PERIOD_END_PUSH
from domain.demo.planted.split_orders import SPLIT_ORDERS
from domain.demo.planted.unreviewed_contracts import UNREVIEWED_CONTRACTS

FAILURES = (
    PAYMENT_SLOWDOWN,
    CONCENTRATION,
    SPLIT_ORDERS,
    OVER_LIMIT,
    UNREVIEWED_CONTRACTS,
    EXCESSIVE_DISCOUNTS,
    DUPLICATE_INVOICES,
    COMPLAINT_WAVE,
    LAPSED_TRAINING,
    CHURN,
    PERIOD_END_PUSH,
    CURED_LATE_PAYERS,
    LATE_DELIVERIES,
    EARLY_INVOICES,
)


def planted(plan: DemoPlan) -> Iterator[Failure]:
    """The failures that a company of this age has."""
    return (failure for failure in FAILURES if failure.fits(plan))


def take_hold(book: Book, step: Step) -> None:
    """Every failure changes what it changes at this step; only the first part of the company has failures."""
    if book.is_first:
        for failure in planted(book.plan):
            change = failure.changes.get(step)
            if change is not None:
                change(book)
