"""Complaints: answered soon, settled in time, coming again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.indicators.status import Status
from domain.intake.undo_batch import undo_batch
from domain.service.complaint import Complaint, ComplaintStatus
from domain.service.waiting import late_complaints
from tests.domain.indicators.trading import computed, parts, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

COMPLAINT: dict[str, Any] = {
    "number": "C", "customer": "K1", "received_at": "2026-03-02 09:00", "cause": "包装破损",
}  # fmt: skip


def complained(session: Session, **facts: Any) -> Complaint:
    imported(session, "complaint", [COMPLAINT | facts])
    found: Complaint = of(session, Complaint, str(facts.get("number", "C")))
    return found


@pytest.mark.parametrize(
    ("answered", "hours"),
    [
        ("2026-03-02 09:00", 0), ("2026-03-02 09:01", 1), ("2026-03-02 10:00", 1),
        ("2026-03-03 09:30", 25), ("2026-03-02", 0), ("", None),
    ],
)  # fmt: skip
def test_a_part_hour_to_the_first_response_is_a_whole_one(
    session: Session, answered: str, hours: int | None
) -> None:
    assert complained(session, first_response_at=answered).response_hours == hours


@pytest.mark.parametrize(
    ("severity", "received", "due"),
    [
        ("重大", "2026-03-02 09:00", "2026-03-03"),
        ("较大", "2026-03-02 09:00", "2026-03-05"),
        ("一般", "2026-03-02 09:00", "2026-03-09"),
        ("", "2026-03-06 23:30", "2026-03-13"),
    ],
)
def test_the_graver_a_complaint_the_sooner_it_must_be_settled(
    session: Session, severity: str, received: str, due: str
) -> None:
    assert str(complained(session, severity=severity, received_at=received).sla_due_on) == due


def test_what_was_agreed_stands_and_a_graver_severity_moves_only_the_usual_day(session: Session) -> None:
    assert str(complained(session, sla_due_on="2026-04-01").sla_due_on) == "2026-04-01"
    imported(session, "complaint", [COMPLAINT | {"severity": "重大"}])
    assert str(of(session, Complaint, "C").sla_due_on) == "2026-04-01"
    imported(session, "complaint", [COMPLAINT | {"sla_due_on": ""}])
    assert str(of(session, Complaint, "C").sla_due_on) == "2026-03-03"


def test_the_state_follows_from_the_settlement_unless_withdrawn(session: Session) -> None:
    assert complained(session, status="已解决").status is ComplaintStatus.OPEN
    assert complained(session, resolved_on="2026-03-05").status is ComplaintStatus.RESOLVED
    assert complained(session, resolved_on="2026-03-05", status="已撤回").status is ComplaintStatus.WITHDRAWN


def test_nothing_is_answered_or_settled_before_it_came_in(session: Session) -> None:
    plan = planned(session, "complaint", [COMPLAINT | {"resolved_on": "2026-03-01"}])
    assert why(plan) == {
        2: ["2026-03-01 lies before the receipt on 2026-03-02. Correct one of the two."]
    }  # fmt: skip


def test_i05_complaints_settled_in_time(session: Session) -> None:
    """Five days are allowed; the fourth complaint is still open after them."""
    rows = [
        COMPLAINT | {"number": str(number), "sla_due_on": "2026-03-07", "resolved_on": day}
        for number, day in enumerate(("2026-03-05", "2026-03-04", "2026-03-11", ""))
    ]
    imported(session, "complaint", rows)
    found = computed(session, "K24")["2026-03"]
    assert (parts(found), shown(found.value)) == (("2", "4"), "0.5")


def test_open_within_the_time_allowed_leaves_the_denominator(session: Session) -> None:
    imported(
        session, "complaint",
        [
            COMPLAINT | {"sla_due_on": "2026-03-20", "resolved_on": "2026-03-04"},
            COMPLAINT | {"number": "D", "sla_due_on": "2026-03-25"},
            COMPLAINT | {"number": "E", "sla_due_on": "2026-03-20", "status": "withdrawn"},
        ],
    )  # fmt: skip
    assert parts(computed(session, "K24", date(2026, 3, 24))["2026-03"]) == ("1", "1")
    assert parts(computed(session, "K24", date(2026, 3, 26))["2026-03"]) == ("1", "2")


def test_nine_of_ten_complaints_are_answered_within_so_many_hours(session: Session) -> None:
    hours = [f"2026-03-02 {9 + hour:02}:00" for hour in (1, 2, 3, 4, 5, 6, 7, 8, 9)] + ["2026-03-04 09:00"]
    rows = [COMPLAINT | {"number": str(n), "first_response_at": at} for n, at in enumerate(hours)]
    imported(session, "complaint", rows)
    found = computed(session, "K25")["2026-03"]
    assert (shown(found.value), found.status) == ("12.9", Status.GREEN)


def test_too_many_unanswered_complaints_hide_the_response_time(session: Session) -> None:
    answered = [COMPLAINT | {"number": str(n), "first_response_at": "2026-03-02 10:00"} for n in range(7)]
    imported(session, "complaint", [*answered, *(COMPLAINT | {"number": f"N{n}"} for n in range(3))])
    found = computed(session, "K25")["2026-03"]
    assert (found.value, found.status) == (None, Status.NO_DATA)


def test_fewer_than_five_response_times_are_not_shown(session: Session) -> None:
    rows = [COMPLAINT | {"number": str(n), "first_response_at": "2026-03-02 10:00"} for n in range(4)]
    imported(session, "complaint", rows)
    assert computed(session, "K25")["2026-03"].value is None


@pytest.mark.parametrize(
    ("day", "cause", "again"),
    [
        ("2026-05-31 08:00", "包装破损", True),
        ("2026-06-01 08:00", "包装破损", False),
        ("2026-03-03 08:00", "发错货", False),
        ("2026-03-02 23:00", " 包装破损 ", True),
    ],
)
def test_the_same_cause_within_90_days_is_a_repetition(
    session: Session, day: str, cause: str, again: bool
) -> None:
    complained(session)
    assert complained(session, number="D", received_at=day, cause=cause).repeated is again
    assert of(session, Complaint, "C").repeated is False


def test_whether_a_complaint_repeats_follows_what_else_is_known(session: Session) -> None:
    complained(session, number="D", received_at="2026-03-20 08:00")
    batch, _ = imported(session, "complaint", [COMPLAINT])
    assert of(session, Complaint, "D").repeated is True
    undo_batch(session, an_actor(), batch.id, now())
    assert of(session, Complaint, "D").repeated is False
    imported(session, "complaint", [COMPLAINT | {"status": "withdrawn"}])
    assert of(session, Complaint, "D").repeated is False


def test_without_customer_or_cause_nobody_can_tell(session: Session) -> None:
    assert complained(session, customer="").repeated is None
    assert complained(session, cause="").repeated is None


def test_repeated_complaints_are_a_share_of_all(session: Session) -> None:
    rows = [COMPLAINT | {"number": str(n), "customer": f"K{n}"} for n in range(9)]
    imported(session, "complaint", [*rows, COMPLAINT | {"number": "AGAIN", "customer": "K0"}])
    found = computed(session, "R39")["2026-03"]
    assert (parts(found), found.status) == (("1", "10"), Status.GREEN)


def test_complaints_are_counted_per_hundred_orders(session: Session) -> None:
    orders = [{"number": f"O{n}", "ordered_on": "2026-03-01", "amount": "10"} for n in range(40)]
    imported(session, "order", orders)
    imported(session, "complaint", [COMPLAINT, COMPLAINT | {"number": "W", "status": "withdrawn"}])
    found = computed(session, "R38")["2026-03"]
    assert (shown(found.value), found.status) == ("2.5", Status.AMBER)


def test_late_complaints_are_open_after_their_last_day(session: Session) -> None:
    complained(session)
    complained(session, number="D", resolved_on="2026-03-20")
    late = [
        {found.number for found in session.scalars(late_complaints(an_actor(), day))}
        for day in (date(2026, 3, 9), date(2026, 3, 10))
    ]
    assert late == [set(), {"C"}]
