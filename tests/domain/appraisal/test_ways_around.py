"""What somebody might try to get around the rules of an appraisal, and does not get."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.amend_assessment import RaterBelow, name_raters, set_share
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision
from domain.appraisal.assessment import Assessment, PublishedIsFixed
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.assessment_rules import NotYetOpen
from domain.appraisal.calibrate import calibrate
from domain.appraisal.cycle import AppraisalCycle, CycleUnderWay
from domain.appraisal.file_appeal import file_appeal
from domain.appraisal.grade import Grade, GradeInUse
from domain.appraisal.override_score import override_score
from domain.appraisal.rate import rate_self
from domain.appraisal.separation import ChangedTheScore
from domain.appraisal.write_goals import FreeGoal, write_free_goals
from domain.core.editing import archive, find
from domain.core.permission import Permission, machine
from domain.organisation.person import Person
from tests.domain.appraisal.appraising import NOW, Appraising

READ, DECIDE = Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_DECIDE
HR = Permission.ASSESSMENTS_ADMINISTER


@pytest.fixture
def play(database: str) -> Appraising:
    return Appraising()


def test_whoever_set_a_score_by_hand_does_not_publish_it(play: Appraising) -> None:
    play.to_hr()
    with play.acting("hr") as session:
        override_score(
            session, play.actor("hr"), play.key("anna"), "violations", Decimal(40), "Late", "Mail", NOW
        )
    with pytest.raises(ChangedTheScore):
        play.publish(by="hr")
    assert play.publish(by="other_hr").published_at is not None


def test_whoever_calibrated_a_score_does_not_publish_it(play: Appraising) -> None:
    play.to_hr()
    play.take("other_hr", "calibrate_again", "anna", "Too low")
    with play.acting("hr") as session:
        one = find(session, Assessment, play.key("anna"))
        calibrate(session, play.actor("hr"), one, Decimal(96), "Compared with all of the same post", NOW)
    play.take("gm", "finish_calibration", "anna")
    with pytest.raises(ChangedTheScore):
        play.publish(by="hr")


def test_nobody_learns_a_result_while_ratings_are_open_again(play: Appraising) -> None:
    play.to_hr()
    play.move("reopen_ratings", "Two managers rated the wrong people")
    with pytest.raises(NotYetOpen):
        play.publish()
    assert play.publish_all().done == []


def test_a_superior_who_has_left_is_not_asked_to_rate(play: Appraising) -> None:
    with unit_of_work(machine("test")) as session:
        find(session, Person, play.id("lead")).left_on = date(2026, 6, 30)
    play.open()
    with reading(machine("test")) as session:
        anna = session.get_one(Assessment, play.key("anna"))
        assert (anna.rater_id, anna.second_rater_id) == (play.id("head"), play.id("gm"))


def test_what_one_said_of_a_goal_goes_with_the_goal(play: Appraising) -> None:
    play.to_ratings()
    with play.acting("anna") as session:
        rate_self(session, play.actor("anna"), play.key("anna"), play.levels({"trust": 5, "own.1": 5}))
    play.take("hr", "reopen_goals", "anna", "The goal fell away")
    with play.acting("lead") as session:
        goal = FreeGoal("own", "Collect what is a year overdue", Decimal(100))
        write_free_goals(session, play.actor("lead"), play.key("anna"), [goal])
    with reading(machine("test")) as session:
        query = select(AssessmentItem).where(AssessmentItem.assessment_id == play.key("anna"))
        kept = {one.key: (one.self_level, one.self_note) for one in session.scalars(query)}
    assert kept == {"trust": (5, "Level 5"), "own.1": (None, "")}


def test_nobody_reads_the_contested_result_of_a_superior(play: Appraising) -> None:
    play.open()
    play.agree("lead", "head")
    play.move("start_ratings")
    play.to_calibration("lead", "head", "gm")
    play.score()
    play.move("start_calibration")
    play.take("gm", "finish_calibration", "lead")
    play.publish("lead")
    with play.acting("lead") as session:
        one = find(session, Assessment, play.key("lead"))
        file_appeal(session, play.actor("lead"), one, "Two payments are missing", play.at)
    for who, seen in (("anna", 0), ("other_hr", 1)):
        with play.looking(who, READ, DECIDE) as session:
            query = select(Assessment).where(Assessment.person_id == play.id("lead"))
            assert len(session.scalars(query).all()) == seen, who
            assert len(session.scalars(select(Appeal)).all()) == seen, who


def test_a_rater_who_may_decide_elsewhere_reads_no_ruling_before_it_is_decided(play: Appraising) -> None:
    play.to_hr()
    play.publish()
    with play.acting("anna") as session:
        one = find(session, Assessment, play.key("anna"))
        appeal = file_appeal(session, play.actor("anna"), one, "Two payments are missing", play.at)
        session.flush()
        key = appeal.id
    with unit_of_work(machine("test")) as session:
        session.add(
            AppealRuling(
                appeal_id=key, decision=AppealDecision.UPHELD, reason="Not proven",
                decided_by_id=play.id("other_hr"),
            )
        )  # fmt: skip
    for who, seen in (("lead", 0), ("anna", 0), ("other_hr", 1)):
        with play.looking(who, READ, DECIDE) as session:
            assert len(session.scalars(select(AppealRuling)).all()) == seen, who


def test_what_is_published_is_not_put_away(play: Appraising) -> None:
    play.to_hr()
    play.publish()
    hr = play.actor("hr")
    with play.acting("hr") as session:
        with pytest.raises(PublishedIsFixed):
            archive(session, hr, HR, find(session, Assessment, play.key("anna")), NOW)
        with pytest.raises(CycleUnderWay):
            archive(session, hr, HR, find(session, AppraisalCycle, play.cycle_id), NOW)


def test_the_scale_keeps_its_lowest_grade_and_every_grade_that_somebody_has(play: Appraising) -> None:
    play.to_hr()
    hr = play.actor("hr")
    with play.acting("hr") as session:
        for code in ("D", "B"):
            grade = session.scalars(select(Grade).where(Grade.code == code)).one()
            with pytest.raises(GradeInUse):
                archive(session, hr, HR, grade, NOW)


def test_nobody_is_rated_by_those_who_report_to_them(play: Appraising) -> None:
    play.open()
    hr = play.actor("hr")
    with play.acting("hr") as session:
        for first, second in (("anna", "gm"), ("gm", "lead")):
            with pytest.raises(RaterBelow):
                name_raters(session, hr, play.key("head"), play.id(first), play.id(second), "He knows him")
        assert name_raters(session, hr, play.key("head"), play.id("gm"), play.id("hr"), "Moved").rater_id


def test_numbers_with_more_places_than_are_kept_are_rounded_like_all_others(play: Appraising) -> None:
    play.to_hr()
    play.take("other_hr", "calibrate_again", "anna", "Too low")
    with play.acting("gm") as session:
        one = find(session, Assessment, play.key("anna"))
        score = Decimal("95.00005")
        change = calibrate(session, play.actor("gm"), one, score, "Compared with the others", NOW)
        assert change.score_after == Decimal("95.0001")
        kept = set_share(session, play.actor("hr"), one.id, Decimal(2) / 3, "Leave", NOW)
        assert kept.share_of_period == Decimal("0.66666667")
