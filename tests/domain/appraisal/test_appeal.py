"""Appeals: in time, by the person, decided outside the line; the former result stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_line import line_of
from domain.appraisal.appeal_rules import NotOnThePanel, PanelInLine, PanelMissing
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision, AppealState
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.contested import AppealNotFiled, PanelDecides
from domain.appraisal.decide_appeal import NoBetter, ScoreForNothing, ScoreMissing, decide_appeal
from domain.appraisal.file_appeal import NotPublished, TooLate, file_appeal, last_day_to_appeal
from domain.appraisal.name_panel import name_panel
from domain.appraisal.published import published_results
from domain.appraisal.result import AssessmentResult
from domain.appraisal.seal import freeze, verify_frozen
from domain.appraisal.separation import AboutYourself, NotAboutYou
from domain.core.errors import Missing, NotPermitted, ReasonNeeded, StepRefused
from domain.core.permission import Permission
from domain.core.workflow import StepTaken
from domain.organisation.person import Person
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus
from tests.domain.appraisal.reviewed import NOW, PUBLISHED, Company
from tests.factories import added

HR, DECIDE, RATE, CALIBRATE = (
    Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE, Permission.ASSESSMENTS_RATE,
    Permission.ASSESSMENTS_CALIBRATE,
)  # fmt: skip


@pytest.fixture
def company(session: Session) -> Company:
    return Company(session)


def _published(company: Company, score: int = 79) -> Assessment:
    """Anna's result is out since the first of July, sealed."""
    assessment = company.an_assessment(state=AssessmentState.HR_CHECK)
    company.a_result(assessment, score)
    added(
        company.session,
        StepTaken(
            entity="Assessment", entity_id=assessment.id, step="publish", source="hr_check",
            target="published", at=PUBLISHED, person_id=company.dora.id, reason="",
        ),
    )  # fmt: skip
    freeze(company.session, assessment.id, PUBLISHED)
    return company.publish(assessment)


def _filed(company: Company, score: int = 79) -> Appeal:
    assessment = _published(company, score)
    return file_appeal(company.session, company.acting(company.anna), assessment, "两张订单算给了别人", NOW)


def _before_panel(company: Company, score: int = 79, *panel: Person) -> Appeal:
    appeal = _filed(company, score)
    members = [one.id for one in panel or (company.emil,)]
    name_panel(company.session, company.acting(company.dora, HR), appeal, members, NOW)
    return appeal


def _results(company: Company) -> list[AssessmentResult]:
    query = select(AssessmentResult).order_by(AssessmentResult.revision)
    return list(company.session.scalars(query))


def test_the_tenth_working_day_is_the_last(company: Company) -> None:
    assessment = _published(company)  # Wednesday 1 July
    assert last_day_to_appeal(company.session, assessment) == date(2026, 7, 15)
    anna = company.acting(company.anna)
    with pytest.raises(TooLate) as refusal:
        file_appeal(company.session, anna, assessment, "x", datetime(2026, 7, 16, 1, tzinfo=UTC))
    assert refusal.value.facts == {"last_day": date(2026, 7, 15)}
    appeal = file_appeal(company.session, anna, assessment, "x", datetime(2026, 7, 15, 14, tzinfo=UTC))
    assert (appeal.state, appeal.filed_on) == (AppealState.FILED, date(2026, 7, 15))
    assert assessment.state is AssessmentState.APPEALED


def test_only_the_person_appeals_once_with_grounds_against_a_published_result(company: Company) -> None:
    hugo = company.person("hugo")
    unpublished = company.an_assessment(hugo)
    with pytest.raises(NotPublished):
        file_appeal(company.session, company.acting(hugo), unpublished, "x", NOW)
    assessment = _published(company)
    with pytest.raises(NotAboutYou):
        file_appeal(company.session, company.acting(company.ben, RATE), assessment, "x", NOW)
    anna = company.acting(company.anna)
    with pytest.raises(Missing):
        file_appeal(company.session, anna, assessment, " ", NOW)
    file_appeal(company.session, anna, assessment, "x", NOW)
    with pytest.raises(NotPublished):
        file_appeal(company.session, anna, assessment, "x", NOW)


def test_an_assessment_is_not_contested_without_an_appeal_nor_decided_without_its_panel(
    company: Company,
) -> None:
    assessment = _published(company)
    anna, emil = company.acting(company.anna), company.acting(company.emil, DECIDE)
    with pytest.raises(AppealNotFiled):
        Assessment.workflow.take("appeal", assessment, anna, NOW, "x")
    appeal = file_appeal(company.session, anna, assessment, "x", NOW)
    with pytest.raises(PanelDecides):
        Assessment.workflow.take("decide_appeal", assessment, emil, NOW, "x")
    name_panel(company.session, company.acting(company.dora, HR), appeal, [company.emil.id], NOW)
    with pytest.raises(PanelDecides):
        Assessment.workflow.take("decide_appeal", assessment, emil, NOW, "x")


@pytest.mark.parametrize(
    "member",
    [
        lambda company: company.anna, lambda company: company.ben, lambda company: company.chris,
        lambda company: company.dora,
    ],
    ids=["the person", "the rater", "above the rater", "who published"],
)  # fmt: skip
def test_nobody_in_the_line_sits_on_the_panel(company: Company, member: Callable[[Company], Person]) -> None:
    appeal = _filed(company)
    hr = company.acting(company.person("other hr"), HR)
    with pytest.raises(PanelInLine) as refusal:
        name_panel(company.session, hr, appeal, [company.emil.id, member(company).id], NOW)
    assert refusal.value.facts == {"names": member(company).name}
    assert appeal.panel == []


def test_superiors_far_above_and_whoever_calibrated_stand_in_the_line(company: Company) -> None:
    boss, strict = company.person("boss"), company.person("strict")
    company.chris.superior_id = boss.id
    assessment = company.an_assessment(state=AssessmentState.CALIBRATION)
    added(
        company.session,
        CalibrationChange(
            assessment_id=assessment.id, cycle_id=company.cycle.id, by_id=strict.id, changed_at=NOW,
            score_before=Decimal(80), score_after=Decimal(79), reason="x",
        ),
    )  # fmt: skip
    line = line_of(company.session, assessment)
    assert line == {one.id for one in (company.anna, company.ben, company.chris, boss, strict)}


def test_hr_names_the_panel_but_not_for_itself_and_not_an_empty_one(company: Company) -> None:
    appeal = _filed(company)
    with pytest.raises(PanelMissing):
        name_panel(company.session, company.acting(company.dora, HR), appeal, [], NOW)
    with pytest.raises(AboutYourself):
        name_panel(company.session, company.acting(company.anna, HR), appeal, [company.emil.id], NOW)
    with pytest.raises(NotPermitted):
        name_panel(company.session, company.acting(company.ben, RATE), appeal, [company.emil.id], NOW)


def test_a_panel_is_named_anew_with_a_reason(company: Company) -> None:
    appeal, hr = _before_panel(company), company.acting(company.dora, HR)
    finn = company.person("finn")
    with pytest.raises(ReasonNeeded):
        name_panel(company.session, hr, appeal, [finn.id], NOW)
    assert name_panel(company.session, hr, appeal, [finn.id], NOW, "Emil 请假")
    assert appeal.panel == [finn.id]


def test_a_changed_score_is_a_new_frozen_result_beside_the_former(company: Company) -> None:
    appeal = _before_panel(company)
    (former,) = _results(company)
    seal = former.hash
    emil = company.acting(company.emil, DECIDE)
    assert decide_appeal(
        company.session, emil, appeal, AppealDecision.CHANGED, "两张订单确属本人", NOW, Decimal(96)
    )
    first, second = _results(company)
    assert (first.hash, first.grade_id) == (seal, company.grade("C").id)
    assert first.score == 79
    assert (second.revision, second.grade_id) == (2, company.grade("A").id)
    assert second.score == 96
    assert second.hash not in ("", seal)
    assert second.published_at == NOW
    assert verify_frozen(company.session, [appeal.assessment_id]) == []
    assessment = company.session.get_one(Assessment, appeal.assessment_id)
    assert (appeal.state, assessment.state) == (AppealState.DECIDED, AssessmentState.DECIDED)
    (result,) = published_results(company.session, company.cycle.id)
    assert result.grade_code == "A"
    assert result.score == 96


def test_a_gate_holds_on_appeal_too(company: Company) -> None:
    added(
        company.session,
        Violation(
            number="V1", source_ref="V1", unit_id=company.unit.id, salesperson_id=company.anna.id,
            occurred_on=date(2026, 3, 1), confirmed_on=date(2026, 3, 5), severity=ViolationSeverity.MAJOR,
            status=ViolationStatus.CONFIRMED, period=202603, points=Decimal(20),
        ),
    )  # fmt: skip
    appeal = _before_panel(company)
    decide_appeal(
        company.session, company.acting(company.emil, DECIDE), appeal, AppealDecision.CHANGED, "x", NOW,
        Decimal(96),
    )  # fmt: skip
    second = _results(company)[-1]
    assert (second.grade_by_score_id, second.grade_id) == (company.grade("A").id, company.grade("C").id)


@pytest.mark.parametrize("decision", [AppealDecision.UPHELD, AppealDecision.REJECTED])
def test_a_result_that_stands_gets_no_new_revision(company: Company, decision: AppealDecision) -> None:
    appeal, emil = _before_panel(company), company.acting(company.emil, DECIDE)
    with pytest.raises(ScoreForNothing):
        decide_appeal(company.session, emil, appeal, decision, "x", NOW, Decimal(90))
    decide_appeal(company.session, emil, appeal, decision, "数据无误", NOW)
    assert len(_results(company)) == 1
    assert appeal.decided_on == date(2026, 7, 8)
    with pytest.raises(StepRefused):
        decide_appeal(company.session, emil, appeal, decision, "x", NOW)


def test_an_appeal_never_makes_it_worse(company: Company) -> None:
    appeal, emil = _before_panel(company), company.acting(company.emil, DECIDE)
    changed = AppealDecision.CHANGED
    with pytest.raises(ScoreMissing):
        decide_appeal(company.session, emil, appeal, changed, "x", NOW)
    with pytest.raises(ScoreMissing):
        decide_appeal(company.session, emil, appeal, changed, "x", NOW, Decimal(121))
    with pytest.raises(NoBetter):
        decide_appeal(company.session, emil, appeal, changed, "x", NOW, Decimal(79))
    with pytest.raises(ReasonNeeded):
        decide_appeal(company.session, emil, appeal, changed, " ", NOW, Decimal(90))


def test_only_the_panel_decides_with_the_right_to_and_never_the_person(company: Company) -> None:
    appeal = _before_panel(company)
    upheld = AppealDecision.UPHELD
    with pytest.raises(NotOnThePanel):
        decide_appeal(company.session, company.acting(company.ben, DECIDE), appeal, upheld, "x", NOW)
    with pytest.raises(NotPermitted):
        decide_appeal(company.session, company.acting(company.emil), appeal, upheld, "x", NOW)
    with pytest.raises(AboutYourself):
        decide_appeal(company.session, company.acting(company.anna, DECIDE), appeal, upheld, "x", NOW)


def test_a_member_who_becomes_the_superior_cannot_decide_any_more(company: Company) -> None:
    appeal = _before_panel(company)
    company.chris.superior_id = company.emil.id
    with pytest.raises(PanelInLine):
        decide_appeal(
            company.session, company.acting(company.emil, DECIDE), appeal, AppealDecision.UPHELD, "x", NOW
        )


def test_the_person_and_the_raters_read_the_ruling_only_when_it_is_made(company: Company) -> None:
    appeal = _before_panel(company)
    ruling = AppealRuling(
        appeal_id=appeal.id, decision=AppealDecision.UPHELD, reason="x", decided_by_id=company.emil.id
    )
    added(company.session, ruling)
    stranger = company.person("stranger")
    company.session.commit()
    everybody = (
        (company.anna, (HR,), 0), (company.ben, (RATE,), 0), (company.emil, (DECIDE,), 1),
        (company.dora, (HR,), 1), (stranger, (CALIBRATE,), 0),
    )  # fmt: skip
    for person, permissions, seen in everybody:
        with reading(company.acting(person, *permissions)) as session:
            assert len(session.scalars(select(AppealRuling)).all()) == seen, person.name


def test_appeals_are_seen_by_those_whom_they_concern(company: Company) -> None:
    _filed(company)
    company.session.commit()
    everybody = (
        (company.anna, (), 1), (company.ben, (), 1), (company.chris, (), 1), (company.dora, (HR,), 1),
        (company.emil, (DECIDE,), 1), (company.emil, (CALIBRATE, RATE), 0),
    )  # fmt: skip
    for person, permissions, seen in everybody:
        with reading(company.acting(person, *permissions)) as session:
            assert len(session.scalars(select(Appeal)).all()) == seen, person.name


def test_days_count_from_the_day_of_publication_in_working_days(company: Company) -> None:
    assessment = _published(company)
    company.cycle.appeal_days = 3
    company.session.flush()
    friday = company.publish(assessment, datetime(2026, 7, 3, 4, tzinfo=UTC))
    assert last_day_to_appeal(company.session, friday) == date(2026, 7, 8)
