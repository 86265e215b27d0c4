"""Suggestions and reports that wait for an answer; members that are in touch."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.journal import JournalEntry
from domain.indicators.status import Status
from domain.service.suggestion import Suggestion
from domain.service.waiting import late_suggestions
from tests.domain.indicators.trading import computed, parts, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

SUGGESTION: dict[str, Any] = {"number": "S", "received_on": "2026-03-02", "subject": "合并报价单"}


def handed_in(session: Session, **facts: Any) -> Suggestion:
    imported(session, "suggestion", [SUGGESTION | facts])
    found: Suggestion = of(session, Suggestion, str(facts.get("number", "S")))
    return found


def test_a_reply_is_due_after_ten_working_days(session: Session) -> None:
    assert str(handed_in(session).reply_due_on) == "2026-03-16"


def test_a_report_keeps_no_subject(session: Session) -> None:
    assert handed_in(session).subject == "合并报价单"
    assert handed_in(session, kind="举报").subject == ""
    kept = [entry.changes for entry in session.query(JournalEntry) if entry.entity == "suggestion"]
    assert "合并报价单" not in str(kept)


def test_adopted_needs_the_day_of_the_decision(session: Session) -> None:
    plan = planned(session, "suggestion", [SUGGESTION | {"adopted": "yes"}])
    assert why(plan) == {2: ["Say when it was decided: decided_on is empty."]}


def test_a_decision_without_a_word_about_adoption_is_a_no(session: Session) -> None:
    assert handed_in(session, decided_on="2026-03-10").adopted is False


def test_adopted_suggestions_are_a_share_of_those_decided(session: Session) -> None:
    rows = [
        SUGGESTION | {"number": str(n), "decided_on": "2026-03-20", "adopted": "yes" if n < 3 else "no"}
        for n in range(10)
    ]
    report = SUGGESTION | {"number": "R", "kind": "report", "decided_on": "2026-03-20", "adopted": "yes"}
    imported(session, "suggestion", [*rows, report])
    found = computed(session, "K52")["2026Q1"]
    assert (parts(found), found.status) == (("3", "10"), Status.GREEN)


def test_what_nobody_answers_is_late_from_the_eleventh_working_day_until_the_reply(session: Session) -> None:
    handed_in(session, received_on="2026-03-16")
    handed_in(session, number="T", kind="report", received_on="2026-03-02", replied_on="2026-05-04")
    handed_in(session, number="U", received_on="2026-03-02", replied_on="2026-03-16")
    found = computed(session, "R58", date(2026, 6, 15))
    late = {period: shown(figure.value) for period, figure in found.items()}
    assert late == {"2026-03": "2", "2026-04": "2", "2026-05": "1"}
    assert found["2026-04"].status is Status.AMBER


@pytest.mark.parametrize(("today", "late"), [("2026-03-16", "0"), ("2026-03-17", "1")])
def test_in_the_present_month_only_what_is_late_today_counts(session: Session, today: str, late: str) -> None:
    handed_in(session)
    assert shown(computed(session, "R58", date.fromisoformat(today))["2026-03"].value) == late
    waiting = session.scalars(late_suggestions(an_actor(), date.fromisoformat(today)))
    assert str(len(waiting.all())) == late


def test_members_in_touch_are_a_share_of_all_members(session: Session) -> None:
    joined = [{"customer": f"M{n}", "kind": "入会", "happened_on": "2025-10-01"} for n in range(5)]
    events = [
        {"customer": "M0", "kind": "关怀", "happened_on": "2026-01-05"},
        {"customer": "M0", "kind": "积分兑换", "happened_on": "2026-02-05"},
        {"customer": "M1", "kind": "积分获得", "happened_on": "2026-03-31"},
        {"customer": "M2", "kind": "回访", "happened_on": "2025-12-31"},
        {"customer": "M3", "kind": "回访", "happened_on": "2026-01-10"},
        {"customer": "M3", "kind": "退会", "happened_on": "2026-02-10"},
        {"customer": "STRANGER", "kind": "关怀", "happened_on": "2026-02-10"},
    ]
    imported(session, "care_event", [*joined, *events])
    found = computed(session, "K23")["2026Q1"]
    assert (parts(found), found.status) == (("2", "4"), Status.AMBER)
