"""The demo company's loop shows every stage of an improvement, and was played by its own people."""

from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.clock import now, played_at
from domain.core.journal import JournalEntry, entries, first_broken
from domain.core.permission import Permission
from domain.improvement.cause import CauseAnalysis, CauseCategory
from domain.improvement.effect_review import EffectOutcome, Method, Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.queries import issues
from domain.improvement.stage import STAGES, Stage
from domain.improvement.waiting import overdue_measures
from domain.organisation.unit import Unit
from domain.reporting.loop_history import loop_history
from domain.reporting.loop_rates import capa_rates
from domain.reporting.note import notes
from tests.domain.demo.conftest import NOW
from tests.factories import an_actor

STORIES = ("苏州营业部货", "华南大区先开", "华北大区订单", "全公司平均逾", "西南大区应收")
"""How the titles of the planted stories begin."""
READER = an_actor(Permission.ISSUES_READ)


def test_the_demo_shows_every_stage_of_the_loop(demo: Session) -> None:
    raised = list(demo.scalars(issues()))
    told = {issue.title[:6]: issue for issue in raised}
    found = {
        name: told[name]
        for name in ("苏州营业部货", "华南大区先开", "华北大区订单", "全公司平均逾", "西南大区应收")
    }
    assert [issue.state for issue in found.values()] == [
        IssueState.CLOSED, IssueState.OBSERVING, IssueState.CAUSE_ANALYSIS, IssueState.IN_PROGRESS,
        IssueState.PLAN_PROPOSED,
    ]  # fmt: skip
    suzhou, _south, north, company, _west = found.values()
    fresh = demo.scalars(select(Issue).join(Unit).where(Issue.alert_id.is_not(None), Unit.code == "SOUTH"))
    assert [issue.state for issue in fresh] == [IssueState.IDENTIFIED]
    assert north.failures == 1
    assert company.id in {measure.issue_id for measure in demo.scalars(overdue_measures(NOW.date()))}
    verdicts = {v.issue_id: (v.verdict, v.method) for v in demo.scalars(select(EffectVerdict))}
    assert verdicts[suzhou.id] == (Verdict.EFFECTIVE, Method.DIFFERENCE_IN_DIFFERENCES)
    assert verdicts[north.id] == (Verdict.NOT_SHOWN, Method.NEWCOMBE)

    people = set(demo.scalars(select(JournalEntry.actor).where(JournalEntry.entity == "Issue")))
    assert {"蒋海涛", "顾晓峰", "许文博", "陆婉秋", "沈岚"} <= people
    assert "demo" not in people
    first, last = demo.execute(
        select(func.min(JournalEntry.at), func.max(JournalEntry.at)).where(
            JournalEntry.entity == "Issue", JournalEntry.entity_id == suzhou.id
        )
    ).one()
    assert (first.year, first.month, last.year, last.month) == (2025, 7, 2026, 4)
    assert first_broken(entries(demo)) is None


def test_three_years_of_the_loop_fill_every_stage_and_every_cause(demo: Session) -> None:
    raised = list(demo.scalars(issues()))
    assert 25 <= len(raised) <= 35
    assert [issue.number for issue in sorted(raised, key=lambda one: (one.raised_on, one.id))] == sorted(
        issue.number for issue in raised
    )
    assert {STAGES[issue.state] for issue in raised if issue.state in STAGES} == set(Stage)
    assert IssueState.REJECTED in {issue.state for issue in raised}
    assert set(demo.scalars(select(CauseAnalysis.category))) == set(CauseCategory)
    outcomes = Counter(verdict.outcome for verdict in demo.scalars(select(EffectVerdict.verdict)))
    assert outcomes[EffectOutcome.EFFECTIVE] > 3 * outcomes[EffectOutcome.NOT_EFFECTIVE] > 0


def test_an_issue_that_was_closed_came_back(demo: Session) -> None:
    units = set(demo.scalars(select(Unit.id)))
    history = loop_history(demo, READER, units)
    rates = capa_rates(demo, READER, units, history, date(2025, 11, 1), NOW.date())
    assert 0 < rates.recurred < rates.reviewed
    assert 0 < rates.in_time < rates.due


def test_people_noted_what_happened_on_their_figures(demo: Session) -> None:
    company = demo.scalars(select(Unit.id).where(Unit.code == "ROOT")).one()
    pinned = notes(demo, company)
    assert [one.by for one in pinned["K01"] if one.annotation_id] == ["顾晓峰", "顾晓峰", "蒋海涛"]


def test_the_past_is_played_inside_its_block_only() -> None:
    past = datetime(2025, 3, 4, 5, tzinfo=UTC)
    with played_at(past):
        assert now() == past
    assert now() > NOW.replace(year=2025)
