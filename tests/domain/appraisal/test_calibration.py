"""The calibration meeting: what it sees, what it may change, what stays on record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.types import plain_digits
from db.unit_of_work import reading
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibrate import (
    NotCalibrating,
    NothingChanged,
    NothingToCalibrate,
    NotInCalibration,
    SubstanceNeeded,
    calibrate,
)
from domain.appraisal.calibration_board import calibration_board
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.calibration_minutes import CalibrationMinutes
from domain.appraisal.compare_cycles import unexplained_moves
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.feedback_measures import colleagues_say
from domain.appraisal.forced_distribution import Deviation
from domain.appraisal.grade import OutOfScale
from domain.appraisal.invite_reviewers import invite_reviewers
from domain.appraisal.item_score import ItemScore
from domain.appraisal.judgement import Frozen
from domain.appraisal.nine_box import Band, Box
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.peer_tally import PeerTally
from domain.appraisal.personal_value import Asked
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.reckon import reckon
from domain.appraisal.record_minutes import NoCalibrationYet, NoMeeting, record_minutes
from domain.appraisal.result import AssessmentResult
from domain.appraisal.separation import AboutYourself
from domain.appraisal.side_by_side import changes_of, side_by_side
from domain.core.errors import NotPermitted, ReasonNeeded
from domain.core.permission import Permission
from domain.organisation.person import Person
from tests.domain.appraisal.reviewed import NOW, TODAY, Company
from tests.factories import added

CALIBRATE, HR, RATE = (
    Permission.ASSESSMENTS_CALIBRATE, Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_RATE,
)  # fmt: skip


@pytest.fixture
def company(session: Session) -> Company:
    return Company(session)


def _digits(*values: Decimal | None) -> str:
    return " ".join("-" if value is None else plain_digits(value) for value in values)


def _rated(
    company: Company, person: Person, levels: tuple[int, int], rater: Person | None = None
) -> Assessment:
    """Somebody whose ratings are complete and scored."""
    rater = rater or company.ben
    assessment = company.an_assessment(
        person, state=AssessmentState.CALIBRATION, rater_id=rater.id,
        second_rater_id=None if rater is company.chris else company.chris.id,
    )  # fmt: skip
    for key, level in zip(("trust", "speech"), levels, strict=True):
        added(
            company.session,
            Rating(
                assessment_id=assessment.id, item_key=key, by_id=rater.id, role=RatingRole.MANAGER,
                level=level,
            ),
        )  # fmt: skip
    reckon(company.session, company.cycle, [assessment.id], TODAY)
    return assessment


def _result(company: Company, assessment: Assessment) -> AssessmentResult:
    return company.session.scalars(
        select(AssessmentResult).where(AssessmentResult.assessment_id == assessment.id)
    ).one()


def test_a_changed_score_keeps_what_it_was_and_brings_its_own_grade(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    emil = company.acting(company.emil, CALIBRATE)
    change = calibrate(company.session, emil, assessment, Decimal(96), "比同岗位更难的区域", NOW)
    result = _result(company, assessment)
    assert _digits(change.score_before, change.score_after, change.points) == "90 96 6"
    assert change.grade_before_id == company.grade("B").id
    assert change.grade_after_id == result.grade_id == company.grade("A").id
    assert _digits(result.composite, result.adjustment, result.score) == "90 6 96"
    assert changes_of(company.session, cycle_id=company.cycle.id) == [change]


def test_scoring_again_keeps_what_calibration_changed(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    calibrate(company.session, company.acting(company.emil, CALIBRATE), assessment, Decimal(96), "x", NOW)
    reckon(company.session, company.cycle, [assessment.id], TODAY)
    assert _result(company, assessment).score == 96


def test_rating_somebody_again_drops_what_calibration_had_added(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    emil = company.acting(company.emil, CALIBRATE)
    calibrate(company.session, emil, assessment, Decimal(96), "x", NOW)
    Assessment.workflow.take("rate_again", assessment, emil, NOW, "新证据")
    result = _result(company, assessment)
    assert _digits(result.composite, result.adjustment, result.score) == "90 0 90"
    assert len(changes_of(company.session)) == 1


def test_changes_are_frozen_with_the_result(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    change = calibrate(
        company.session, company.acting(company.emil, CALIBRATE), assessment, Decimal(96), "x", NOW
    )
    company.publish(assessment)
    change.reason = "Another one"
    with pytest.raises(Frozen):
        company.session.flush()
    company.session.rollback()


def test_more_than_ten_points_need_more_than_a_few_words_in_small_steps_too(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    emil = company.acting(company.emil, CALIBRATE)
    with pytest.raises(SubstanceNeeded):
        calibrate(company.session, emil, assessment, Decimal(101), "too strict", NOW)
    calibrate(company.session, emil, assessment, Decimal(99), "too strict", NOW)
    with pytest.raises(SubstanceNeeded):
        calibrate(company.session, emil, assessment, Decimal(103), "too strict", NOW)
    calibrate(company.session, emil, assessment, Decimal(103), "He took over the area of a colleague.", NOW)
    with pytest.raises(ReasonNeeded):
        calibrate(company.session, emil, assessment, Decimal(102), "  ", NOW)
    with pytest.raises(NothingChanged):
        calibrate(company.session, emil, assessment, Decimal(103), "x", NOW)
    with pytest.raises(OutOfScale):
        calibrate(company.session, emil, assessment, Decimal(121), "x" * 30, NOW)


def test_nobody_calibrates_themselves_whatever_rights_they_have(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    with pytest.raises(AboutYourself):
        calibrate(
            company.session, company.acting(company.anna, CALIBRATE, HR), assessment, Decimal(95), "x", NOW
        )
    with pytest.raises(NotPermitted):
        calibrate(company.session, company.acting(company.dora, HR), assessment, Decimal(95), "x", NOW)


def test_scores_change_only_while_cycle_and_assessment_are_in_calibration(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    emil = company.acting(company.emil, CALIBRATE)
    with pytest.raises(NotCalibrating):
        calibrate(company.session, emil, assessment, Decimal(95), "x", NOW)
    company.calibrating()
    published = company.publish(_rated(company, company.person("gina"), (3, 3)))
    with pytest.raises(NotInCalibration):
        calibrate(company.session, emil, published, Decimal(95), "x", NOW)
    unrated = company.an_assessment(company.person("hugo"), state=AssessmentState.CALIBRATION)
    with pytest.raises(NothingToCalibrate):
        calibrate(company.session, emil, unrated, Decimal(95), "x", NOW)


def test_the_person_reads_changes_only_when_the_result_is_published(company: Company) -> None:
    assessment = _rated(company, company.anna, (3, 4))
    company.calibrating()
    calibrate(company.session, company.acting(company.emil, CALIBRATE), assessment, Decimal(96), "x", NOW)
    company.session.flush()
    company.session.info["actor"] = company.acting(company.anna, CALIBRATE, HR)
    assert changes_of(company.session) == []
    company.publish(assessment)
    assert len(changes_of(company.session)) == 1


def test_the_board_shows_distribution_boxes_and_raters_but_never_oneself(company: Company) -> None:
    _rated(company, company.anna, (5, 5))
    _rated(company, company.emil, (3, 3))
    strict = [_rated(company, company.person(f"s{at}"), (2, 2 + at % 2), company.chris) for at in range(6)]
    kind = [_rated(company, company.person(f"k{at}"), (4, 4 + at % 2)) for at in range(6)]
    company.calibrating()
    board = calibration_board(company.session, company.acting(company.emil, CALIBRATE), company.cycle)
    assert len(board.lines) == 13
    assert company.emil.id not in {line.person_id for line in board.lines}
    first = board.lines[0]
    assert (first.name, first.box) == ("anna", Box(Band.HIGH, Band.HIGH))
    assert first.score == 120
    shares = {one.code: one for one in board.overall}
    assert (shares["S"].count, shares["S"].deviation) == (1 + 3, Deviation.ABOVE)
    assert sum(one.count for one in board.units[company.unit.id]) == 13
    assert [one.rater_id for one in board.leniency] == [company.ben.id, company.chris.id]
    proposals = {line.assessment_id: line.proposal for line in board.lines}
    assert all((proposals[one.id] or 0) > 60 for one in strict)
    assert all((proposals[one.id] or 999) < 120 for one in kind)
    assert {_result(company, one).score for one in kind} == {100, 110}  # proposals change nothing


def test_one_impression_of_a_rater_shows_on_the_board(company: Company) -> None:
    for at in range(9):
        _rated(company, company.person(f"p{at}"), (at % 5 + 1, at % 5 + 1))
    company.calibrating()
    board = calibration_board(company.session, company.acting(company.emil, CALIBRATE), company.cycle)
    assert board.halos == {company.ben.id: 1}


def test_with_one_rater_there_is_no_scale_to_bring_scores_to(company: Company) -> None:
    for at in range(6):
        _rated(company, company.person(f"p{at}"), (at % 3 + 2, 3))
    company.calibrating()
    board = calibration_board(company.session, company.acting(company.emil, CALIBRATE), company.cycle)
    assert {line.proposal for line in board.lines} == {None}


def test_managers_without_the_right_see_no_board(company: Company) -> None:
    with pytest.raises(NotPermitted):
        calibration_board(company.session, company.acting(company.ben, RATE), company.cycle)
    with pytest.raises(NotPermitted):
        side_by_side(company.session, company.acting(company.ben, RATE), [1])


def test_evidence_stands_side_by_side_in_the_order_asked_for(company: Company) -> None:
    own = _rated(company, company.emil, (3, 3))
    two = [_rated(company, company.person(name), (3, 4)) for name in ("gina", "hugo")]
    company.calibrating()
    emil = company.acting(company.emil, CALIBRATE)
    calibrate(company.session, emil, two[0], Decimal(95), "x", NOW)
    found = side_by_side(company.session, emil, [two[1].id, own.id, two[0].id, two[1].id])
    assert [one.name for one in found] == ["hugo", "gina"]
    assert [len(one.changes) for one in found] == [0, 1]
    line = found[0].lines[1]
    assert line.item.key == "speech"
    assert line.weight == 50
    assert line.score is not None
    assert line.score.score == 100
    assert line.ratings[RatingRole.MANAGER].level == 4


def test_a_grade_that_moved_without_its_figures_is_listed(company: Company) -> None:
    content = [
        {
            "key": "work", "zh": "业绩", "en": "Results", "weight": "100",
            "items": [
                {"key": "sales", "zh": "销售额", "en": "Sales", "kind": "personal", "weight": "100",
                 "source": "violation_points", "curve": {"shape": "deduction"}},
            ],
        }
    ]  # fmt: skip
    before = company.a_cycle(
        "h2", first_on=date(2025, 7, 1), last_on=date(2025, 12, 31), state=CycleState.CLOSED
    )
    others = {"first_on": before.first_on, "last_on": before.last_on, "state": CycleState.CLOSED}
    company.a_cycle("h2_finance", **others)  # another part of the company had its own cycle then
    for cycle, score, figure in ((before, 82, 90), (company.cycle, 96, 91)):
        assessment = company.an_assessment(content=content, cycle_id=cycle.id, state=AssessmentState.HR_CHECK)
        company.a_result(assessment, score)
        added(
            company.session,
            ItemScore(assessment_id=assessment.id, item_key="sales", path={}, score=Decimal(figure)),
        )
    (found,) = unexplained_moves(company.session, company.cycle)
    assert (found.person_id, found.moved) == (company.anna.id, 1)
    assert _digits(found.figures_before, found.figures_now) == "90 91"


def test_minutes_are_for_those_who_were_there_and_hr(company: Company) -> None:
    company.calibrating()
    emil = company.acting(company.emil, CALIBRATE)
    there = [company.emil.id, company.ben.id]
    minutes = record_minutes(company.session, emil, company.cycle, TODAY, there, "逐人讨论", TODAY)
    with pytest.raises(NoMeeting):
        record_minutes(company.session, emil, company.cycle, TODAY, [company.emil.id], "x", TODAY)
    company.session.commit()
    for person, permissions, seen in (
        (company.ben, (), 1), (company.dora, (HR,), 1), (company.chris, (CALIBRATE,), 0),
    ):  # fmt: skip
        with reading(company.acting(person, *permissions)) as session:
            found = session.scalars(select(CalibrationMinutes.id)).all()
            assert list(found) == [minutes.id] * seen, person.name


def test_there_are_no_minutes_before_calibration(company: Company) -> None:
    people = [company.emil.id, company.ben.id]
    with pytest.raises(NoCalibrationYet):
        record_minutes(
            company.session, company.acting(company.emil, CALIBRATE), company.cycle, TODAY, people, "x", TODAY
        )


def test_changes_can_only_be_added() -> None:
    assert CalibrationChange.write_permission is None
    assert CalibrationMinutes.write_permission is None


def test_what_colleagues_say_is_a_line_of_a_scorecard_once_asking_has_ended(company: Company) -> None:
    assessment = company.an_assessment()
    company.session.add_all(
        PeerTally(assessment_id=assessment.id, rater_group=RaterGroup.PEER, item_key=key, answers=5, total=20)
        for key in ("trust", "speech")
    )
    invite_reviewers(
        company.session, company.acting(company.dora, HR), assessment, {company.emil.id: RaterGroup.PEER}, NOW
    )
    people = frozenset({company.anna.id, company.ben.id})
    cycle: AppraisalCycle = company.cycle
    for today, expected in ((TODAY, None), (TODAY + timedelta(days=2), 80)):
        asked = Asked(people, cycle.first_on, cycle.last_on, today)
        found = colleagues_say(company.session, asked)
        assert found[company.anna.id].value == expected
        assert found[company.anna.id].ids == ()
        assert found[company.ben.id].value is None
