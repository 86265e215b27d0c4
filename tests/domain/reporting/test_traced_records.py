"""From a number down to file and row."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.period import Period
from domain.core.permission import Actor, Permission
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Side
from domain.intake.batch import ImportBatch
from domain.reporting.traced_records import PAGE, traced_records
from tests.domain.indicators.trading import TODAY, invoice, reading_of, refreshed
from tests.domain.reporting.conftest import Company
from tests.factories import NOON, added, an_actor

MAY = Period.parse("2026-05")


def test_the_sum_of_the_records_is_the_number_of_the_reading(
    session: Session, actor: Actor, company: Company
) -> None:
    kept = reading_of(session, "K30", "2026-05", company.south)
    for side, number in ((Side.NUMERATOR, kept.numerator), (Side.DENOMINATOR, kept.denominator)):
        found = traced_records(session, actor, Wish("K30", company.south), MAY, TODAY, side)
        assert found.behind.adds_up
        assert found.behind.total == found.behind.number == number


def test_pages_cover_every_record_once(session: Session, actor: Actor, company: Company) -> None:
    wish = Wish("K30", company.root)
    first, second = (
        traced_records(session, actor, wish, MAY, TODAY, Side.DENOMINATOR, page) for page in (1, 2)
    )
    records = [each.record for each in (*first.records, *second.records)]
    assert (first.pages, len(first.records), len(second.records)) == (2, PAGE, 3)
    assert len({record.id for record in records}) == first.behind.count == 23
    assert sum(record.amount for record in records) == first.behind.total


def test_a_record_is_traced_to_customer_unit_file_and_row(
    session: Session, actor: Actor, company: Company
) -> None:
    batch = added(
        session,
        ImportBatch(
            fact="invoice", source="ERP", file_name="应收.xlsx", reading={}, read=1, new=1, changed=0, same=0,
            rejected=0, by="Ada", committed_at=NOON,
        ),
    )  # fmt: skip
    large = {"unit_id": company.south, "customer_id": company.buyer, "batch_id": batch.id, "batch_row": 17}
    claim = invoice(session, "2026-05-09", "2026-06-09", 9000, **large)
    refreshed(session)
    found = traced_records(session, actor, Wish("K30", company.root), MAY, TODAY, Side.NUMERATOR)
    first, other = found.records[0], found.records[1]
    assert (first.record.number, first.record.amount) == (claim.number, Decimal(9000))
    assert (first.customer_zh, first.customer_en, first.unit_en) == ("甲公司", "Acme", "South")
    assert (first.file_name, first.record.batch_row) == ("应收.xlsx", 17)
    assert (other.file_name, other.record.batch_row) == ("", None)


def test_facts_that_came_in_after_the_computation_show_as_a_difference(
    session: Session, actor: Actor, company: Company
) -> None:
    before = traced_records(session, actor, Wish("K30", company.south), MAY, TODAY, Side.NUMERATOR)
    invoice(session, "2026-05-09", "2026-06-09", 1, unit_id=company.south)
    after = traced_records(session, actor, Wish("K30", company.south), MAY, TODAY, Side.NUMERATOR)
    assert before.behind.total == before.behind.number == after.behind.number
    assert after.behind.total == before.behind.total + 1


def test_one_member_of_a_breakdown_has_its_own_records(
    session: Session, actor: Actor, company: Company
) -> None:
    wish = Wish("K01", company.root, by="customer", member=company.buyer)
    found = traced_records(session, actor, wish, MAY, TODAY, Side.NUMERATOR)
    assert (found.behind.count, found.behind.total) == (6, Decimal(600))
    assert {each.record.customer_id for each in found.records} == {company.buyer}


def test_records_are_for_those_who_may_read_facts(session: Session, company: Company) -> None:
    reader = an_actor(Permission.INDICATORS_READ)
    with pytest.raises(NotPermitted):
        traced_records(session, reader, Wish("K30", company.south), MAY, TODAY, Side.NUMERATOR)
