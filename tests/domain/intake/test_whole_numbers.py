"""A number whose column keeps whole numbers only can be imported."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.credit.credit_limit import CreditLimit
from domain.intake.commit_import import commit_import
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.table import Table
from tests.factories import a_customer

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
HEADERS = ("customer", "amount", "valid_from", "term_days")


def test_days_of_a_payment_term_come_from_a_file(session: Session, actor: Actor) -> None:
    customer = a_customer(session)
    session.flush()
    rows = [(customer.number, "50000", "2026-01-01", "60"), (customer.number, "1", "2026-02-01", "9" * 12)]
    table = Table(name="limits.csv", sha256="", headers=HEADERS, rows=rows, first_row_number=2)
    columns = {name: name for name in HEADERS}
    request = ImportRequest(spec=FACTS["credit_limit"], table=table, columns=columns, date_format="ymd")
    batch, _ = commit_import(session, actor, request, NOW)
    assert (batch.new, batch.rejected) == (1, 1)
    assert session.scalars(select(CreditLimit.term_days)).all() == [60]
