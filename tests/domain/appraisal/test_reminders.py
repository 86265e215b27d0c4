"""Whoever keeps an assessment waiting is told: once by itself, again when HR asks."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.remind_late import (
    remind_chosen,
    remind_late,
    remind_of_assessments,
    remind_of_phase,
)
from domain.core.errors import NotPermitted
from domain.core.permission import Permission, machine
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from tests.domain.appraisal.appraising import NOW, Appraising
from tests.factories import a_user

pytestmark = pytest.mark.sqlite_only
LATE = date(2026, 7, 13)
MORNING = datetime(2026, 7, 13, 1, tzinfo=NOW.tzinfo)


@pytest.fixture
def play(database: str) -> Appraising:
    """Everybody has an account that may read assessments."""
    play = Appraising()
    with unit_of_work(machine("test")) as session:
        for name, person in play.people.items():
            a_user(session, username=name, person_id=person.id, role="sales", unit_id=play.unit_id)
    return play


def told(play: Appraising, occasion: Occasion = Occasion.YOUR_TURN) -> Counter[str]:
    """Who was told how often."""
    with reading(machine("test")) as session:
        notices = session.scalars(select(Notice).where(Notice.occasion == occasion)).all()
        from domain.access.user import User

        names = {one.id: one.username for one in session.scalars(select(User))}
    return Counter(names[one.user_id] for one in notices)


def test_raters_are_told_once_for_all_their_people(play: Appraising) -> None:
    play.open()
    assert told(play) == {"lead": 1, "head": 1, "gm": 1}


def test_each_step_tells_whose_turn_it_is(play: Appraising) -> None:
    play.to_ratings()
    before = told(play)
    play.rate_self("anna")
    play.rate("anna")
    play.take("head", "send_back_rating", "anna", "Say more")
    assert told(play) - before == {"lead": 2, "head": 1}


def test_a_notice_of_publication_says_nothing_of_the_result(play: Appraising) -> None:
    play.to_hr()
    play.publish()
    with reading(machine("test")) as session:
        said = [one.said for one in session.scalars(select(Notice)) if "published" in one.said["text"]]
    assert [set(one["facts"]) for one in said] == [{"cycle", "person"}]


def test_who_is_late_is_told_once_by_itself_and_daily_when_hr_asks(play: Appraising) -> None:
    play.to_ratings("anna", "ben")
    play.rate_self("anna")
    with unit_of_work(machine("test")) as session:
        assert remind_of_assessments(session, LATE, MORNING) > 0
    found = told(play, Occasion.OVERDUE)
    assert (found["ben"], found["anna"]) == (1, 0)  # his self-rating; hers is with her manager
    assert found["lead"] >= 1
    with unit_of_work(machine("test")) as session:
        assert remind_of_assessments(session, LATE + timedelta(1), MORNING) == 0
    for count in (True, False):
        with play.acting("hr") as session:
            again = remind_late(session, play.actor("hr"), play.cycle_id, LATE, MORNING)
            assert bool(again) is count


def test_nobody_is_late_on_the_day_itself(play: Appraising) -> None:
    play.to_ratings()
    with unit_of_work(machine("test")) as session:
        remind_of_assessments(session, date(2026, 7, 5), MORNING)
    assert told(play, Occasion.OVERDUE)["anna"] == 0


def test_only_hr_reminds(play: Appraising) -> None:
    play.open()
    plain = play.actor("lead", Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    with reading(plain) as session, pytest.raises(NotPermitted):
        remind_late(session, plain, play.cycle_id, LATE, MORNING)


def test_hr_reminds_one_phase_or_chosen_people_before_they_are_late_once_a_day(play: Appraising) -> None:
    play.to_ratings("anna", "ben")
    play.rate_self("anna")  # hers is with her manager, his with him
    early = date(2026, 7, 1)
    before = told(play)
    for count in (1, 0):
        with play.acting("hr") as session:
            state = AssessmentState.SELF_RATING
            hr = play.actor("hr")
            assert remind_of_phase(session, hr, play.cycle_id, state, early, MORNING) == count
    keys = [play.key("anna"), play.key("ben")]
    with play.acting("hr") as session:
        assert remind_chosen(session, play.actor("hr"), play.cycle_id, keys, early, MORNING) == 1
    assert told(play) - before == {"ben": 1, "lead": 1}
    assert told(play, Occasion.OVERDUE) == {}


def test_nobody_is_reminded_of_a_rating_that_cannot_be_given_yet(play: Appraising) -> None:
    play.open()
    play.agree("anna")  # her self-rating waits for the cycle to come to ratings, long past its day
    with unit_of_work(machine("test")) as session:
        remind_of_assessments(session, LATE, MORNING)
    assert told(play, Occasion.OVERDUE)["anna"] == 0
    with play.acting("hr") as session:
        chosen = [play.key("anna")]
        assert remind_chosen(session, play.actor("hr"), play.cycle_id, chosen, LATE, MORNING) == 0


def test_only_hr_reminds_of_a_phase_or_of_people(play: Appraising) -> None:
    play.open()
    plain = play.actor("lead", Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    with reading(plain) as session, pytest.raises(NotPermitted):
        remind_chosen(session, plain, play.cycle_id, [play.key("anna")], LATE, MORNING)
    with reading(plain) as session, pytest.raises(NotPermitted):
        remind_of_phase(session, plain, play.cycle_id, AssessmentState.GOALS, LATE, MORNING)
