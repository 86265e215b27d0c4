"""What people do in the improvement loop shows in the figures about it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.period import Grain
from domain.entities import AlertRecord, ControlAction, Finding
from domain.improvement.issue_state import IssueState
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import Loop
from tests.domain.oversight.told import figures, marks_after_mirroring_again, value
from tests.factories import NOON, added, an_actor


def figures_of(loop: Loop, *codes: str) -> dict[str, object]:
    month = loop.today.year * 100 + loop.today.month
    with unit_of_work(an_actor()) as session:
        figures(session, *codes, today=loop.today)
        return {code: value(session, code, month) for code in codes}


def test_finishing_measures_in_time_shows_in_k45_and_r49(database: str) -> None:
    loop = Loop()
    loop.reach(IssueState.IN_PROGRESS)
    due = max(measure.original_due_on for measure in loop.issue().measures)
    assert figures_of(loop, "K45", "R49") == {"K45": None, "R49": 0}
    walk.finish(loop, loop.measure_ids[0])
    loop.later(days=(due - loop.today).days + 1)
    assert figures_of(loop, "K45", "R49") == {"K45": 0.5, "R49": 1}
    walk.finish(loop, loop.measure_ids[1])
    assert figures_of(loop, "K45", "R49") == {"K45": 0.5, "R49": None}


def test_actions_and_findings_are_mirrored_once(database: str) -> None:
    loop = Loop()
    loop.reach(IssueState.IN_PROGRESS)
    with unit_of_work(an_actor()) as session:
        figures(session, "K45", today=loop.today)
        assert marks_after_mirroring_again(session, loop.today) == []
        assert len(session.scalars(select(ControlAction)).all()) == 2
        found = session.scalars(select(Finding)).one()
        assert (found.cause, found.closed_on) == ("method", None)
        assert found.control


def test_a_cancelled_issue_withdraws_what_was_not_done(database: str) -> None:
    loop = Loop()
    loop.reach(IssueState.IN_PROGRESS)
    walk.finish(loop, loop.measure_ids[0])
    loop.later(days=1)
    loop.step("chair", "cancel", "No longer needed")
    with unit_of_work(an_actor()) as session:
        figures(session, "K45", today=loop.today)
        assert sorted(session.scalars(select(ControlAction.status))) == ["done", "withdrawn"]
        assert session.scalars(select(Finding)).all() == []


def an_alert(session: Session, loop: Loop, **facts: object) -> Alert:
    defaults = {
        "indicator_id": loop.indicator_id, "unit_id": loop.unit_id, "grain": Grain.MONTH,
        "opened_period": 202605, "latest_period": 202605, "level": Level.RED, "worst": Level.RED,
        "unanswered_since": NOON, "state_since": NOON, "created_at": NOON - timedelta(days=10),
    }  # fmt: skip
    alert = added(session, Alert(**defaults | facts))
    if not alert.live:
        alert.counts = None
        session.flush()
    return alert


def test_an_alert_that_nobody_needed_is_a_false_alarm(database: str) -> None:
    loop = Loop()
    with unit_of_work(an_actor()) as session:
        an_alert(session, loop, state=AlertState.CLOSED)
        an_alert(session, loop, state=AlertState.RECOVERED)
        an_alert(session, loop, state=AlertState.OPEN)
        figures(session, "K45", today=loop.today)
        told = session.scalars(select(AlertRecord).order_by(AlertRecord.alert_id)).all()
        assert [one.false_alarm for one in told] == [True, True, None]
        assert [one.ended_on for one in told] == [loop.today, loop.today, None]
