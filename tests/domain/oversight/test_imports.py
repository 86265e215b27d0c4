"""Actions, findings, tests, reviews and incidents that a company keeps elsewhere."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.period import Grain
from domain.core.permission import Permission
from domain.core.registering import register
from domain.entities import ControlTest, Finding
from domain.intake.undo_batch import undo_batch
from tests.domain.oversight.told import figures, value
from tests.factories import a_unit, an_actor, the_root
from tests.imports import imported, planned, why

ACTION = {"number": "A1", "opened_on": "2026-01-05", "original_due_on": "2026-03-10"}
FINDING = {
    "number": "F1",
    "control": "C-1",
    "cause": "method",
    "found_on": "2025-01-05",
    "closed_on": "2025-03-01",
}
AGAIN = FINDING | {"number": "F2", "found_on": "2025-11-05", "closed_on": ""}
TEST = {"control": "C-1", "tested_on": "2026-01-10", "effective": "是"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def months(session: Session, code: str, *periods: int) -> list[object]:
    return [value(session, code, period) for period in periods]


def test_k45_judges_by_the_original_date_and_counts_open_ones_as_late(session: Session) -> None:
    imported(session, "control_action", [
        ACTION | {"done_on": "2026-03-10"},
        ACTION | {"number": "A2", "due_on": "2026-05-31", "done_on": "2026-05-30"},
        ACTION | {"number": "A3"},
        ACTION | {"number": "A4", "status": "已撤销", "done_on": "2026-02-01"},
    ])  # fmt: skip
    figures(session, "K45")
    assert value(session, "K45", 202603) == pytest.approx(Decimal(1) / 3)


def test_what_falls_due_later_this_month_is_not_due_yet(session: Session) -> None:
    imported(session, "control_action", [ACTION | {"original_due_on": "2026-06-20"}])
    figures(session, "K45", "R49")
    assert [value(session, code, 202606) for code in ("K45", "R49")] == [None, 0]
    figures(session, "K45", "R49", today=date(2026, 6, 21))
    assert [value(session, code, 202606) for code in ("K45", "R49")] == [0, 1]


def test_r49_counts_an_action_as_overdue_until_it_is_done(session: Session) -> None:
    imported(
        session,
        "control_action",
        [ACTION | {"done_on": "2026-05-20"}, ACTION | {"number": "A2", "due_on": "2026-12-31"}],
    )
    figures(session, "R49")
    assert months(session, "R49", 202602, 202603, 202604, 202605, 202606) == [0, 0.5, 0.5, 0, 0]


def test_the_first_due_date_stays_when_the_action_is_imported_with_a_later_one(session: Session) -> None:
    imported(session, "control_action", [ACTION])
    imported(session, "control_action", [ACTION | {"original_due_on": "2026-04-30", "done_on": "2026-04-20"}])
    figures(session, "K45")
    assert months(session, "K45", 202603, 202604) == [0, None]


def test_an_action_cannot_end_before_it_began_nor_be_done_without_a_day(session: Session) -> None:
    early = planned(session, "control_action", [ACTION | {"done_on": "2026-01-04"}])
    assert "before it was opened" in why(early)[2][0]
    assert why(planned(session, "control_action", [ACTION | {"status": "已完成"}]))


@pytest.mark.parametrize(
    ("again", "rate"),
    [
        ({}, 1),
        ({"found_on": "2026-03-01"}, 1),
        ({"found_on": "2026-03-02"}, 0),
        ({"found_on": "2025-02-28"}, 0),
        ({"cause": "people"}, 0),
        ({"control": "C-2"}, 0),
    ],
)
def test_r50_sees_the_same_control_and_cause_within_twelve_months(
    session: Session, again: dict[str, str], rate: int
) -> None:
    second = AGAIN | again
    early = {"number": "F0", "found_on": "2024-01-05", "control": "C-9", "cause": "x"}
    imported(session, "finding", [FINDING, second, early])
    figures(session, "R50", today=date(2026, 3, 31))
    assert value(session, "R50", 202512, grain=Grain.QUARTER) == (rate if second["found_on"] < "2026" else 0)
    assert value(session, "R50", 202603, grain=Grain.QUARTER) in (None, rate)


def test_another_unit_repeats_nothing(session: Session) -> None:
    unit = a_unit(session)
    imported(
        session,
        "finding",
        [FINDING, FINDING | {"number": "F2", "found_on": "2025-11-05", "closed_on": "", "unit": unit.code}],
    )
    assert set(session.scalars(select(Finding.recurred_on))) == {None}


def test_undoing_the_second_finding_takes_the_recurrence_back(session: Session) -> None:
    imported(session, "finding", [FINDING])
    batch, _ = imported(session, "finding", [AGAIN])
    query = select(Finding.recurred_on).where(Finding.number == "F1")
    assert session.scalars(query).one() == date(2025, 11, 5)
    undo_batch(session, an_actor(), batch.id, now())
    assert session.scalars(query).one() is None


def test_a_finding_closed_on_the_day_it_was_found_does_not_repeat_itself(session: Session) -> None:
    day = {"found_on": "2025-03-01", "closed_on": "2025-03-01"}
    imported(session, "finding", [FINDING | day])
    assert session.scalars(select(Finding.recurred_on)).one() is None
    imported(session, "finding", [FINDING | day | {"number": "F2"}])
    assert set(session.scalars(select(Finding.recurred_on))) == {date(2025, 3, 1)}


def test_k44_takes_the_last_test_of_a_control_in_the_quarter(session: Session) -> None:
    imported(session, "control_test", [
        TEST | {"effective": "否"},
        TEST | {"tested_on": "2026-03-20"},
        TEST | {"control": "C-2", "effective": "否", "is_key": "是"},
    ])  # fmt: skip
    figures(session, "K44", "X44")
    assert value(session, "K44", 202603, grain=Grain.QUARTER) == 0.5
    assert value(session, "X44", 202603, grain=Grain.QUARTER) == 1


def test_a_test_entered_by_hand_concludes_with_the_next_figures(session: Session) -> None:
    imported(session, "control_test", [TEST | {"effective": "否"}])
    values = {
        "control": "C-1",
        "unit_id": the_root(session).id,
        "tested_on": date(2026, 2, 1),
        "effective": True,
    }
    register(session, an_actor(), Permission.FACTS_IMPORT, ControlTest, values, "tested_on")
    figures(session, "K44")
    assert value(session, "K44", 202603, grain=Grain.QUARTER) == 1


def test_r53_counts_reviews_that_are_overdue_at_the_end_of_a_month(session: Session) -> None:
    row = {"number": "R1", "scope": "ERP", "due_on": "2026-03-31"}
    imported(session, "access_review", [row, row | {"number": "R2", "done_on": "2026-05-02"}])
    figures(session, "R53")
    assert months(session, "R53", 202603, 202604, 202605, 202606) == [0, 2, 1, 1]


def test_r54_is_nothing_in_a_month_without_incidents(session: Session) -> None:
    row = {"number": "S1", "title": "误发客户名单", "occurred_on": "2026-03-05", "severity": "较大"}
    imported(session, "security_incident", [row])
    figures(session, "R54")
    assert months(session, "R54", 202603, 202604, 202606) == [1, 0, 0]


def test_an_incident_is_not_closed_before_it_happened(session: Session) -> None:
    row = {
        "number": "S1",
        "title": "x",
        "occurred_on": "2026-03-05",
        "severity": "1",
        "closed_on": "2026-03-04",
    }
    assert "before it happened" in why(planned(session, "security_incident", [row]))[2][0]
