"""Limits and grades: from when until when, and what they say about what customers owe."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.credit.grade_scale import is_downgrade, rank_of
from domain.entities import CreditGrade, CreditLimit, Invoice
from domain.indicators.figure import Figure
from domain.intake.undo_batch import undo_batch
from tests.domain.indicators.trading import figures, refreshed, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished


def counted(session: Session, code: str) -> dict[str, Figure]:
    """The indicator's figures by month, up to date."""
    refreshed(session, codes=(code,))
    return figures(session, code)


def invoiced(session: Session, customer: str, amount: int, number: str | None = None, **facts: Any) -> None:
    row = {"number": number or f"I-{customer}", "customer": customer, "amount": str(amount)}
    imported(session, "invoice", [row | {"issued_on": "2026-01-10", "due_on": "2026-03-10"} | facts])


def limited(session: Session, *rows: dict[str, Any]) -> None:
    imported(session, "credit_limit", [{"valid_from": "2026-01-01"} | row for row in rows])


def graded(session: Session, *rows: dict[str, Any]) -> int:
    batch, _ = imported(session, "credit_grade", [{"graded_on": "2026-01-01"} | row for row in rows])
    return batch.id


def test_a_later_limit_replaces_the_one_before(session: Session) -> None:
    limited(
        session, {"customer": "K1", "amount": "100"},
        {"customer": "K1", "amount": "200", "valid_from": "2026-02-10"},
    )  # fmt: skip
    first = session.query(CreditLimit).order_by(CreditLimit.valid_from).first()
    assert first is not None
    assert (str(first.ends_on), first.until_period) == ("2026-02-10", 202602)


def test_utilisation_is_exposure_by_limits_and_receipts_not_yet_applied_reduce_it(session: Session) -> None:
    invoiced(session, "K1", 90)
    limited(session, {"customer": "K1", "amount": "100"})
    assert shown(counted(session, "R01")["2026-01"].value) == "0.9"
    imported(
        session, "receipt", [{"number": "R", "customer": "K1", "amount": "100", "received_on": "2026-02-05"}]
    )
    imported(
        session, "invoice", [{"number": "I9", "customer": "K1", "amount": "60", "issued_on": "2026-03-01"}]
    )
    found = counted(session, "R01")
    assert shown(found["2026-02"].value) == "0"
    assert shown(found["2026-03"].value) == "0.5"


def test_a_temporary_limit_counts_once_approved_and_only_while_it_is_valid(session: Session) -> None:
    invoiced(session, "K1", 150)
    extra = {"customer": "K1", "amount": "100", "temporary": "yes", "valid_to": "2026-01-31"}
    limited(session, {"customer": "K1", "amount": "100"}, extra)
    assert shown(counted(session, "R02")["2026-01"].value) == "1"
    limited(session, extra | {"approved_by": "财务总监"})
    imported(
        session, "invoice", [{"number": "I9", "customer": "K2", "amount": "1", "issued_on": "2026-02-01"}]
    )
    found = counted(session, "R02")
    assert shown(found["2026-01"].value) == "0"
    assert shown(found["2026-02"].value) == "2"  # the extra is over, and K2 has no limit at all


def test_owing_exactly_the_limit_is_not_over_it(session: Session) -> None:
    invoiced(session, "K1", 100)
    limited(session, {"customer": "K1", "amount": "100"})
    assert shown(counted(session, "R02")["2026-01"].value) == "0"


def test_grades_are_compared_on_the_scale_whatever_they_are_called() -> None:
    assert rank_of("AA级") == rank_of("aa") == rank_of("ＡＡ")
    assert is_downgrade(("AAA", None), ("AA+", None))
    assert is_downgrade(("A", Decimal(70)), ("A-", Decimal(90)))
    assert not is_downgrade(("B", None), ("BBB", None))
    assert is_downgrade(("好", Decimal(80)), ("好", Decimal(79)))
    assert not is_downgrade(("好", None), ("差", None))


def test_a_downgrade_counts_for_ninety_days(session: Session) -> None:
    invoiced(session, "K1", 300)
    invoiced(session, "K2", 100)
    graded(
        session, {"customer": "K1", "grade": "A"}, {"customer": "K2", "grade": "A"},
        {"customer": "K1", "grade": "B", "graded_on": "2026-01-20"},
    )  # fmt: skip
    worse = session.query(CreditGrade).filter(CreditGrade.downgraded.is_(True)).one()
    assert (worse.grade, str(worse.downgraded_until)) == ("B", "2026-04-21")
    imported(
        session, "invoice", [{"number": "I9", "customer": "K2", "amount": "100", "issued_on": "2026-04-02"}]
    )
    found = counted(session, "R03")
    assert shown(found["2026-01"].value) == shown(found["2026-03"].value) == "0.75"
    assert shown(found["2026-04"].value) == "0"


def test_distress_is_shown_but_rated_only_when_statements_cover_more_than_half(session: Session) -> None:
    invoiced(session, "K1", 100)
    invoiced(session, "K2", 100)
    graded(
        session, {"customer": "K1", "grade": "A", "z_score": "1.09"}, {"customer": "K2", "grade": "A"},
    )  # fmt: skip
    found = counted(session, "R04")["2026-01"]
    assert (found.value, found.status) == (Decimal(1), "unrated")
    graded(session, {"customer": "K2", "grade": "A", "z_score": "1.10"})
    found = counted(session, "R04")["2026-01"]
    assert (shown(found.value), found.status) == ("0.5", "red")


def test_the_credit_score_is_weighted_by_exposure(session: Session) -> None:
    invoiced(session, "K1", 300)
    invoiced(session, "K2", 100)
    invoiced(session, "K3", 500)
    graded(
        session,
        {"customer": "K1", "grade": "A", "score": "80"},
        {"customer": "K2", "grade": "C", "score": "40"},
    )  # fmt: skip
    assert shown(counted(session, "R60")["2026-01"].value) == "70"


def test_sales_without_a_valid_grade_leave_out_cash_sales(session: Session) -> None:
    invoiced(session, "K1", 300)
    assert counted(session, "R10")["2026-01"].value is None
    batch = graded(session, {"customer": "K1", "grade": "A", "valid_to": "2026-01-10"})
    invoiced(session, "K1", 100, number="late", issued_on="2026-01-11")
    invoiced(session, "K2", 900, due_on="2026-01-10")  # cash
    assert of(session, Invoice, "I-K1").graded is True
    assert of(session, Invoice, "late").graded is False
    assert shown(counted(session, "R10")["2026-01"].value) == "0.25"
    undo_batch(session, an_actor(), batch, now())
    assert of(session, Invoice, "I-K1").graded is None


def test_limits_that_make_no_sense_are_refused(session: Session) -> None:
    row = {"customer": "K1", "amount": "1", "valid_from": "2026-01-01"}
    plan = planned(
        session,
        "credit_limit",
        [
            row | {"amount": "-1"},
            row | {"valid_from": "2026-01-02", "temporary": "yes"},
            row | {"valid_from": "2026-01-03", "valid_to": "2026-01-02"},
            row | {"valid_from": "2026-01-04", "term_days": "30.5"},
        ],
    )
    assert len(why(plan)) == 4
