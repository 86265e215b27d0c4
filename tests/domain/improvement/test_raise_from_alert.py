"""An alert becomes an issue with everything it knows filled in, once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.unit_of_work import unit_of_work
from domain.core.errors import NotFound, NotPermitted
from domain.core.language import label
from domain.core.period import Grain
from domain.core.permission import Permission
from domain.improvement.alert_draft import draft_from_alert, written
from domain.improvement.issue import IssueSource
from domain.improvement.issue_state import IssueState
from domain.improvement.queries import issues_of_alert
from domain.improvement.raise_from_alert import AlreadyRaised, raise_from_alert
from domain.improvement.raise_issue import Report
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level
from domain.indicators.indicator import Measured
from domain.indicators.status import Direction
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import Loop
from tests.factories import NOON, a_unit, added, an_actor


def an_alert(loop: Loop, **facts: Any) -> int:
    defaults = {
        "unit_id": loop.unit_id, "indicator_id": loop.indicator_id, "grain": Grain.MONTH,
        "opened_period": 202604, "latest_period": 202605, "level": Level.RED, "worst": Level.RED,
        "value": Decimal("61.4567"), "amber": Decimal(45), "red": Decimal(50),
        "unanswered_since": NOON, "state_since": NOON,
    }  # fmt: skip
    with unit_of_work(an_actor()) as session:
        return added(session, Alert(**defaults | facts)).id


def draft(alert_id: int, language: str) -> Report:
    with unit_of_work(an_actor()) as session:
        return draft_from_alert(session.get_one(Alert, alert_id), language)


def state_of(alert_id: int) -> AlertState:
    with unit_of_work(an_actor()) as session:
        found: AlertState = session.get_one(Alert, alert_id).state
        return found


def test_the_draft_tells_what_where_when_and_how_much_in_both_languages(loop: Loop) -> None:
    alert = an_alert(loop)
    english, chinese = draft(alert, "en"), draft(alert, "zh_CN")
    assert english.title == f"Days to pay of Sample Company: {label(Level.RED, 'en')} in 2026-05"
    assert english.what.startswith("Days to pay (")
    assert "was 61.46 days in 2026-05; thresholds: amber 45 days, red 50 days." in english.what
    assert english.place == "Sample Company"
    assert english.occurred == "Since 2026-04, most recently in 2026-05."
    assert english.size.startswith("61.46 days; 11.46 days beyond the ")
    assert chinese.title.startswith("示例公司回款天数：2026-05")
    assert "61.46 天" in chinese.what
    assert chinese.occurred == "自 2026-04 起，最近一期为 2026-05。"


@pytest.mark.parametrize(
    ("direction", "value", "beyond"),
    [(Direction.HB, "30", "20 days"), (Direction.TB, "-57", "7 days"), (Direction.LB, "57", "7 days")],
)
def test_the_size_is_how_far_the_figure_is_beyond_the_threshold(
    database: str, direction: Direction, value: str, beyond: str
) -> None:
    loop = Loop(direction=direction)
    assert f"; {beyond} beyond" in draft(an_alert(loop, value=Decimal(value)), "en").size


def test_an_alert_without_thresholds_still_makes_a_draft(loop: Loop) -> None:
    assert "red unknown" in draft(an_alert(loop, red=None, value=None), "en").what


@pytest.mark.parametrize(
    ("value", "measured", "text"),
    [
        ("0.12345", Measured.RATIO, "12.35 %"), ("12.345", Measured.PERCENT, "12.35 %"),
        ("1234567.5", Measured.MONEY, "1234567.5 CNY"), ("0.18765", Measured.INDEX, "0.1877"),
        ("3", Measured.COUNT, "3"), ("61.455", Measured.DAYS, "61.46 days"),
    ],
)  # fmt: skip
def test_figures_are_written_with_their_unit(value: str, measured: Measured, text: str) -> None:
    assert written(Decimal(value), measured, "en") == text


def test_an_alert_becomes_one_issue_of_its_unit_and_indicator(loop: Loop) -> None:
    alert = an_alert(loop)
    with unit_of_work(an_actor()) as session:
        elsewhere = a_unit(session).id
    wrong_unit = replace(draft(alert, "en"), unit_id=elsewhere, indicator_id=None, title="Late payers")
    loop.issue_id = loop.act("reporter", raise_from_alert, alert, wrong_unit, loop.now).id
    issue = loop.issue()
    assert (issue.source, issue.alert_id) == (IssueSource.ALERT, alert)
    assert (issue.unit_id, issue.indicator_id, issue.title) == (
        loop.unit_id,
        loop.indicator_id,
        "Late payers",
    )
    assert issue.state is IssueState.IDENTIFIED
    with pytest.raises(AlreadyRaised) as refused:
        loop.act("doer", raise_from_alert, alert, wrong_unit, loop.now)
    assert refused.value.facts["number"] == issue.number
    walk.triage(loop)
    with pytest.raises(AlreadyRaised):
        loop.act("doer", raise_from_alert, alert, wrong_unit, loop.now)
    with unit_of_work(an_actor()) as session:
        assert [found.id for found in session.scalars(issues_of_alert(alert))] == [issue.id]


def test_a_rejected_issue_does_not_block_the_alert_for_good(loop: Loop) -> None:
    alert = an_alert(loop)
    loop.issue_id = loop.act("reporter", raise_from_alert, alert, draft(alert, "en"), loop.now).id
    loop.step("secretary", "reject", "A typing error")
    again = loop.act("doer", raise_from_alert, alert, draft(alert, "en"), loop.now)
    assert again.number == "IM-2026-0002"


def test_whoever_may_answer_the_alert_answers_it_with_the_issue(loop: Loop) -> None:
    alert = an_alert(loop)
    answering = loop.who("reporter", Permission.ISSUES_RAISE, Permission.ALERTS_ACKNOWLEDGE)
    issue = loop.act(answering, raise_from_alert, alert, draft(alert, "en"), loop.now)
    assert state_of(alert) is AlertState.ACKNOWLEDGED
    with unit_of_work(an_actor()) as session:
        assert session.get_one(Alert, alert).planned_action == issue.number


def test_an_alert_of_others_stays_on_their_desk(loop: Loop) -> None:
    alert = an_alert(loop)
    loop.act("reporter", raise_from_alert, alert, draft(alert, "en"), loop.now)
    assert state_of(alert) is AlertState.OPEN


def test_no_issue_is_raised_from_an_alert_of_a_hidden_unit_or_without_permission(loop: Loop) -> None:
    alert = an_alert(loop)
    report = draft(alert, "en")
    stranger = an_actor(person_id=loop.people["reporter"], units=frozenset({10**6}))
    with pytest.raises(NotFound):
        loop.act(stranger, raise_from_alert, alert, report, loop.now)
    with pytest.raises(NotPermitted):
        loop.act(
            loop.who("reporter", Permission.ALERTS_READ), raise_from_alert, alert, report,
            loop.now + timedelta(days=1),
        )  # fmt: skip
