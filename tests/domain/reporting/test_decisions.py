"""What a manager should decide on: of the unit looked at and everything below it, nothing else."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.improvement.issue_state import IssueState
from domain.indicators.alert_state import AlertState, Level
from domain.reporting.decisions import SHOWN, decisions
from tests.domain.reporting.waiting_room import a_measure, an_alert, an_indicator, an_issue
from tests.factories import NOON, a_person, a_unit, an_actor, the_root

TODAY = date(2026, 6, 15)


def test_only_red_alerts_that_nobody_answered_count(session: Session, actor: Actor) -> None:
    waiting = an_alert(session)
    an_alert(session, level=Level.AMBER)
    for state in (AlertState.ACKNOWLEDGED, AlertState.RISK_ACCEPTED, AlertState.CLOSED):
        an_alert(session, state=state)
    found = decisions(session, actor, the_root(session).id, TODAY)
    assert [alert.id for alert in found.alerts.first] == [waiting.id]
    assert found.count == 1


def test_alerts_of_the_unit_itself_come_first_then_those_waiting_longest(
    session: Session, actor: Actor
) -> None:
    below = a_unit(session)
    root, indicator = the_root(session).id, an_indicator(session).id
    late = an_alert(session, unit_id=below.id, unanswered_since=NOON - timedelta(days=3))
    later = an_alert(session, unit_id=below.id, unanswered_since=NOON - timedelta(days=1))
    own = an_alert(session, unit_id=root, indicator_id=indicator)
    found = decisions(session, actor, root, TODAY)
    assert [alert.id for alert in found.alerts.first] == [own.id, late.id, later.id]


def test_other_units_are_left_out(session: Session, actor: Actor) -> None:
    one, other = a_unit(session), a_unit(session)
    an_alert(session, unit_id=other.id)
    an_issue(session, IssueState.PLAN_PROPOSED, unit_id=other.id)
    assert decisions(session, actor, one.id, TODAY).count == 0
    assert decisions(session, actor, the_root(session).id, TODAY).count == 2


def test_a_long_pile_shows_its_beginning_and_its_height(session: Session, actor: Actor) -> None:
    for _ in range(SHOWN + 2):
        an_alert(session)
    found = decisions(session, actor, the_root(session).id, TODAY).alerts
    assert (len(found.first), found.count) == (SHOWN, SHOWN + 2)


def test_issues_are_late_after_their_day_until_they_are_implemented(session: Session, actor: Actor) -> None:
    yesterday = TODAY - timedelta(days=1)
    late = an_issue(session, IssueState.IN_PROGRESS, due_on=yesterday)
    an_issue(session, IssueState.IN_PROGRESS, due_on=TODAY)
    an_issue(session, IssueState.OBSERVING, due_on=yesterday, implemented_on=yesterday)
    an_issue(session, IssueState.CLOSED, due_on=yesterday)
    found = decisions(session, actor, the_root(session).id, TODAY)
    assert [issue.id for issue in found.late_issues.first] == [late.id]


def test_late_measures_and_proposed_plans_are_told(session: Session, actor: Actor) -> None:
    doer = a_person(session)
    working = an_issue(session, IssueState.IN_PROGRESS)
    late = a_measure(session, working, doer.id, TODAY - timedelta(days=1))
    a_measure(session, working, doer.id, TODAY)
    plan = an_issue(session, IssueState.PLAN_PROPOSED)
    found = decisions(session, actor, the_root(session).id, TODAY)
    assert [measure.id for measure in found.late_measures.first] == [late.id]
    assert found.late_measures.first[0].issue.number == working.number
    assert [issue.id for issue in found.plans.first] == [plan.id]


def test_who_may_not_read_alerts_or_issues_is_shown_none(session: Session) -> None:
    an_alert(session)
    an_issue(session, IssueState.PLAN_PROPOSED)
    root = the_root(session).id
    assert decisions(session, an_actor(Permission.INDICATORS_READ), root, TODAY).count == 0
    assert decisions(session, an_actor(Permission.ALERTS_READ), root, TODAY).count == 1
