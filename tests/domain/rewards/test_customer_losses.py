"""Losses booked on a customer without an invoice: set against invoices by one rule, or listed, never lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.receivables.invoice import Invoice
from domain.receivables.write_off import Recovery, WriteOff
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.recalculate import recalculate
from domain.sales.customer import Customer
from domain.service.goods_return import GoodsReturn
from tests.domain.rewards.rewarded import Rewarded
from tests.domain.rewards.test_later_lines import amounts, calculated, lost, paid, returned, scheme
from tests.factories import a_customer, added, an_invoice

__all__ = ["scheme"]
D = Decimal


@pytest.fixture
def buyer(session: Session, company: Rewarded) -> Customer:
    return a_customer(session, unit_id=company.unit.id)


def bought(session: Session, buyer: Customer, company: Rewarded, day: date, net: int, **more: Any) -> Invoice:
    """An invoice of Ann's, 13 % tax on top, due after 30 days."""
    facts = {"unit_id": company.unit.id, "customer_id": buyer.id, "issued_on": day, "due_on": day}
    seller = {"salesperson_id": company.ann.id}
    return an_invoice(session, amount=D(net) * D("1.13"), net=D(net), **facts | seller | more)


def written_off(session: Session, company: Rewarded, amount: str, day: date, **more: Any) -> WriteOff:
    facts = {"number": f"W{amount}", "source_ref": f"W{amount}{day}", "unit_id": company.unit.id}
    period = day.year * 100 + day.month
    return added(session, WriteOff(written_off_on=day, amount=D(amount), period=period, **facts | more))


def sent_back(session: Session, company: Rewarded, net: str, day: date, **more: Any) -> GoodsReturn:
    facts = {"number": f"R{net}", "source_ref": f"R{net}", "unit_id": company.unit.id, "currency": "CNY"}
    period = day.year * 100 + day.month
    return added(session, GoodsReturn(accepted_on=day, net=D(net), period=period, **facts | more))


def taken_line(session: Session, run: BonusRun) -> BonusLine:
    kind = BonusLine.kind == LineKind.CLAW_BACK
    return session.scalars(select(BonusLine).where(BonusLine.run_id == run.id, kind)).one()


def spoken(line: BonusLine) -> str:
    return " ".join(one["text"].format(**one["facts"]) for one in line.said)


def test_a_bad_debt_without_an_invoice_falls_on_the_oldest_that_the_customer_owed(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    old = bought(session, buyer, company, date(2025, 10, 10), 40_000, salesperson_id=company.bob.id)
    bought(session, buyer, company, date(2025, 11, 5), 60_000)
    paid(session, old, D(33_900), date(2026, 1, 5))
    # 11,300 are left of Bob's older invoice; the other 22,600 fall on Ann's: a third of her 67,800
    written_off(session, company, "33900", date(2026, 3, 1), customer_id=buyer.id)
    run = calculated(company, scheme)
    assert amounts(session, run)[LineKind.CLAW_BACK] == D("-2666.67")
    assert "names no invoice; 22,600.00 of it falls on" in spoken(taken_line(session, run))
    assert run.frozen["unattributed"] == []
    assert recalculate(session, run).identical


def test_what_was_settled_by_then_is_no_bad_debt_and_a_later_receipt_changes_nothing_of_it(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    first = bought(session, buyer, company, date(2025, 10, 10), 50_000, salesperson_id=company.bob.id)
    second = bought(session, buyer, company, date(2025, 11, 5), 50_000)
    paid(session, first, D(56_500), date(2026, 2, 28))
    paid(session, second, D(100), date(2026, 3, 2))
    written_off(session, company, "5650", date(2026, 3, 1), customer_id=buyer.id)
    assert amounts(session, calculated(company, scheme))[LineKind.CLAW_BACK] == D(-800)


def test_returned_goods_without_an_invoice_fall_on_what_the_customer_bought_last(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    bought(session, buyer, company, date(2025, 10, 10), 80_000)
    last = bought(session, buyer, company, date(2026, 1, 5), 20_000, salesperson_id=company.bob.id)
    returned(session, last, D(5_000), date(2026, 1, 20))
    # 15,000 are left of Bob's last invoice; 8,000 of Ann's 80,000 go back: a tenth of 8,000 paid
    sent_back(session, company, "23000", date(2026, 2, 1), customer_id=buyer.id)
    assert amounts(session, calculated(company, scheme))[LineKind.CLAW_BACK] == D(-800)


def test_whatever_finds_no_sale_is_listed_with_its_amount_and_the_reason(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    invoice = bought(session, buyer, company, date(2025, 11, 5), 10_000)
    nobody = bought(session, buyer, company, date(2025, 10, 1), 1_000, salesperson_id=None)
    lost(session, nobody, D(1_130), date(2026, 1, 31))
    written_off(session, company, "20000", date(2026, 3, 1), customer_id=buyer.id)
    written_off(session, company, "700", date(2026, 3, 1))
    sent_back(session, company, "300", date(2026, 3, 2))
    facts = {"number": "V", "source_ref": "V", "unit_id": company.unit.id, "period": 202603}
    added(session, Recovery(recovered_on=date(2026, 3, 3), amount=D(50), **facts))
    run = calculated(company, scheme)
    assert amounts(session, run)[LineKind.CLAW_BACK] == D(-8_000)
    assert invoice.amount == D(11_300)
    assert {(one["kind"], one["amount"]) for one in run.frozen["unattributed"]} == {
        ("write_off", "1130"), ("write_off", "8700"), ("write_off", "700"), ("goods_return", "300"),
        ("recovery", "50"),
    }  # fmt: skip


def test_striking_a_loss_off_the_list_is_found(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    written_off(session, company, "700", date(2026, 3, 1))
    run = calculated(company, scheme)
    run.frozen = {**run.frozen, "unattributed": []}
    session.flush()
    assert not recalculate(session, run).identical


def test_a_loss_that_is_corrected_after_it_was_taken_back_is_put_right_by_the_next_run(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    invoice = bought(session, buyer, company, date(2025, 11, 5), 100_000)
    loss = lost(session, invoice, D(11_300), date(2026, 3, 1))
    company.an_approved_run(scheme)
    loss.amount = D(22_600)
    assert amounts(session, calculated(company, scheme)) == {LineKind.CLAW_BACK: D(-800)}


def test_money_that_comes_in_after_all_gives_back_what_was_taken(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    invoice = bought(session, buyer, company, date(2025, 11, 5), 100_000)
    lost(session, invoice, D(11_300), date(2026, 3, 1))
    company.an_approved_run(scheme)
    facts = {"number": "V", "source_ref": "V", "unit_id": company.unit.id, "period": 202604}
    added(
        session,
        Recovery(invoice_id=invoice.id, recovered_on=date(2026, 4, 2), amount=D(5_650), **facts),
    )
    run = calculated(company, scheme)
    assert amounts(session, run) == {LineKind.CLAW_BACK: D(400)}
    assert run.clawed_back == D(-400)
    assert "400.00 is given back now" in spoken(taken_line(session, run))


def test_goods_paid_for_and_then_returned_take_back_what_was_released_as_well(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    invoice = bought(session, buyer, company, date(2025, 11, 5), 100_000)
    paid(session, invoice, D(113_000), date(2026, 1, 5))
    assert amounts(session, company.an_approved_run(scheme))[LineKind.RELEASE] == D(2_000)
    returned(session, invoice, D(100_000), date(2026, 4, 1))
    # all of the 8,000 paid at once and of the 2,000 released: the sale came to nothing
    assert amounts(session, calculated(company, scheme)) == {LineKind.CLAW_BACK: D(-10_000)}


def test_nothing_is_released_for_goods_that_came_back(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    invoice = bought(session, buyer, company, date(2025, 11, 5), 100_000)
    paid(session, invoice, D(113_000), date(2026, 1, 5))
    returned(session, invoice, D(25_000), date(2026, 3, 1))
    found = amounts(session, calculated(company, scheme))
    assert (found[LineKind.RELEASE], found[LineKind.CLAW_BACK]) == (D(1_500), D(-2_000))


def test_whoever_left_is_told_apart_because_payroll_can_take_nothing_back(
    session: Session, company: Rewarded, scheme: BonusScheme, buyer: Customer
) -> None:
    lost(session, bought(session, buyer, company, date(2025, 11, 5), 100_000), D(11_300), date(2026, 3, 1))
    company.ann.left_on = date(2026, 3, 31)
    session.flush()
    assert "left on 2026-03-31: payroll can take nothing" in spoken(
        taken_line(session, calculated(company, scheme))
    )
