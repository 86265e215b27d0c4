"""The dry run shows what a row would change, in words people know."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.intake.differences import Difference, differences
from domain.intake.plan import Fate
from domain.intake.registry import FACTS
from tests.factories import the_root
from tests.imports import imported, planned

INVOICE = {
    "number": "1", "customer": "C1", "issued_on": "2026-01-10", "amount": "100", "settled_on": "2026-02-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)
    imported(session, "invoice", [INVOICE])


def test_a_dry_run_names_old_and_new_and_writes_nothing(session: Session) -> None:
    changed = INVOICE | {"customer": "C2", "amount": "120", "settled_on": "2026-02-03"}
    plan = planned(session, "invoice", [changed, INVOICE | {"number": "2"}])
    assert plan.counts == {"read": 2, "new": 1, "changed": 1, "same": 0, "rejected": 0}
    assert differences(session, FACTS["invoice"], plan.having(Fate.CHANGED, Fate.NEW)) == {
        2: [
            Difference("customer", "C1", "C2"),
            Difference("amount", Decimal(100), Decimal(120)),
            Difference("net", Decimal(100), Decimal(120)),
            Difference("received_on", date(2026, 2, 1), date(2026, 2, 3)),
            Difference("amount", Decimal(100), Decimal(120)),
        ]
    }
    assert planned(session, "invoice", [INVOICE]).counts["same"] == 1


def test_a_receipt_that_goes_away_shows_as_a_change_of_its_invoice(session: Session) -> None:
    plan = planned(session, "invoice", [INVOICE | {"settled_on": ""}])
    assert differences(session, FACTS["invoice"], plan.rows) == {
        2: [Difference("received_on", date(2026, 2, 1), None), Difference("amount", Decimal(100), None)]
    }
