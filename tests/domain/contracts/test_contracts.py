"""Contracts: what they add, how they were approved, and which shipments they cover."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Contract, ContractMilestone, Delivery
from domain.indicators.figure import Figure
from domain.intake.undo_batch import undo_batch
from tests.domain.indicators.trading import figures, refreshed, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

SIGNED: dict[str, Any] = {
    "number": "C1", "customer": "K1", "amount": "1000", "submitted_on": "2026-01-05",
    "approved_on": "2026-01-08", "signed_on": "2026-01-09", "on_template": "yes",
}  # fmt: skip


def counted(session: Session, code: str) -> dict[str, Figure]:
    """The indicator's figures by month, up to date."""
    refreshed(session, codes=(code,))
    return figures(session, code)


def shipped(session: Session, **order: Any) -> None:
    """An order of 10 pieces for 1000, of which 4 left on 20 January."""
    asked = {"number": "O1", "customer": "K1", "ordered_on": "2026-01-10"} | order
    imported(session, "order", [asked])
    line = {"order": "O1", "line": "1", "product": "P", "quantity": "10", "unit_price": "100"}
    imported(session, "order_line", [line])
    left = {"order": "O1", "number": "D1", "product": "P", "shipped_on": "2026-01-20", "quantity": "4"}
    imported(session, "delivery", [left])


def delivery(session: Session) -> Delivery:
    session.expire_all()
    found: Delivery = session.query(Delivery).one()
    return found


def test_an_amendment_adds_the_difference_in_the_month_it_is_signed(session: Session) -> None:
    more = {"number": "C2", "amends": "C1", "amount": "1300", "signed_on": "2026-02-10"}
    less = {"number": "C3", "amends": "C2", "amount": "1100", "signed_on": "2026-03-10"}
    imported(session, "contract", [SIGNED, SIGNED | more, SIGNED | less])
    assert [of(session, Contract, number).added for number in ("C1", "C2", "C3")] == [1000, 300, -200]
    found = counted(session, "K05")
    assert [shown(found[month].value) for month in ("2026-01", "2026-02", "2026-03")] == [
        "1000",
        "300",
        "-200",
    ]


def test_an_amendment_of_an_unknown_contract_waits_for_it(session: Session) -> None:
    imported(session, "contract", [SIGNED | {"number": "C2", "amends": "C1", "amount": "1300"}])
    assert of(session, Contract, "C2").added is None
    batch, _ = imported(session, "contract", [SIGNED | {"signed_on": "2026-01-08"}])
    assert of(session, Contract, "C2").added == 300
    undo_batch(session, an_actor(), batch.id, now())
    assert of(session, Contract, "C2").added is None


def test_a_cancelled_contract_counts_nowhere(session: Session) -> None:
    imported(session, "contract", [SIGNED, SIGNED | {"number": "C9", "status": "作废"}])
    assert of(session, Contract, "C9").period is None
    assert shown(counted(session, "K05")["2026-01"].value) == "1000"


def test_who_signs_before_approval_or_without_is_seen(session: Session) -> None:
    early = SIGNED | {"number": "C2", "signed_on": "2026-01-07"}
    never = SIGNED | {"number": "C3", "approved_on": ""}
    same_day = SIGNED | {"number": "C4", "signed_on": "2026-01-08"}
    imported(session, "contract", [SIGNED, early, never, same_day])
    assert shown(counted(session, "R20")["2026-01"].value) == "2"
    assert counted(session, "R20")["2026-01"].status == "red"


def test_template_usage_and_its_opposite_add_up(session: Session) -> None:
    changed = SIGNED | {"number": "C2", "clause_deviation": "yes"}
    own_paper = SIGNED | {"number": "C3", "on_template": "no"}
    imported(session, "contract", [SIGNED, changed, own_paper, SIGNED | {"number": "C4"}])
    usage, other = (counted(session, code)["2026-01"].value for code in ("K49", "R19"))
    assert (usage, other) == (Decimal("0.5"), Decimal("0.5"))


def test_approval_takes_working_days(session: Session) -> None:
    over_weekend = {"number": "C2", "submitted_on": "2026-01-09", "approved_on": "2026-01-12"}
    imported(session, "contract", [SIGNED, SIGNED | over_weekend | {"signed_on": "2026-01-13"}])
    days = [of(session, Contract, number).approval_days for number in ("C1", "C2")]
    assert days == [3, 1]
    assert shown(counted(session, "K50")["2026-01"].value) == "2.8"


def test_a_milestone_is_in_time_on_its_day_and_late_after_it(session: Session) -> None:
    imported(session, "contract", [SIGNED])
    rows = [
        {"contract": "C1", "milestone": "交付", "due_on": "2026-02-10", "done_on": "2026-02-10"},
        {"contract": "C1", "milestone": "验收", "due_on": "2026-02-20", "done_on": "2026-02-21"},
        {"contract": "C1", "milestone": "质保", "due_on": "2026-02-25"},
        {"contract": "C1", "milestone": "回访", "due_on": "2026-02-26", "done_on": "2026-02-01"},
    ]
    imported(session, "contract_milestone", rows)
    assert shown(counted(session, "R21")["2026-02"].value) == "0.5"
    imported(session, "contract", [SIGNED | {"customer": "K2"}])
    session.expire_all()
    assert {row.customer_id for row in session.query(ContractMilestone)} == {
        of(session, Contract, "C1").customer_id
    }


def test_goods_are_worth_what_their_order_says(session: Session) -> None:
    shipped(session)
    assert (delivery(session).value, delivery(session).contracted) == (Decimal(400), None)


def test_without_contracts_nobody_can_say_what_was_covered(session: Session) -> None:
    shipped(session)
    assert counted(session, "R18")["2026-01"].value is None


def test_the_contract_an_order_names_covers_its_shipments_from_the_day_signed(session: Session) -> None:
    shipped(session, contract="C1")
    imported(session, "contract", [SIGNED])
    assert delivery(session).contracted is True
    imported(session, "contract", [SIGNED | {"signed_on": "2026-01-21"}])
    assert delivery(session).contracted is False
    assert shown(counted(session, "R18")["2026-01"].value) == "1"


def test_a_frame_contract_covers_while_it_is_valid(session: Session) -> None:
    shipped(session)
    frame = SIGNED | {"frame": "yes", "valid_from": "2026-01-10", "valid_to": "2026-01-20"}
    imported(session, "contract", [frame])
    assert delivery(session).contracted is True
    imported(session, "contract", [frame | {"valid_to": "2026-01-19"}])
    assert delivery(session).contracted is False


def test_another_contract_of_the_customer_covers_nothing(session: Session) -> None:
    shipped(session)
    batch, _ = imported(session, "contract", [SIGNED])
    assert delivery(session).contracted is False
    undo_batch(session, an_actor(), batch.id, now())
    assert delivery(session).contracted is None


def test_contracts_that_contradict_themselves_are_refused(session: Session) -> None:
    plan = planned(
        session,
        "contract",
        [
            SIGNED | {"amount": "-1"},
            SIGNED | {"number": "C2", "approved_on": "2026-01-04"},
            SIGNED | {"number": "C3", "amends": "C3"},
            SIGNED | {"number": "C4", "valid_from": "2026-02-01", "valid_to": "2026-01-31"},
        ],
    )
    assert len(why(plan)) == 4
