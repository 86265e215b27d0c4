"""What a later run adds: hold-back released as customers pay, bonus taken back for bad debt and returns."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.organisation.person import Person
from domain.receivables.invoice import Invoice
from domain.receivables.receipt import Allocation, Receipt
from domain.receivables.write_off import WriteOff
from domain.rewards.bonus_effects import NothingToPay
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.deviations import deviations
from domain.rewards.recalculate import recalculate
from domain.service.goods_return import GoodsReturn
from tests.domain.rewards.rewarded import TODAY, Rewarded
from tests.factories import added, an_invoice

D = Decimal
EARLIER = date(2025, 11, 5)
"""A day in the earlier quarter; the run of the next one is calculated on 20 April 2026."""


@pytest.fixture
def scheme(company: Rewarded) -> BonusScheme:
    """Ann got 10,000 for the last quarter of 2025: 8,000 paid, 2,000 held back. The next one is a B too."""
    scheme = company.a_scheme()
    company.a_base(scheme, company.ann)
    earlier = company.a_cycle(4, 2025)
    company.a_result(company.ann, "B", cycle=earlier)
    company.an_approved_run(scheme, earlier)
    company.a_result(company.ann, "B")
    return scheme


def sold(session: Session, person: Person, amount: int = 100_000, day: date = EARLIER) -> Invoice:
    """With 13 % tax on top."""
    facts = {"unit_id": person.unit_id, "salesperson_id": person.id, "issued_on": day, "due_on": day}
    return an_invoice(session, amount=D(amount) * D("1.13"), net=D(amount), **facts)


def paid(session: Session, invoice: Invoice, amount: Decimal, day: date = date(2026, 2, 1)) -> None:
    common: dict[str, Any] = {"unit_id": invoice.unit_id, "period": day.year * 100 + day.month}
    ref = f"{invoice.number} {day} {amount}"
    receipt = added(
        session,
        Receipt(number=ref, received_on=day, amount=amount, currency="CNY", source_ref=ref, **common),
    )
    added(
        session,
        Allocation(
            receipt_id=receipt.id, invoice_id=invoice.id, allocated_on=day, amount=amount, source_ref=ref,
            salesperson_id=invoice.salesperson_id, **common,
        ),
    )  # fmt: skip


def lost(session: Session, invoice: Invoice, amount: Decimal, day: date) -> WriteOff:
    return added(
        session,
        WriteOff(
            number=f"W{invoice.id}{day}", invoice_id=invoice.id, written_off_on=day, amount=amount,
            unit_id=invoice.unit_id, period=day.year * 100 + day.month, source_ref=f"W{invoice.id}{day}",
        ),
    )  # fmt: skip


def returned(session: Session, invoice: Invoice, net: Decimal, day: date) -> GoodsReturn:
    return added(
        session,
        GoodsReturn(
            number=f"R{invoice.id}", invoice_id=invoice.id, accepted_on=day, net=net, currency="CNY",
            unit_id=invoice.unit_id, period=day.year * 100 + day.month, source_ref=f"R{invoice.id}",
            salesperson_id=invoice.salesperson_id,
        ),
    )  # fmt: skip


def calculated(company: Rewarded, scheme: BonusScheme) -> BonusRun:
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    return run


def amounts(session: Session, run: BonusRun) -> dict[LineKind, Decimal]:
    query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
    return {one.kind: one.amount for one in session.scalars(query)}


def test_what_is_held_back_is_released_in_the_share_that_customers_have_paid(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    paid(session, sold(session, company.ann), D(56_500))
    run = calculated(company, scheme)
    assert amounts(session, run) == {LineKind.BONUS: D(8_000), LineKind.RELEASE: D(1_000)}
    assert (run.released, run.amount) == (D(1_000), D(9_000))


def test_the_rest_is_released_by_the_run_after_it_and_never_twice(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    invoice = sold(session, company.ann)
    paid(session, invoice, D(56_500))
    company.an_approved_run(scheme)
    paid(session, invoice, D(56_500), date(2026, 4, 1))
    assert amounts(session, calculated(company, scheme)) == {LineKind.RELEASE: D(1_000)}
    with pytest.raises(NothingToPay):
        calculated(company, scheme)


def test_money_that_comes_later_does_not_count_yet(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    paid(session, sold(session, company.ann), D(113_000), date(2026, 5, 1))
    assert LineKind.RELEASE not in amounts(session, calculated(company, scheme))


def test_whoever_invoiced_nothing_waits_for_nobody(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    assert amounts(session, calculated(company, scheme))[LineKind.RELEASE] == D(2_000)


def test_a_bad_debt_takes_back_its_share_of_what_was_paid(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    invoice = sold(session, company.ann)
    lost(session, invoice, D(11_300), date(2026, 3, 1))
    run = calculated(company, scheme)
    assert amounts(session, run)[LineKind.CLAW_BACK] == D(-800)
    assert run.clawed_back == D(800)
    line = session.scalars(select(BonusLine).where(BonusLine.kind == LineKind.CLAW_BACK)).one()
    assert line.inputs["losses"][0]["kind"] == "write_off"
    assert any("Bad debt" in one["text"] for one in line.said)
    assert recalculate(session, run).identical


def test_goods_returned_take_back_their_share_by_net_sales(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    returned(session, sold(session, company.ann), D(25_000), date(2026, 1, 15))
    assert amounts(session, calculated(company, scheme))[LineKind.CLAW_BACK] == D(-2_000)


def test_one_loss_is_taken_back_once(session: Session, company: Rewarded, scheme: BonusScheme) -> None:
    lost(session, sold(session, company.ann), D(11_300), date(2026, 3, 1))
    company.an_approved_run(scheme)
    with pytest.raises(NothingToPay):
        calculated(company, scheme)


def test_never_more_is_taken_back_than_was_paid(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    invoice = sold(session, company.ann)
    lost(session, invoice, D(113_000), date(2026, 2, 1))
    returned(session, invoice, D(100_000), date(2026, 2, 2))
    assert amounts(session, calculated(company, scheme))[LineKind.CLAW_BACK] == D(-8_000)


@pytest.mark.parametrize(
    ("day", "months", "taken"),
    [(date(2026, 4, 5), 5, True), (date(2026, 4, 6), 5, False), (date(2026, 4, 21), 12, False)],
)
def test_only_what_is_lost_within_the_months_of_the_scheme_and_by_today_counts(
    session: Session, company: Rewarded, scheme: BonusScheme, day: date, months: int, taken: bool
) -> None:
    earlier = session.scalars(select(BonusRun)).one()
    earlier.frozen = {**earlier.frozen, "scheme": {**earlier.frozen["scheme"], "claw_back_months": months}}
    lost(session, sold(session, company.ann), D(11_300), day)
    assert (LineKind.CLAW_BACK in amounts(session, calculated(company, scheme))) is taken


def test_a_loss_of_somebody_elses_sale_touches_nobody(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    lost(session, sold(session, company.bob), D(11_300), date(2026, 3, 1))
    assert LineKind.CLAW_BACK not in amounts(session, calculated(company, scheme))


def test_a_loss_of_another_cycle_takes_back_nothing_of_this_one(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    lost(session, sold(session, company.ann, day=date(2025, 9, 30)), D(11_300), date(2025, 12, 1))
    assert LineKind.CLAW_BACK not in amounts(session, calculated(company, scheme))


def test_what_was_lost_within_the_cycle_is_in_its_figures_and_does_not_count_twice(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    lost(session, sold(session, company.ann), D(11_300), date(2025, 12, 31))
    assert LineKind.CLAW_BACK not in amounts(session, calculated(company, scheme))


def test_cash_after_the_calculation_shows_as_a_difference(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    invoice = sold(session, company.ann)
    paid(session, invoice, D(56_500))
    run = calculated(company, scheme)
    paid(session, invoice, D(1_000), date(2026, 4, 2))
    assert [(one.kind, one.name) for one in deviations(session, run, TODAY)] == [
        (LineKind.RELEASE, "sold.collected")
    ]


def test_a_discarded_run_released_nothing(session: Session, company: Rewarded, scheme: BonusScheme) -> None:
    run = calculated(company, scheme)
    company.take("discard", run, company.hr, "wrong scheme")
    assert amounts(session, calculated(company, scheme))[LineKind.RELEASE] == D(2_000)
