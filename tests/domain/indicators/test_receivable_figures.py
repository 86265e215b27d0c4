"""Figures of receivables from recorded invoices, receipts and credit notes."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.status import Status
from domain.receivables.duplicate_suspect import DuplicateSuspect, SuspectStatus
from domain.receivables.invoice import InvoiceStatus
from domain.receivables.receipt import Receipt
from tests.domain.indicators.trading import (
    TODAY,
    credit,
    figures,
    invoice,
    parts,
    pay,
    reading_of,
    refreshed,
    shown,
)
from tests.factories import a_customer, added, numbers

pytestmark = pytest.mark.furnished


def test_dso_of_a_month_looks_at_three_whole_months_with_their_real_days(session: Session) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        invoice(session, f"{month}-10", "2026-05-10", 300)
    refreshed(session, codes=("K30",))
    found = figures(session, "K30")["2026-03"]
    assert parts(found) == ("900", "900")
    assert shown(found.value) == "90"  # 31 + 28 + 31 days


def test_dso_of_a_quarter_looks_at_the_quarter_itself(session: Session) -> None:
    invoice(session, "2025-12-10", "2026-05-10", 5000)
    invoice(session, "2026-02-10", "2026-05-10", 1000)
    refreshed(session, codes=("K30",))
    found = figures(session, "K30", grain=Grain.QUARTER)["2026Q1"]
    assert (*parts(found), shown(found.value)) == ("6000", "1000", "540")


def test_dso_before_three_months_are_recorded_is_missing_and_says_since_when_records_exist(
    session: Session,
) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        invoice(session, f"{month}-10", "2026-05-10", 300)
    refreshed(session, codes=("K30",))
    found = figures(session, "K30")["2026-02"]
    assert found.value is None
    assert str(found.reason) == "records of measure.invoiced begin in 2026-01"


def test_c01_dso_is_what_is_owed_over_what_was_sold_times_the_days(session: Session) -> None:
    invoice(session, "2026-04-01", "2026-06-10", 250000)
    pay(session, invoice(session, "2026-04-02", "2026-04-20", 500000), "2026-04-21", 250000)
    refreshed(session, codes=("K30",))
    found = figures(session, "K30", grain=Grain.QUARTER)["2026Q2"]
    assert parts(found) == ("500000", "750000")
    assert found.value == (Decimal(500000) * 91 / 750000).quantize(Decimal("1e-10"))


def test_receivables_without_sales_give_no_dso_but_the_flag_no_sales(session: Session) -> None:
    invoice(session, "2025-01-10", "2025-02-10", 300)
    pay(session, invoice(session, "2025-01-10", "2025-02-10", 100), "2025-09-01")
    refreshed(session, codes=("K30",))
    found = figures(session, "K30")["2025-09"]
    assert (found.value, str(found.reason)) == (None, "no sales")


def test_nothing_owed_on_no_sales_is_zero_days(session: Session) -> None:
    pay(session, invoice(session, "2025-01-10", "2025-02-10", 100), "2025-09-01")
    refreshed(session, codes=("K30",))
    assert shown(figures(session, "K30")["2025-09"].value) == "0"


def test_dso_thresholds_follow_the_average_payment_term_weighted_by_amount(session: Session) -> None:
    invoice(session, "2026-03-01", "2026-03-31", 100)
    invoice(session, "2026-03-01", "2026-04-30", 300)
    invoice(session, "2026-01-01", "2026-01-31", 400)
    refreshed(session, codes=("K30",))
    found = figures(session, "K30")["2026-03"]
    term = Decimal(100 * 30 + 300 * 60 + 400 * 30) / 800
    assert (found.amber, found.red) == (Decimal("1.2") * term, Decimal("1.5") * term)


def test_c02_countback_peels_the_newest_months_off_the_receivables(session: Session) -> None:
    oldest = invoice(session, "2026-01-01", "2026-06-01", 70000)
    invoice(session, "2026-02-01", "2026-06-01", 80000)
    invoice(session, "2026-03-01", "2026-06-01", 100000)
    pay(session, oldest, "2026-03-31", 38000)
    refreshed(session, codes=("K31",))
    found = figures(session, "K31")["2026-03"]
    assert found.value == (31 + 28 + Decimal(31 * 32) / 70).quantize(Decimal("1e-10"))


def test_countback_that_uses_up_the_records_says_so_and_gives_no_number(session: Session) -> None:
    credit(session, invoice(session, "2026-03-05", "2026-04-01", 100), "2026-03-06", -50)
    refreshed(session, codes=("K31",))
    found = figures(session, "K31")["2026-03"]
    assert found.value is None
    assert str(found.reason) == "more than 31 days: the recorded sales are used up"


def test_collection_rate_may_exceed_one(session: Session) -> None:
    old = invoice(session, "2026-01-05", "2026-02-01", 1000)
    invoice(session, "2026-02-05", "2026-03-01", 500)
    pay(session, old, "2026-02-20", 900)
    refreshed(session, codes=("K32",))
    assert shown(figures(session, "K32")["2026-02"].value) == "1.8"


def test_b09_cash_that_settles_nothing_is_left_out_of_the_collection_rate(session: Session) -> None:
    claim = invoice(session, "2026-02-05", "2026-03-01", 1000)
    allocation = pay(session, claim, "2026-02-20", 900)
    receipt = session.get_one(Receipt, allocation.receipt_id)
    receipt.amount, receipt.unapplied = Decimal(1050), Decimal(150)
    refreshed(session, codes=("K32",))
    assert shown(figures(session, "K32")["2026-02"].value) == "0.9"


def test_due_collection_counts_early_payment_and_not_what_came_after_the_period(session: Session) -> None:
    pay(session, invoice(session, "2026-01-05", "2026-02-10", 100), "2026-01-20")
    pay(session, invoice(session, "2026-01-05", "2026-02-28", 100), "2026-02-28")
    pay(session, invoice(session, "2026-01-05", "2026-02-20", 200), "2026-03-01")
    refreshed(session, codes=("K33",))
    found = figures(session, "K33")["2026-02"]
    assert parts(found) == ("200", "400")


def test_a_credited_claim_is_not_asked_for_in_the_due_collection_rate(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-02-10", 100)
    credit(session, claim, "2026-02-01", 40)
    pay(session, claim, "2026-02-05", 60)
    refreshed(session, codes=("K33",))
    assert shown(figures(session, "K33")["2026-02"].value) == "1"


def test_due_collection_is_shown_with_and_without_disputed_invoices(session: Session) -> None:
    pay(session, invoice(session, "2026-01-05", "2026-02-10", 100), "2026-02-05")
    invoice(session, "2026-01-05", "2026-02-10", 100, disputed=True)
    refreshed(session, codes=("K33", "X06"))
    assert shown(figures(session, "K33")["2026-02"].value) == "0.5"
    assert shown(figures(session, "X06")["2026-02"].value) == "1"


def test_a_dispute_raised_later_reaches_what_was_collected_on_the_invoice(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-02-10", 100)
    pay(session, claim, "2026-02-05", 50)
    pay(session, invoice(session, "2026-01-05", "2026-02-10", 100), "2026-02-05")
    refreshed(session, codes=("X06",))
    claim.disputed = True
    refreshed(session, codes=("X06",))
    found = figures(session, "X06")["2026-02"]
    assert parts(found) == ("100", "100")


def test_nothing_due_gives_no_due_collection_rate(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-03-10", 100)
    pay(session, invoice(session, "2026-03-05", "2026-04-10", 100), "2026-03-06")
    refreshed(session, codes=("K33",))
    found = figures(session, "K33")["2026-02"]
    assert (found.value, found.status, str(found.reason)) == (None, Status.NO_DATA, "nothing fell due")


def test_collection_effectiveness_compares_with_what_could_be_collected(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-20", 100)
    pay(session, invoice(session, "2026-02-05", "2026-02-10", 200), "2026-02-15")
    invoice(session, "2026-02-06", "2026-03-20", 300)
    refreshed(session, codes=("K34",))
    found = figures(session, "K34")["2026-02"]
    assert parts(found) == ("200", "300")


def test_c08_nothing_collectable_gives_no_collection_effectiveness(session: Session) -> None:
    invoice(session, "2026-02-05", "2026-03-20", 100)
    refreshed(session, codes=("K34",))
    found = figures(session, "K34")["2026-02"]
    assert (found.value, str(found.reason)) == (None, "nothing was collectable")


def test_days_delinquent_are_the_days_that_lateness_causes(session: Session) -> None:
    invoice(session, "2026-03-05", "2026-03-20", 100)
    invoice(session, "2026-04-05", "2026-06-20", 300)
    invoice(session, "2026-05-05", "2026-07-20", 400)
    refreshed(session, codes=("K30", "K35"))
    dso, late = (figures(session, code)["2026-05"] for code in ("K30", "K35"))
    assert (shown(dso.numerator), *parts(late)) == ("800", "100", "800")


def test_the_current_month_is_as_of_today_not_as_of_a_month_end_to_come(session: Session) -> None:
    customer = a_customer(session).id
    pay(session, invoice(session, "2026-05-05", "2026-06-14", 100, customer_id=customer), "2026-06-10", 40)
    pay(session, invoice(session, "2026-05-05", "2026-06-15", 200, customer_id=customer), "2026-06-10", 50)
    pay(session, invoice(session, "2026-06-05", "2026-06-20", 400, customer_id=customer), "2026-06-12", 60)
    refreshed(session, codes=("K33", "K36"))
    for by in (None, "customer"):
        overdue, due = (
            figures(session, code, grain=Grain.MONTH, by=by)["2026-06"] for code in ("K36", "K33")
        )
        assert parts(overdue) == ("60", "550")  # due on the 14th; due today or later is not overdue
        assert parts(due) == ("90", "300")  # due until today
        assert overdue.provisional
    kept = reading_of(session, "K36", "2026-06")
    assert (shown(kept.numerator), kept.provisional, kept.as_of) == ("60", True, TODAY)
    refreshed(session, today=date(2026, 6, 30))
    assert reading_of(session, "K36", "2026-06").numerator == 60 + 150 + 340


def test_c09_the_due_day_itself_is_not_overdue(session: Session) -> None:
    invoice(session, "2026-03-05", "2026-03-31", 100)
    invoice(session, "2026-03-05", "2026-03-30", 100)
    invoice(session, "2026-05-05", "2026-06-30", 200)
    refreshed(session, codes=("K36",))
    found = figures(session, "K36")
    assert shown(found["2026-03"].value) == "0.5"
    assert found["2026-04"].numerator == 200


def test_credits_are_netted_within_a_customer_but_not_across_customers(session: Session) -> None:
    one, other = a_customer(session).id, a_customer(session).id
    invoice(session, "2026-01-05", "2026-01-20", 100, customer_id=one)
    overpaid = invoice(session, "2026-01-05", "2026-01-20", 100, customer_id=other)
    pay(session, overpaid, "2026-01-25", 160)
    invoice(session, "2026-01-06", "2026-03-20", 100, customer_id=one)
    refreshed(session, codes=("K36",))
    found = figures(session, "K36")["2026-01"]
    assert parts(found) == ("100", "200")  # the credit of 60 lowers neither


def test_more_than_ninety_days_overdue_begins_on_the_ninety_first(session: Session) -> None:
    invoice(session, "2026-01-01", "2026-01-30", 100)  # 90 days overdue on 30 April
    invoice(session, "2026-01-01", "2026-01-29", 300)  # 91 days overdue on 30 April
    invoice(session, "2026-04-01", "2026-07-29", 600)
    refreshed(session, codes=("R05",))
    assert shown(figures(session, "R05")["2026-04"].value) == "0.3"


def test_roll_rate_holds_new_arrears_against_what_was_not_due(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-02-10", 100)
    pay(session, invoice(session, "2026-01-05", "2026-02-10", 300), "2026-02-10")
    invoice(session, "2025-11-05", "2025-12-10", 50)  # longer overdue: no part of it
    invoice(session, "2026-02-05", "2026-06-10", 999)
    refreshed(session, codes=("R06",))
    found = figures(session, "R06")["2026-02"]
    assert parts(found) == ("100", "400")


def test_customers_of_one_group_are_one_in_the_largest_share(session: Session) -> None:
    members = [a_customer(session, group_code="G").id for _ in range(2)]
    alone = a_customer(session).id
    for customer, amount in ((members[0], 30), (members[1], 30), (alone, 40)):
        invoice(session, "2026-02-05", "2026-03-20", amount, customer_id=customer)
    refreshed(session, codes=("R07",))
    assert shown(figures(session, "R07")["2026-02"].value) == "0.6"


def test_c22_concentration_is_the_sum_of_squared_shares(session: Session) -> None:
    for amount in (50, 30, 20):
        invoice(session, "2026-02-05", "2026-03-20", amount, customer_id=a_customer(session).id)
    refreshed(session, codes=("R07", "R08"))
    assert shown(figures(session, "R08")["2026-02"].value) == "0.38"
    assert shown(figures(session, "R07")["2026-02"].value) == "0.5"


def test_b11_too_many_invoices_without_due_date_give_no_past_due_ratio(session: Session) -> None:
    for number in range(100):
        invoice(session, "2026-02-05", "2026-02-20" if number < 78 else None, 10)
    refreshed(session, codes=("K36", "R07"))
    found = figures(session, "K36")["2026-02"]
    assert (found.value, found.status) == (None, Status.NO_DATA)
    assert str(found.reason) == "coverage 0.78 < 0.80"
    assert shown(figures(session, "R07")["2026-02"].coverage) == "1"


def test_early_invoices_are_counted_and_those_without_an_order_lower_the_coverage(session: Session) -> None:
    for ahead in (True, False, False, False, None):
        invoice(session, "2026-02-05", "2026-03-20", 10, invoiced_ahead=ahead)
    for _ in range(3):
        invoice(session, "2026-03-05", "2026-03-20", 10, invoiced_ahead=None)
    refreshed(session, codes=("R28",))
    found = figures(session, "R28")
    assert (shown(found["2026-02"].value), found["2026-02"].status) == ("1", Status.RED)
    assert (found["2026-03"].value, str(found["2026-03"].reason)) == (None, "coverage 0.00 < 0.80")


def test_credit_note_rate_compares_net_amounts(session: Session) -> None:
    claim = invoice(session, "2026-02-05", "2026-03-20", 1000, net=Decimal(800))
    credit(session, claim, "2026-02-20", 40)
    refreshed(session, codes=("R30",))
    assert shown(figures(session, "R30")["2026-02"].value) == "0.05"


def test_only_undecided_suspects_count_as_duplicates(session: Session) -> None:
    claims = [invoice(session, "2026-02-05", "2026-03-20", 10) for _ in range(10)]
    for at, status in enumerate((SuspectStatus.OPEN, SuspectStatus.DISMISSED)):
        added(
            session,
            DuplicateSuspect(
                first_id=claims[0].id, second_id=claims[at + 1].id, score=90, likeness="same_day",
                status=status, unit_id=claims[0].unit_id, period=202602, source_ref=f"D{next(numbers)}",
            ),
        )  # fmt: skip
    refreshed(session, codes=("R31",))
    found = figures(session, "R31")["2026-02"]
    assert (shown(found.value), found.status) == ("0.1", Status.RED)


@pytest.mark.parametrize("status", [InvoiceStatus.DRAFT, InvoiceStatus.CANCELLED])
def test_drafts_and_cancelled_invoices_count_nowhere(session: Session, status: InvoiceStatus) -> None:
    invoice(session, "2026-02-05", "2026-03-20", 100)
    invoice(session, "2026-02-05", "2026-03-20", 999, status=status)
    refreshed(session, codes=("K01", "K32", "R07", "R31"))
    for code in ("K01", "K32", "R07", "R31"):
        found = figures(session, code)["2026-02"]
        assert 999 not in (found.numerator, found.denominator)
        assert found.rows == 1
