"""An assessment from goals to acknowledgement, and whom each step is refused."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import delete, select

from db.bulk import table_of
from db.unit_of_work import reading, unit_of_work
from domain.appraisal.amend_assessment import leave_out, name_raters, set_share
from domain.appraisal.assessment import Assessment, RatersAlike, RatesThemselves
from domain.appraisal.assessment_item import LevelOff
from domain.appraisal.assessment_rules import (
    GoalsIncomplete,
    GoalsNotProposed,
    NoSecondRater,
    NotRatedYet,
    NotScoredYet,
    NotYetOpen,
    SecondRaterThere,
    is_scored,
)
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle_rules import NotAllPublished, NotScored
from domain.appraisal.rate import Level, rate
from domain.appraisal.result import AssessmentResult
from domain.appraisal.separation import (
    AboutYourself,
    NotAboutYou,
    NotTheRater,
    NotTheSecondRater,
    RatedIt,
)
from domain.appraisal.write_goals import FreeGoal, NoSuchLine, NotPartOfIt, write_free_goals
from domain.core.errors import DomainError, NotFound, ReasonNeeded, StepRefused
from domain.core.permission import machine
from tests.domain.appraisal.appraising import NOW, TODAY, Appraising
from tests.factories import a_person

pytestmark = pytest.mark.sqlite_only  # how separate transactions act; what databases differ in is beside it
S = AssessmentState


@pytest.fixture
def play(database: str) -> Appraising:
    """A planned cycle."""
    return Appraising()


def state(play: Appraising, of: str = "anna") -> AssessmentState:
    with reading(machine("test")) as session:
        return session.scalars(select(Assessment.state).where(Assessment.id == play.key(of))).one()


def refused(kind: type[DomainError], act: Callable[[], object]) -> None:
    with pytest.raises(kind):
        act()


def test_everybody_gets_their_superior_and_the_one_above_as_raters(play: Appraising) -> None:
    opened = play.open()
    found = {one.person_id: (one.rater_id, one.second_rater_id) for one in opened.made}
    assert found[play.id("anna")] == (play.id("lead"), play.id("head"))
    assert found[play.id("head")] == (play.id("gm"), None)
    assert found[play.id("gm")] == (None, None)
    assert not opened.left_out


def test_opening_again_adds_only_who_is_new(play: Appraising) -> None:
    play.open()
    assert play.open().made == ()


def test_an_assessment_goes_from_goals_to_acknowledgement(play: Appraising) -> None:
    play.to_hr()
    assert state(play) is S.HR_CHECK
    play.publish()
    play.take("anna", "acknowledge", "anna")
    assert state(play) is S.ACKNOWLEDGED
    # deduction 100, trust 3 -> 80, own 4 -> 100: .4 x 100 + .3 x 80 + .3 x 100
    assert (play.result().score, play.result().coverage) == (Decimal(94), Decimal(1))


def test_without_a_second_manager_the_rating_is_finished_at_once(play: Appraising) -> None:
    play.open()
    play.agree("head", "gm")
    play.move("start_ratings")
    play.rate_self("head")
    play.rate("head", "gm", step="")
    refused(NoSecondRater, lambda: play.take("gm", "submit_rating", "head"))
    play.take("gm", "finish_rating", "head")
    assert state(play, "head") is S.CALIBRATION


def test_a_second_manager_is_not_passed_over(play: Appraising) -> None:
    play.to_ratings()
    play.rate_self("anna")
    play.rate("anna", step="")
    refused(SecondRaterThere, lambda: play.take("lead", "finish_rating", "anna"))


@pytest.mark.parametrize("who", ["anna", "ben", "head", "hr"])
def test_only_the_rater_rates(play: Appraising, who: str) -> None:
    play.to_ratings()
    play.rate_self("anna")
    refused(AboutYourself if who == "anna" else NotTheRater, lambda: play.rate("anna", who, step=""))
    refused(AboutYourself if who == "anna" else NotTheRater, lambda: play.take(who, "submit_rating", "anna"))


def test_hr_with_every_right_does_not_rate_or_publish_themselves(play: Appraising) -> None:
    play.open()
    with play.acting("other_hr") as session:
        name_raters(
            session, play.actor("other_hr"), play.key("hr"), play.id("gm"), None, "No superior on record"
        )
    play.agree("hr", "gm")
    play.move("start_ratings")
    play.rate_self("hr")
    refused(AboutYourself, lambda: play.rate("hr", "hr", step=""))
    play.rate("hr", "gm", "finish_rating")
    play.score()
    play.move("start_calibration")
    refused(AboutYourself, lambda: play.take("hr", "finish_calibration", "hr"))
    play.take("head", "finish_calibration", "hr")
    refused(AboutYourself, lambda: play.publish("hr", "hr"))
    assert [one.why.text for one in play.publish_all().refused] == [AboutYourself.text]
    assert play.publish_all("other_hr").done == [play.key("hr")]


def test_whoever_rated_does_not_publish(play: Appraising) -> None:
    play.to_hr()
    refused(RatedIt, lambda: play.publish(by="lead"))
    refused(RatedIt, lambda: play.publish(by="head"))


def test_a_rater_who_handed_over_still_does_not_publish(play: Appraising) -> None:
    play.to_ratings()
    play.rate_self("anna")
    play.rate("anna")
    play.take("head", "send_back_rating", "anna", "Say more about trust")
    with play.acting("hr") as session:
        name_raters(session, play.actor("hr"), play.key("anna"), play.id("ben"), play.id("head"), "Moved")
    play.rate("anna", "ben")
    play.take("head", "confirm_rating", "anna")
    play.score()
    play.move("start_calibration")
    play.take("gm", "finish_calibration", "anna")
    refused(RatedIt, lambda: play.publish(by="lead"))


def test_only_the_second_manager_confirms(play: Appraising) -> None:
    play.to_ratings()
    play.rate_self("anna")
    play.rate("anna")
    for who in ("lead", "gm", "hr"):
        refused(NotTheSecondRater, lambda who=who: play.take(who, "confirm_rating", "anna"))  # type: ignore[misc]
    refused(AboutYourself, lambda: play.take("anna", "confirm_rating", "anna"))


@pytest.mark.parametrize("step", ["agree_goals", "submit_self", "acknowledge"])
def test_the_steps_of_a_person_are_theirs_alone(play: Appraising, step: str) -> None:
    play.open()
    if step == "submit_self":
        play.agree("anna")
        play.move("start_ratings")
    if step == "acknowledge":
        play.agree("anna")
        play.move("start_ratings")
        play.to_calibration()
        play.score()
        play.move("start_calibration")
        play.take("gm", "finish_calibration", "anna")
        play.publish()
    refused(NotAboutYou, lambda: play.take("lead", step, "anna"))


def test_goals_are_put_forward_before_they_are_agreed(play: Appraising) -> None:
    play.open()
    refused(GoalsIncomplete, lambda: play.take("lead", "propose_goals", "anna"))
    with play.acting("anna") as session:
        goal = FreeGoal("own", "Two new customers a month", Decimal(100))
        write_free_goals(session, play.actor("anna"), play.key("anna"), [goal])
    refused(GoalsNotProposed, lambda: play.take("anna", "agree_goals", "anna"))
    play.take("lead", "propose_goals", "anna")
    with play.acting("anna") as session:  # another wording: the rater must stand by it again
        goal = FreeGoal("own", "Two new customers a year", Decimal(100))
        write_free_goals(session, play.actor("anna"), play.key("anna"), [goal])
    refused(GoalsNotProposed, lambda: play.take("anna", "agree_goals", "anna"))


def test_weights_of_free_goals_total_a_hundred(play: Appraising) -> None:
    play.open()
    with play.acting("lead") as session:
        goals = [FreeGoal("own", "One", Decimal(60)), FreeGoal("own", "Two", Decimal(30))]
        write_free_goals(session, play.actor("lead"), play.key("anna"), goals)
    refused(GoalsIncomplete, lambda: play.take("lead", "propose_goals", "anna"))


def test_goals_are_not_written_by_strangers_nor_to_lines_that_do_not_exist(play: Appraising) -> None:
    play.open()
    goals = [FreeGoal("own", "Take it easy", Decimal(100))]
    with play.acting("hr") as session:
        write_free_goals(session, play.actor("hr"), play.key("anna"), goals)
        refused(
            NoSuchLine,
            lambda: write_free_goals(
                session, play.actor("hr"), play.key("anna"), [FreeGoal("trust", "x", Decimal(1))]
            ),
        )
    with play.acting("ben") as session:
        actor = play.actor("ben", *(set(play.actor("ben").permissions) - {"assessments.administer"}))
        refused(NotPartOfIt, lambda: write_free_goals(session, actor, play.key("anna"), goals))


def test_nobody_rates_before_the_cycle_has_come_so_far(play: Appraising) -> None:
    play.open()
    play.agree("anna")
    refused(NotYetOpen, lambda: play.rate_self("anna"))


def test_every_line_is_rated_before_it_goes_on(play: Appraising) -> None:
    play.to_ratings()
    refused(NotRatedYet, lambda: play.rate_self("anna", trust=3))
    play.rate_self("anna")
    refused(NotRatedYet, lambda: play.rate("anna", trust=3))


@pytest.mark.parametrize("level", [0, 6, 150, -1, True, 2.5, "4"])
def test_a_level_lies_between_1_and_5_wherever_it_is_written(play: Appraising, level: object) -> None:
    play.to_ratings()
    play.rate_self("anna")
    with play.acting("lead") as session:
        given = {"trust": Level(level)}  # type: ignore[arg-type]
        refused(LevelOff, lambda: rate(session, play.actor("lead"), play.key("anna"), given, TODAY))


def test_hr_goes_on_without_a_self_rating_only_with_a_reason(play: Appraising) -> None:
    play.to_ratings()
    refused(ReasonNeeded, lambda: play.take("hr", "skip_self", "anna"))
    refused(AboutYourself, lambda: play.take("anna", "skip_self", "anna", "I am busy"))
    play.take("hr", "skip_self", "anna", "On long leave")
    assert state(play) is S.MANAGER_RATING


@pytest.mark.parametrize(
    ("of", "rater", "second", "reason", "refusal"),
    [
        ("anna", "anna", None, "Moved", RatesThemselves),
        ("anna", "lead", "anna", "Moved", RatesThemselves),
        ("anna", "lead", "lead", "Moved", RatersAlike),
        ("anna", "lead", None, " ", ReasonNeeded),
        ("hr", "lead", None, "Moved", AboutYourself),
    ],
)
def test_nobody_names_themselves_or_one_person_twice_as_rater(
    play: Appraising, of: str, rater: str, second: str | None, reason: str, refusal: type[DomainError]
) -> None:
    play.open()
    key, raters = play.key(of), (play.id(rater), play.id(second) if second else None)
    with pytest.raises(refusal), play.acting("hr") as session:
        name_raters(session, play.actor("hr"), key, *raters, reason)


def test_nobody_says_how_long_they_were_there_themselves(play: Appraising) -> None:
    play.open()
    with pytest.raises(AboutYourself), play.acting("ben") as session:
        set_share(session, play.actor("ben"), play.key("ben"), Decimal(1), "I was there", NOW)


def test_a_person_left_out_has_no_assessment_any_more(play: Appraising) -> None:
    play.open()
    key = play.key("ben")
    with play.acting("hr") as session:
        leave_out(session, play.actor("hr"), key, NOW, "Long illness")
    refused(NotFound, lambda: play.take("lead", "propose_goals", "ben"))


def test_calibration_waits_for_figures_and_publication_for_a_result(play: Appraising) -> None:
    play.to_ratings()
    play.to_calibration()
    refused(NotScored, lambda: play.move("start_calibration"))
    refused(NotYetOpen, lambda: play.take("gm", "finish_calibration", "anna"))
    refused(StepRefused, lambda: play.take("hr", "publish", "anna"))


def test_who_has_no_result_is_not_calibrated(play: Appraising) -> None:
    play.to_hr("ben")
    opened = play.people["anna"]
    with reading(machine("test")) as session:
        one = session.get_one(Assessment, play.key("anna"))
        assert one.person_id == opened.id
        session.execute(delete(table_of(AssessmentResult)))
        assert isinstance(is_scored(one, play.actor("gm")), NotScoredYet)


def test_a_cycle_ends_when_everybody_is_published(play: Appraising) -> None:
    play.to_hr()
    play.publish()
    refused(NotAllPublished, lambda: play.move("publish_cycle"))
    for name in ("gm", "head", "lead", "ben", "hr", "other_hr"):
        with play.acting("hr" if name != "hr" else "other_hr") as session:
            actor = play.actor("hr" if name != "hr" else "other_hr")
            leave_out(session, actor, play.key(name), NOW, "Only Anna this time")
    play.move("publish_cycle")
    play.move("close_cycle")


def test_hr_settles_goals_only_for_others_and_with_a_reason(play: Appraising) -> None:
    play.open()
    with play.acting("lead") as session:
        goals = [FreeGoal("own", "Win back three lost customers", Decimal(100))]
        write_free_goals(session, play.actor("lead"), play.key("anna"), goals)
    refused(ReasonNeeded, lambda: play.take("hr", "settle_goals", "anna"))
    refused(AboutYourself, lambda: play.take("anna", "settle_goals", "anna", "I agree with myself"))
    play.take("hr", "settle_goals", "anna", "On sick leave")
    assert state(play) is S.SELF_RATING
    play.take("hr", "reopen_goals", "anna", "She is back")
    assert state(play) is S.GOALS


def test_the_second_rating_is_left_out_when_the_second_manager_is_gone(play: Appraising) -> None:
    play.to_ratings()
    play.rate_self("anna")
    play.rate("anna")
    refused(SecondRaterThere, lambda: play.take("hr", "skip_second", "anna", "He left"))
    with play.acting("hr") as session:
        name_raters(session, play.actor("hr"), play.key("anna"), play.id("lead"), None, "He left")
    play.take("hr", "skip_second", "anna", "He left")
    assert state(play) is S.CALIBRATION


def test_who_was_added_after_scoring_is_not_published_before_figures_are_pulled(play: Appraising) -> None:
    play.to_ratings()
    play.score()
    with unit_of_work(machine("test")) as session:
        play.people["carl"] = a_person(
            session, name="carl", unit_id=play.unit_id, superior_id=play.id("lead")
        )
    play.open()
    play.agree("carl")
    play.to_calibration("carl")
    play.move("start_calibration")
    refused(NotScoredYet, lambda: play.take("gm", "finish_calibration", "carl"))
    play.score()
    play.take("gm", "finish_calibration", "carl")
    assert state(play, "carl") is S.HR_CHECK
