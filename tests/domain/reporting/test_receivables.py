"""What falls due soon, and who owes the money."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.permission import Permission
from domain.receivables.ageing_report import ageing_report
from domain.receivables.concentration import top_share
from domain.receivables.invoice import InvoiceStatus
from domain.reporting.receivables_concentration import debtors
from domain.reporting.receivables_due import due_soon
from domain.reporting.receivables_open import overdue_invoices
from tests.domain.indicators.trading import invoice, pay
from tests.factories import a_customer, a_unit, an_actor, the_root

TODAY = date(2026, 6, 15)
READER = an_actor(Permission.FACTS_READ)


def test_what_falls_due_is_told_week_by_week_less_what_was_paid(session: Session) -> None:
    invoice(session, "2026-06-01", "2026-06-16", 100)
    part = invoice(session, "2026-06-01", "2026-06-22", 100)
    pay(session, part, "2026-06-10", 30)
    invoice(session, "2026-06-01", "2026-06-23", 5)
    invoice(session, "2026-06-01", "2026-07-15", 7)
    weeks = due_soon(session, READER, [the_root(session).id], TODAY)
    assert [(week.count, int(week.amount)) for week in weeks] == [(2, 170), (1, 5), (0, 0), (0, 0), (1, 7)]
    assert (weeks[0].first, weeks[0].last) == (date(2026, 6, 16), date(2026, 6, 22))
    assert weeks[-1].last == date(2026, 7, 15)


@pytest.mark.parametrize(
    ("due", "facts"),
    [("2026-06-15", {}), ("2026-07-16", {}), ("2026-06-20", {"status": InvoiceStatus.CANCELLED})],
)
def test_only_open_claims_of_the_days_ahead_are_due_soon(
    session: Session, due: str, facts: dict[str, object]
) -> None:
    invoice(session, "2026-06-01", due, 100, **facts)
    paid = invoice(session, "2026-06-01", "2026-06-20", 100)
    pay(session, paid, "2026-06-12")
    assert sum(week.count for week in due_soon(session, READER, [the_root(session).id], TODAY)) == 0


def test_what_was_paid_after_the_day_was_still_due_on_it(session: Session) -> None:
    pay(session, invoice(session, "2026-06-01", "2026-06-20", 100), "2026-06-18")
    assert due_soon(session, READER, [the_root(session).id], TODAY)[0].amount == 100


def test_due_soon_is_for_those_who_may_read_facts(session: Session) -> None:
    with pytest.raises(NotPermitted):
        due_soon(session, an_actor(Permission.INDICATORS_READ), [the_root(session).id], TODAY)


def test_related_customers_owe_as_one_and_shares_add_up_to_the_whole(session: Session) -> None:
    small = a_customer(session, name="Small")
    left, right = a_customer(session, group_code="G"), a_customer(session, group_code="G", name="Right")
    for who, amount in ((small, 200), (left, 150), (right, 350), (None, 300)):
        due = "2026-06-01" if who is right else "2026-07-01"
        invoice(session, "2026-05-01", due, amount, customer_id=who and who.id)
    report = ageing_report(session, READER, TODAY, "customer")
    found = debtors(session, report.table.rows)
    assert [(one.customer_id, one.members, int(one.owed), int(one.overdue)) for one in found] == [
        (right.id, 2, 500, 350), (None, 1, 300, 0), (small.id, 1, 200, 0),
    ]  # fmt: skip
    assert [one.cumulative for one in found] == [Decimal("0.5"), Decimal("0.8"), 1]
    assert found[0].share == top_share([one.owed for one in found])


def test_nobody_owes_anything_where_everything_is_paid(session: Session) -> None:
    pay(session, invoice(session, "2026-05-01", "2026-06-01", 100), "2026-06-01")
    assert debtors(session, ageing_report(session, READER, TODAY, "customer").table.rows) == []


def test_the_ageing_of_some_units_ties_out_with_their_own_ledger(session: Session) -> None:
    east = a_unit(session)
    pay(session, invoice(session, "2026-05-01", "2026-05-20", 100, unit_id=east.id), "2026-05-25", 40)
    invoice(session, "2026-05-01", "2026-07-20", 1000)
    report = ageing_report(session, READER, TODAY, "customer", [east.id])
    assert report.table.whole.total == report.table.whole.overdue == 60
    assert report.difference == 0
    assert ageing_report(session, READER, TODAY).table.whole.total == 1060


def test_the_oldest_overdue_invoices_come_first_with_what_is_still_open(session: Session) -> None:
    acme = a_customer(session, name="Acme")
    old = invoice(session, "2026-01-01", "2026-02-01", 100, customer_id=acme.id)
    pay(session, old, "2026-03-01", 99)
    invoice(session, "2026-05-01", "2026-06-14", 50)
    invoice(session, "2026-05-01", "2026-06-15", 50)
    pay(session, invoice(session, "2026-01-01", "2026-02-01", 100), "2026-06-15")
    found = overdue_invoices(session, READER, [the_root(session).id], TODAY)
    assert [(one.days, int(one.open)) for one in found.oldest] == [(134, 1), (1, 50)]
    assert (found.count, found.oldest[0].customer_zh, found.oldest[1].customer_zh) == (2, "Acme", "")


def test_overdue_invoices_can_be_those_of_one_customer_and_are_counted_beyond_the_first(
    session: Session,
) -> None:
    acme = a_customer(session)
    for day in (1, 2, 3):
        invoice(session, "2026-01-01", f"2026-02-0{day}", 100, customer_id=acme.id)
        invoice(session, "2026-01-01", "2026-02-01", 100)
    found = overdue_invoices(session, READER, [the_root(session).id], TODAY, acme.id, most=2)
    assert (len(found.oldest), found.count) == (2, 3)
    assert [one.due_on.day for one in found.oldest] == [1, 2]
