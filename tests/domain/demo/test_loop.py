"""The demo company's loop shows every stage of an improvement, and was played by its own people."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.clock import now, played_at
from domain.core.journal import JournalEntry, entries, first_broken
from domain.improvement.effect_review import Method, Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.queries import issues
from domain.improvement.waiting import overdue_measures
from domain.organisation.unit import Unit
from tests.domain.demo.conftest import NOW


def test_the_demo_shows_every_stage_of_the_loop(demo: Session) -> None:
    found = {issue.unit.code: issue for issue in demo.scalars(issues()) if issue.alert_id is None}
    assert {unit: issue.state for unit, issue in found.items()} == {
        "EAST-SZ": IssueState.CLOSED,
        "SOUTH": IssueState.OBSERVING,
        "NORTH": IssueState.CAUSE_ANALYSIS,
        "ROOT": IssueState.IN_PROGRESS,
        "WEST": IssueState.PLAN_PROPOSED,
    }
    fresh = demo.scalars(select(Issue).join(Unit).where(Issue.alert_id.is_not(None), Unit.code == "SOUTH"))
    assert [issue.state for issue in fresh] == [IssueState.IDENTIFIED]
    assert found["NORTH"].failures == 1
    assert [measure.issue.unit_id for measure in demo.scalars(overdue_measures(NOW.date()))] == [
        found["ROOT"].unit_id
    ]
    verdicts = {v.issue_id: (v.verdict, v.method) for v in demo.scalars(select(EffectVerdict))}
    assert verdicts == {
        found["EAST-SZ"].id: (Verdict.EFFECTIVE, Method.DIFFERENCE_IN_DIFFERENCES),
        found["NORTH"].id: (Verdict.NOT_SHOWN, Method.NEWCOMBE),
    }

    people = set(demo.scalars(select(JournalEntry.actor).where(JournalEntry.entity == "Issue")))
    assert {"蒋海涛", "顾晓峰", "许文博", "陆婉秋", "沈岚"} <= people
    assert "demo" not in people
    first, last = demo.execute(
        select(func.min(JournalEntry.at), func.max(JournalEntry.at)).where(
            JournalEntry.entity == "Issue", JournalEntry.entity_id == found["EAST-SZ"].id
        )
    ).one()
    assert (first.year, first.month, last.year, last.month) == (2025, 7, 2026, 4)
    assert first_broken(entries(demo)) is None


def test_the_past_is_played_inside_its_block_only() -> None:
    past = datetime(2025, 3, 4, 5, tzinfo=UTC)
    with played_at(past):
        assert now() == past
    assert now() > NOW.replace(year=2025)
