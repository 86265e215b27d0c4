"""The quality of rules as asked of the database: what closed in which quarter, and what became of it."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import null
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.improvement.issue import Issue, IssueSource
from domain.indicators.alert import Alert
from domain.indicators.alert_quality import RuleKind, Tally
from domain.indicators.alert_state import AlertState, Level
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.status import Direction
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind, NoticeState
from domain.reporting.alert_quality_view import RuleQuality, alert_quality
from tests.factories import a_person, added, numbers, the_root
from tests.statements import counted

TODAY = date(2026, 6, 15)
SECOND = Period(Grain.QUARTER, 2026, 2)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00+08:00")


@pytest.fixture
def indicator(session: Session) -> Indicator:
    the_root(session)
    return added(
        session,
        Indicator(
            code="T01", kind="KRI", name_zh="试", name_en="Trial", measured=Measured.DAYS,
            direction=Direction.LB, grain=Grain.MONTH,
        ),
    )  # fmt: skip


def alert(session: Session, indicator: Indicator, closed: str | None, **facts: Any) -> Alert:
    """A closed alert; a live one where no day of closing is said."""
    state = AlertState.OPEN if closed is None else AlertState.RECOVERED
    moment = at(closed or "2026-06-01")
    live = {"counts": null() if closed else True}
    return added(
        session,
        Alert(
            indicator_id=indicator.id, unit_id=the_root(session).id, grain=Grain.MONTH, opened_period=202601,
            latest_period=202601, level=Level.RED, worst=Level.RED, unanswered_since=moment,
            **{"state": state, "state_since": moment} | live | facts,
        ),
    )  # fmt: skip


def notice(session: Session, indicator: Indicator, closed: str, **facts: Any) -> AdvanceNotice:
    return added(
        session,
        AdvanceNotice(
            indicator_id=indicator.id, unit_id=the_root(session).id, kind=NoticeKind.BREACH_LIKELY,
            grain=Grain.MONTH, cause_period=202601, model_version="x", made_on=TODAY, counts=null(),
            **{"state": NoticeState.ENDED, "state_since": at(closed)} | facts,
        ),
    )  # fmt: skip


def rules(session: Session) -> dict[RuleKind, RuleQuality]:
    return {rule.kind: rule for rule in alert_quality(session, TODAY).rules}


def test_alerts_count_in_the_quarter_in_which_they_closed(session: Session, indicator: Indicator) -> None:
    alert(session, indicator, "2026-04-02", planned_action="催收")
    alert(session, indicator, "2026-05-20", was_real=False)
    alert(session, indicator, "2026-03-31")
    alert(session, indicator, None)
    rule = rules(session)[RuleKind.FIXED]
    assert rule.by_quarter == {SECOND: Tally(1, 1, 0), SECOND.previous(): Tally(0, 0, 1)}
    assert (rule.open, rule.total) == (1, Tally(1, 1, 1))


def test_an_alert_that_led_to_an_issue_was_right(session: Session, indicator: Indicator) -> None:
    raised = alert(session, indicator, "2026-05-20")
    number = f"I{next(numbers)}"
    added(
        session,
        Issue(
            number=number, title="逾期", what="逾期上升", unit_id=the_root(session).id,
            source=IssueSource.ALERT, alert_id=raised.id, raised_on=TODAY,
            reporter_id=a_person(session).id, state_since=at("2026-05-01"),
        ),
    )  # fmt: skip
    assert rules(session)[RuleKind.FIXED].total == Tally(confirmed=1)


def test_notices_are_a_rule_of_their_own(session: Session, indicator: Indicator) -> None:
    notice(session, indicator, "2026-05-20", came_true=True)
    notice(session, indicator, "2026-05-21", came_true=False)
    notice(session, indicator, "2026-05-22", state=NoticeState.DISMISSED, useful=True)
    found = rules(session)
    assert set(found) == {RuleKind.BREACH_LIKELY}
    assert found[RuleKind.BREACH_LIKELY].total == Tally(confirmed=2, false=1)


def test_what_closed_before_the_quarters_looked_at_is_left_out(
    session: Session, indicator: Indicator
) -> None:
    alert(session, indicator, "2025-06-30")
    assert rules(session) == {}


def test_rules_for_review_come_first(session: Session, indicator: Indicator) -> None:
    for _ in range(20):
        notice(session, indicator, "2026-05-20", came_true=False)
    alert(session, indicator, "2026-04-02", was_real=True)
    first, second = alert_quality(session, TODAY).rules
    assert (first.kind, first.total.needs_review) == (RuleKind.BREACH_LIKELY, True)
    assert (second.kind, second.total.needs_review) == (RuleKind.FIXED, False)


def test_it_asks_the_same_few_questions_however_many_alerts_there_are(
    session: Session, indicator: Indicator
) -> None:
    for _ in range(30):
        alert(session, indicator, "2026-04-02")
    session.flush()
    with counted() as asked:
        alert_quality(session, TODAY)
    assert len(asked) == 3
