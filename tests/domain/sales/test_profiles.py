"""How complete the records of active customers are."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.editing import edit
from domain.core.permission import Permission
from domain.entities import Customer, CustomerProfile
from domain.intake.undo_batch import undo_batch
from domain.sales.profiles import REQUIRED, a_year_after, active_times, filled
from tests.factories import an_actor, the_root
from tests.imports import imported

RECORD: dict[str, Any] = {
    "number": "C1", "name": "华星贸易", "credit_code": "91330100MA27XXXX0Y", "region": "浙江",
    "category": "制造业", "channel": "直销", "salesperson_id": 7,
}  # fmt: skip


def test_a_complete_record_has_every_required_field() -> None:
    assert filled(RECORD) == len(REQUIRED)


@pytest.mark.parametrize(
    "said",
    [
        {"region": ""}, {"region": "无"}, {"category": " N/A "}, {"channel": None}, {"salesperson_id": None},
        {"credit_code": "待补充"}, {"name": "C1"}, {"credit_code": "000"}, {"region": "－"},
    ],
)  # fmt: skip
def test_empty_fields_and_placeholders_say_nothing(said: dict[str, Any]) -> None:
    assert filled(RECORD | said) == len(REQUIRED) - 1


def test_a_customer_is_active_for_a_year_after_each_order() -> None:
    days = [date(2024, 2, 29), date(2024, 12, 1), date(2026, 1, 1)]
    assert list(active_times(days)) == [
        (date(2024, 2, 29), date(2025, 12, 1)), (date(2026, 1, 1), date(2027, 1, 1)),
    ]  # fmt: skip
    assert a_year_after(date(2024, 2, 29)) == date(2025, 3, 1)
    assert list(active_times([])) == []


def profiles(session: Session) -> list[tuple[int, int, int]]:
    session.expire_all()
    rows = session.scalars(select(CustomerProfile).order_by(CustomerProfile.begins_on))
    return [(row.period, row.active_until, int(row.filled)) for row in rows]


def test_only_customers_who_buy_have_a_profile_and_it_follows_their_record(session: Session) -> None:
    the_root(session)
    imported(session, "customer", [{"number": "C1", "name": "华星贸易", "region": "浙江"}])
    assert profiles(session) == []
    batch, _ = imported(session, "order", [{"number": "O", "ordered_on": "2026-01-05", "customer": "C1"}])
    assert profiles(session) == [(202601, 202701, 2)]
    imported(session, "customer", [{"number": "C1", "name": "华星贸易", "channel": "直销", "region": "无"}])
    assert profiles(session) == [(202601, 202701, 2)]
    imported(session, "customer", [{"number": "C1", "name": "华星贸易", "category": "制造业"}])
    assert profiles(session) == [(202601, 202701, 3)]
    undo_batch(session, an_actor(), batch.id, now())
    assert profiles(session) == []


def test_a_record_completed_on_a_screen_counts_at_once(session: Session) -> None:
    the_root(session)
    imported(session, "order", [{"number": "O", "ordered_on": "2026-01-05", "customer": "C1"}])
    assert profiles(session) == [(202601, 202701, 0)]
    customer = session.scalars(select(Customer)).one()
    edit(session, an_actor(), Permission.FACTS_WRITE, customer, {"name": "华星贸易", "region": "浙江"})
    session.flush()
    assert profiles(session) == [(202601, 202701, 2)]
