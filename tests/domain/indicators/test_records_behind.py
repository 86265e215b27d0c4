"""From a number back to the rows it was made of."""

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound, NotPermitted
from domain.core.period import Period
from domain.core.permission import Permission
from domain.indicators.catalogue import shipped
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Behind, Side, records_behind
from domain.receivables.duplicate_suspect import DuplicateSuspect
from domain.receivables.invoice import Invoice
from domain.sales.opportunity import Outcome
from tests.domain.indicators.trading import (
    MACHINE,
    TODAY,
    credit,
    deal,
    figures,
    invoice,
    line,
    order,
    pay,
    refreshed,
    shown,
)
from tests.factories import a_customer, a_person, a_unit, added, an_actor, numbers, the_root

pytestmark = pytest.mark.furnished

UNEVEN = re.compile(
    r"/|\* *owed|\b(mean|median|percentile|benford|countback|sum_squares|product|above|of_those|distinct"
    r"|at_least|retained|robust_z|tracking|given|min|max)\b"
)
"""Medians, countback, squares, quotients: their records are the basis, not summands."""


def behind(session: Session, code: str, period: str, side: Side = Side.NUMERATOR, **wish: object) -> Behind:
    session.flush()
    wanted = {"code": code, "unit_id": the_root(session).id} | wish
    return records_behind(session, MACHINE, Wish(**wanted), Period.parse(period), TODAY, side, limit=1000)  # type: ignore[arg-type]


def numbers_of(found: Behind) -> dict[str, Decimal]:
    return {record.number: record.amount for record in found.records}


@pytest.fixture
def trade(session: Session) -> None:
    """A bit of everything, over two units and a year and a half."""
    unit = a_unit(session)
    customers = [a_customer(session, group_code=code).id for code in ("G", "G", "", "")]
    for month in range(18):
        day = f"{2024 + month // 12}-{month % 12 + 1:02}"
        for at, customer in enumerate(customers):
            claim = invoice(
                session, f"{day}-05", f"{day}-25", 100 + 10 * at + month, customer_id=customer,
                unit_id=unit.id if at % 2 else the_root(session).id, invoiced_ahead=at == 1,
                disputed=at == 2,
            )  # fmt: skip
            pay(session, claim, f"{2024 + (month + at) // 12}-{(month + at) % 12 + 1:02}-20", 90)
            if at == 3 and month % 3 == 0:
                credit(session, claim, f"{day}-28", 12)
        for outcome in (Outcome.WON, Outcome.WON, Outcome.LOST):
            deal(session, f"{day}-15", outcome, 10 + month)
        late = order(session, f"{day}-02", f"{day}-10", f"{day}-12")
        line(session, late, on_time_in_full=month % 2 == 0)
    first, second = session.scalars(select(Invoice).order_by(Invoice.id).limit(2))
    added(
        session,
        DuplicateSuspect(
            first_id=first.id, second_id=second.id, score=90, likeness="same_day", unit_id=unit.id,
            period=202401, source_ref=f"D{next(numbers)}",
        ),
    )  # fmt: skip
    refreshed(session)


@pytest.mark.usefixtures("trade")
def test_the_records_of_every_shipped_indicator_add_up_to_its_numbers_exactly(session: Session) -> None:
    seen = []
    for declared in shipped():
        code = str(declared["code"])
        for period, figure in list(figures(session, code).items())[-2:]:
            for side in Side:
                number, found = getattr(figure, side.value), behind(session, code, period, side)
                assert found.number == number
                if number is not None:
                    uneven = bool(UNEVEN.search(str(declared[side.value])))
                    assert found.adds_up or uneven, (code, side)
                    seen.append((code, side))
                if found.adds_up:
                    assert found.total == number == sum(record.amount for record in found.records)
    assert len(set(seen)) > 40


def test_an_open_balance_is_shown_as_the_invoices_that_are_open(session: Session) -> None:
    part_paid = invoice(session, "2026-01-05", "2026-02-25", 100)
    pay(session, part_paid, "2026-01-20", 30)
    pay(session, part_paid, "2026-02-20", 30)
    pay(session, invoice(session, "2026-01-06", "2026-02-25", 50), "2026-01-20")
    refreshed(session, codes=("K30",))
    assert numbers_of(behind(session, "K30", "2026-01")) == {part_paid.number: 70}
    assert numbers_of(behind(session, "K30", "2026-02")) == {part_paid.number: 40}


def test_a_record_leads_to_its_file_and_row(session: Session) -> None:
    customer = a_customer(session).id
    claim = invoice(session, "2026-01-05", "2026-02-25", 100, customer_id=customer, batch_row=17)
    refreshed(session, codes=("K01",))
    (record,) = behind(session, "K01", "2026-01").records
    assert (record.entity, record.id, record.number) == ("Invoice", claim.id, claim.number)
    assert (record.on, record.due_on) == (date(2026, 1, 5), date(2026, 2, 25))
    assert (record.customer_id, record.batch_row) == (customer, 17)


def test_the_largest_customer_is_shown_with_the_invoices_of_its_group_only(session: Session) -> None:
    members = [a_customer(session, group_code="G").id for _ in range(2)]
    of_group = [invoice(session, "2026-01-05", "2026-02-25", 40, customer_id=member) for member in members]
    invoice(session, "2026-01-05", "2026-02-25", 60, customer_id=a_customer(session).id)
    refreshed(session, codes=("R07",))
    assert set(numbers_of(behind(session, "R07", "2026-01"))) == {claim.number for claim in of_group}


def test_credit_notes_count_against_the_sales_they_reduce(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-02-25", 100)
    credit(session, claim, "2026-01-20", 30)
    refreshed(session, codes=("K01",))
    found = behind(session, "K01", "2026-01")
    assert [(record.entity, shown(record.amount)) for record in found.records] == [
        ("Invoice", "100"),
        ("CreditNote", "-30"),
    ]


def test_a_median_shows_the_days_of_each_deal(session: Session) -> None:
    for days in (10, 20, 60):
        deal(session, "2026-01-20", Outcome.WON, days)
    refreshed(session, codes=("K10",))
    found = behind(session, "K10", "2026Q1")
    assert (shown(found.number), found.adds_up) == ("20", False)
    assert [record.amount for record in found.records] == [60, 20, 10]


def test_a_unit_shows_its_own_records_and_those_below(session: Session) -> None:
    unit = a_unit(session)
    below = a_unit(session, parent_id=unit.id)
    own = invoice(session, "2026-01-05", "2026-02-25", 100, unit_id=unit.id)
    lower = invoice(session, "2026-01-05", "2026-02-25", 20, unit_id=below.id)
    invoice(session, "2026-01-05", "2026-02-25", 3)
    refreshed(session, codes=("K01",))
    assert set(numbers_of(behind(session, "K01", "2026-01", unit_id=unit.id))) == {own.number, lower.number}
    of_child = behind(session, "K01", "2026-01", unit_id=unit.id, by="unit", member=below.id)
    assert numbers_of(of_child) == {lower.number: 20}
    itself = behind(session, "K01", "2026-01", unit_id=unit.id, by="unit", member=unit.id)
    assert numbers_of(itself) == {own.number: 100}


def test_a_salesperson_and_nobody_show_their_own_records(session: Session) -> None:
    person = a_person(session).id
    mine = invoice(session, "2026-01-05", "2026-02-25", 100, salesperson_id=person)
    nobodys = invoice(session, "2026-01-05", "2026-02-25", 20)
    refreshed(session, codes=("K01",))
    for member, record, amount in ((person, mine, 100), (0, nobodys, 20)):
        found = behind(session, "K01", "2026-01", by="salesperson", member=member)
        assert numbers_of(found) == {record.number: amount}


def test_long_lists_come_in_pages_largest_first(session: Session) -> None:
    for amount in (1, 3, 2):
        invoice(session, "2026-01-05", "2026-02-25", amount)
    refreshed(session, codes=("K01",))
    wish = Wish("K01", the_root(session).id)
    pages = [
        records_behind(session, MACHINE, wish, Period.parse("2026-01"), TODAY, limit=2, offset=offset)
        for offset in (0, 2)
    ]
    assert [[record.amount for record in page.records] for page in pages] == [[3, 2], [1]]
    assert {(page.count, shown(page.total)) for page in pages} == {(3, "6")}


def test_who_may_not_see_a_unit_or_facts_sees_no_records(session: Session) -> None:
    unit = a_unit(session)
    invoice(session, "2026-01-05", "2026-02-25", 100)
    refreshed(session, codes=("K01",))
    wish, period = Wish("K01", the_root(session).id), Period.parse("2026-01")
    elsewhere = an_actor(Permission.INDICATORS_READ, Permission.FACTS_READ, units=frozenset({unit.id}))
    with pytest.raises(NotFound):
        records_behind(session, elsewhere, wish, period, TODAY)
    with pytest.raises(NotPermitted):
        records_behind(session, an_actor(Permission.INDICATORS_READ), wish, period, TODAY)
