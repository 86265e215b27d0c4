"""Whose turn assessments are, how far a cycle is, and where people stand as far as one may see it."""

from datetime import date

import pytest

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.invite_reviewers import invite_reviewers
from domain.appraisal.latest_standing import latest_standings
from domain.appraisal.look_up_reviews import asking_about, requests_to
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.progress import next_deadlines, progress_of
from domain.appraisal.whose_turn import late_ones, rated_by, waiting_for
from domain.core.editing import find
from tests.domain.appraisal.appraising import TODAY, Appraising

pytestmark = pytest.mark.usefixtures("database")
S = AssessmentState


def turns(appraising: Appraising) -> set[str]:
    """Who of the people waits on anna's assessment."""
    found = set()
    for name in appraising.people:
        with appraising.looking(name) as session:
            if appraising.key("anna") in {
                one.id for one in session.scalars(waiting_for(appraising.actor(name)))
            }:
                found.add(name)
    return found


def test_the_turn_passes_from_the_rater_to_the_person_to_the_raters_and_back() -> None:
    one = Appraising()
    one.open()
    assert turns(one) == {"lead"}
    one.agree("anna")
    assert turns(one) == set()
    one.move("start_ratings")
    assert turns(one) == {"anna"}
    one.rate_self("anna")
    assert turns(one) == {"lead"}
    one.rate("anna")
    assert turns(one) == {"head"}
    one.take("head", "confirm_rating", "anna")
    one.score()
    one.move("start_calibration")
    one.take("gm", "finish_calibration", "anna")
    assert turns(one) == set()
    one.publish()
    assert turns(one) == {"anna"}


def test_a_cycle_is_counted_by_unit_and_state_with_those_who_are_late() -> None:
    one = Appraising()
    one.to_ratings("anna", "ben")
    with one.looking("hr") as session:
        found = progress_of(session, one.cycle_id, TODAY)
        late = {row.person_id for row in session.scalars(late_ones(TODAY))}
        ahead = next_deadlines([find(session, AppraisalCycle, one.cycle_id)], TODAY)
    assert found.in_state(S.SELF_RATING) == 2
    assert (found.total, found.done) == (7, 0)
    assert found.late == {S.SELF_RATING: 2, S.GOALS: 5}
    assert {one.id("anna"), one.id("ben")} <= late
    assert [deadline.phase for deadline in ahead] == ["manager", "second", "calibration", "publication"]


def test_a_team_shows_grades_once_published_and_states_before_that() -> None:
    one = Appraising()
    one.to_hr()
    people = [one.id("anna"), one.id("ben")]
    with one.looking("lead") as session:
        before = latest_standings(session, people)[one.id("anna")]
        team = {row.person_id for row in session.scalars(rated_by(one.actor("lead")))}
    assert (before.state, before.grade_code) == (S.HR_CHECK, "")
    assert team == set(people)
    one.publish()
    with one.looking("lead") as session:
        assert latest_standings(session, people)[one.id("anna")].grade_code
    with one.looking("ben") as session:
        own = latest_standings(session, people)
    assert one.id("ben") in own


def test_how_far_a_360_is_is_counted_and_names_nobody() -> None:
    one = Appraising()
    one.open()
    with one.acting("lead") as session:
        anna = find(session, Assessment, one.key("anna"))
        invite_reviewers(session, one.actor("lead"), anna, {one.id("ben"): RaterGroup.PEER}, one.at)
    with one.looking("lead") as session:
        asking = asking_about(session, find(session, Assessment, one.key("anna")), TODAY)
    with one.looking("ben") as session:
        mine = session.scalars(requests_to(one.actor("ben"))).all()
    assert (asking.asked, asking.answered, asking.due_on) == (1, 0, date(2026, 7, 9))
    assert [review.is_open(TODAY) for review in mine] == [True]
    assert not mine[0].is_open(date(2026, 7, 10))
