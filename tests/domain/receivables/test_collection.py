"""Promises, statements, notes, losses and time limits, from the file to the figure."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Delivery, Invoice, LimitationMove, Promise, Receipt
from domain.indicators.figure import Figure
from domain.intake.undo_batch import undo_batch
from tests.domain.indicators.trading import figures, refreshed, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

CLAIM: dict[str, Any] = {
    "number": "I1", "customer": "K1", "amount": "1000", "issued_on": "2026-01-05", "due_on": "2026-01-31",
}  # fmt: skip
VOW: dict[str, Any] = {
    "number": "V1", "customer": "K1", "made_on": "2026-02-02", "promised_on": "2026-02-06", "amount": "500",
}  # fmt: skip


def counted(session: Session, code: str) -> dict[str, Figure]:
    """The indicator's figures by month, up to date."""
    refreshed(session, codes=(code,))
    return figures(session, code)


def paid(session: Session, on: str, amount: int, number: str = "R1", **facts: Any) -> int:
    row = {"number": number, "customer": "K1", "received_on": on, "amount": str(amount)}
    batch, _ = imported(session, "receipt", [row | facts])
    return batch.id


def test_money_one_working_day_after_the_promise_keeps_it(session: Session) -> None:
    imported(session, "invoice", [CLAIM])
    imported(session, "promise", [VOW])  # a Friday: Monday is still in time
    batch = paid(session, "2026-02-09", 500)
    assert (of(session, Promise, "V1").kept_amount, str(of(session, Promise, "V1").kept_on)) == (
        500,
        "2026-02-09",
    )
    assert shown(counted(session, "K38")["2026-02"].value) == "1"
    undo_batch(session, an_actor(), batch, now())
    assert of(session, Promise, "V1").kept_amount == 0


def test_a_part_kept_counts_by_amount_only_and_a_moved_promise_not_at_all(session: Session) -> None:
    moved = VOW | {"number": "V2", "moved_on": "2026-02-06"}
    imported(session, "promise", [VOW, moved])
    paid(session, "2026-02-05", 300)
    assert shown(counted(session, "K38")["2026-02"].value) == "0"
    assert shown(counted(session, "X07")["2026-02"].value) == "0.6"


def test_two_broken_promises_in_a_row_are_seen_until_one_is_kept(session: Session) -> None:
    days = {"V1": "2026-02-06", "V2": "2026-02-20", "V3": "2026-04-10"}
    imported(session, "promise", [VOW | {"number": key, "promised_on": day} for key, day in days.items()])
    paid(session, "2026-04-08", 500)
    found = counted(session, "R13")
    assert [shown(found[f"2026-0{month}"].value) for month in (2, 3, 4, 5)] == ["1", "1", "0", "0"]


def test_only_what_both_sides_agree_on_is_reconciled(session: Session) -> None:
    statement = {"customer": "K1", "as_of": "2026-01-31", "amount": "100", "due_on": "2026-03-10"}
    rows = [
        statement | {"number": "S1", "confirmed_on": "2026-02-20", "difference": "-20"},
        statement | {"number": "S2"},
        statement | {"number": "S3", "confirmed_on": "2026-04-01"},
    ]
    imported(session, "account_statement", rows)
    found = counted(session, "K39")["2026-03"]
    assert found.value is not None
    assert round(found.value, 4) == Decimal("0.2667")


def test_recoveries_make_up_for_write_offs(session: Session) -> None:
    imported(session, "invoice", [CLAIM | {"number": f"I{month}", "issued_on": f"2025-{month:02}-05",
                                           "due_on": ""} for month in range(1, 13)])  # fmt: skip
    lost = {"number": "W1", "customer": "K1", "written_off_on": "2025-06-01", "amount": "240"}
    imported(session, "write_off", [lost])
    imported(
        session,
        "recovery",
        [{"number": "B1", "customer": "K1", "recovered_on": "2025-07-01", "amount": "120"}],
    )
    assert shown(counted(session, "K37")["2025-12"].value) == "0.01"


def test_a_commercial_note_past_its_maturity_is_red_at_once(session: Session) -> None:
    imported(session, "invoice", [CLAIM])
    note = {"customer": "K1", "amount": "100", "received_on": "2026-01-10", "maturity": "2026-03-31"}
    imported(session, "note_receivable", [
        note | {"number": "N1", "acceptor": "商业承兑汇票"},
        note | {"number": "N2", "acceptor": "银行承兑汇票", "amount": "900", "maturity": "2026-06-30"},
    ])  # fmt: skip
    paid(session, "2026-05-20", 1)
    found = counted(session, "R15")
    assert (shown(found["2026-03"].value), found["2026-03"].status) == ("0.05", "green")
    assert found["2026-04"].status == "red"


def test_the_allowance_holds_until_the_next_one(session: Session) -> None:
    imported(session, "invoice", [CLAIM | {"due_on": "2026-01-06"}])
    rows = [{"as_of": "2026-03-31", "amount": "500"}, {"as_of": "2026-05-31", "amount": "900"}]
    imported(session, "provision", rows)
    paid(session, "2026-05-20", 1, customer="K2")
    found = counted(session, "R14")
    assert [shown(found[f"2026-0{month}"].value) for month in (4, 5)] == ["0.5", "0.9"]


def test_claims_near_their_limitation_date_are_watched_until_interrupted(session: Session) -> None:
    old = CLAIM | {"issued_on": "2023-01-05", "due_on": "2023-06-30"}
    imported(session, "invoice", [old, CLAIM])
    found = counted(session, "R12")
    assert (shown(found["2026-01"].value), found["2026-01"].status) == ("1000", "amber")
    sued = {"number": "A1", "invoice": "I1", "done_on": "2026-01-20", "interrupts": "yes", "channel": "诉讼"}
    imported(session, "invoice", [old | {"number": "I2"}])
    batch, _ = imported(session, "collection_action", [sued | {"invoice": "I2"}])
    assert {row.invoice_id for row in session.query(LimitationMove).filter_by(amount=-1000)} == {
        of(session, Invoice, "I2").id
    }
    undo_batch(session, an_actor(), batch.id, now())
    assert session.query(LimitationMove).filter_by(amount=-1000).count() == 0


def test_a_payer_with_another_name_is_a_third_party_however_it_is_spelt(session: Session) -> None:
    imported(session, "customer", [{"number": "K1", "name": "华东（上海）仪表有限公司"}])
    paid(session, "2026-01-10", 90, payer="华东(上海) 仪表有限公司")
    paid(session, "2026-01-11", 10, number="R2", payer="张三", covered="yes")
    assert [of(session, Receipt, key).third_party for key in ("R1", "R2")] == [False, True]
    assert shown(counted(session, "R16")["2026-01"].value) == "0.1"
    imported(session, "customer", [{"number": "K1", "name": "张三"}])
    assert [of(session, Receipt, key).third_party for key in ("R1", "R2")] == [True, False]


def test_cash_is_told_by_the_method(session: Session) -> None:
    paid(session, "2026-01-10", 98, method="银行转账")
    paid(session, "2026-01-11", 2, number="R2", method="现金")
    assert shown(counted(session, "R17")["2026-01"].value) == "0.02"


def test_c17_payments_that_come_later_than_they_used_to_show_as_slippage(session: Session) -> None:
    for at in range(15):
        year, month = divmod(at, 12)
        day = f"{2025 + year}-{month + 1:02}"
        late = "20" if at >= 12 else "11"
        claim = {"number": f"I{at}", "issued_on": f"{day}-01", "due_on": f"{day}-10", "amount": "100"}
        imported(session, "invoice", [CLAIM | claim])
        paid(session, f"{day}-{late}", 100, number=f"R{at}", invoice=f"I{at}")
    found = counted(session, "R11")
    assert shown(found["2026-03"].value) == "9"
    assert found["2025-06"].value is None


def test_goods_not_invoiced_within_thirty_days_are_seen_until_they_are(session: Session) -> None:
    imported(session, "order", [{"number": "O1", "customer": "K1", "ordered_on": "2026-01-02"}])
    line = {"order": "O1", "line": "1", "product": "P", "quantity": "10", "unit_price": "100"}
    imported(session, "order_line", [line])
    sent = {"order": "O1", "product": "P", "quantity": "5"}
    imported(session, "delivery", [
        sent | {"number": "D1", "shipped_on": "2026-01-10"},
        sent | {"number": "D2", "shipped_on": "2026-03-02"},
    ])  # fmt: skip
    imported(session, "invoice", [CLAIM | {"order": "O1", "amount": "500", "issued_on": "2026-03-01",
                                           "due_on": ""}])  # fmt: skip
    first = session.query(Delivery).filter_by(number="D1").one()
    session.refresh(first)
    assert (str(first.uninvoiced_on), first.uninvoiced_from, first.uninvoiced_until) == (
        "2026-02-10",
        202602,
        202603,
    )
    imported(session, "delivery", [sent | {"number": "D3", "quantity": "1", "shipped_on": "2026-04-20"}])
    found = counted(session, "R29")
    assert shown(found["2026-03"].value) == "0"
    assert shown(found["2026-04"].value) == "5"


def test_g22_first_digits_begin_at_ten_and_round_amounts_at_a_thousand(session: Session) -> None:
    amounts = {"A": "9.99", "B": "10", "C": "999", "D": "7800.00", "E": "4000"}
    imported(session, "invoice", [CLAIM | {"number": key, "amount": said} for key, said in amounts.items()])
    invoices = [of(session, Invoice, key) for key in amounts]
    assert [one.first_digit for one in invoices] == [None, 1, 9, 7, 4]
    assert [one.round_amount for one in invoices] == [None, None, None, False, True]


def test_what_customers_abroad_owe_is_known_by_the_customer_record(session: Session) -> None:
    imported(session, "customer", [{"number": "K1", "overseas": "yes"}, {"number": "K2", "overseas": "no"}])
    imported(session, "invoice", [
        CLAIM, CLAIM | {"number": "I2", "due_on": "2026-03-31", "amount": "3000"},
        CLAIM | {"number": "I3", "customer": "K2"}, CLAIM | {"number": "I4", "issued_on": "2026-02-03",
                                                             "due_on": "2026-05-01", "customer": "K2"},
    ])  # fmt: skip
    assert shown(counted(session, "R64")["2026-02"].value) == "0.25"
    imported(session, "customer", [{"number": "K1", "overseas": "no"}])
    assert of(session, Invoice, "I1").overseas is False


@pytest.mark.parametrize(
    ("fact", "row"),
    [
        ("promise", VOW | {"amount": "0"}),
        ("promise", VOW | {"promised_on": "2026-02-01"}),
        ("account_statement", {"number": "S", "customer": "K1", "as_of": "2026-01-31", "amount": "1",
                               "confirmed_on": "2026-01-30"}),
        ("note_receivable", {"number": "N", "acceptor": "bank", "amount": "1", "received_on": "2026-01-31",
                             "maturity": "2026-01-30"}),
        ("provision", {"as_of": "2026-01-31", "amount": "-1"}),
        ("collection_action", {"number": "A", "done_on": "2026-01-31", "level": "6"}),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(session: Session, fact: str, row: dict[str, Any]) -> None:
    assert len(why(planned(session, fact, [row]))) == 1
