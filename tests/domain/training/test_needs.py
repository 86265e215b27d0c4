"""Training needs: found wherever they show, once each, and followed to the effect."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.published import PublishedResult
from domain.appraisal.rating import RatingRole
from domain.core.errors import NotPermitted, RuleBroken
from domain.core.period import Grain
from domain.core.permission import Actor, Permission, machine
from domain.entities import Alert, ItemScore, Rating, SecurityIncident, TrainingNeed, Violation
from domain.improvement.raise_issue import Report, raise_issue
from domain.indicators.alert_state import AlertState, Level
from domain.training.course import CourseCategory
from domain.training.enrolment_state import EnrolmentState
from domain.training.find_needs import find_needs
from domain.training.follow_needs import follow_needs
from domain.training.need import NothingToLearn, OriginIsFixed, OtherCourse
from domain.training.need_state import NeedPriority, NeedSource, NeedState
from domain.training.need_workflow import DidNotTakePart, EffectNotSaid, NoSessionYet, OwnNeed
from domain.training.needs_of_results import needs_of_result
from domain.training.raise_needs import NeedDraft, raise_needs
from domain.training.tell_needs import remind_needs
from domain.workforce.violation import ViolationSeverity, ViolationStatus
from tests.domain.appraisal.reviewed import ANCHORS, Company
from tests.domain.training.taught import (
    NOW,
    TODAY,
    a_course,
    a_course_session,
    a_record,
    a_requirement,
    acting,
    an_enrolment,
    an_indicator,
)
from tests.factories import a_person, a_unit, a_user, added

PORTAL = machine("training_needs")


def found(session: Session) -> set[tuple[int, NeedSource]]:
    """Who needs something, and what showed it."""
    return {(need.person_id, need.source) for need in find_needs(session, PORTAL, TODAY)}


def a_draft(person_id: int, **facts: object) -> NeedDraft:
    return replace(NeedDraft(person_id=person_id, source=NeedSource.MANUAL, topic="合同审核"), **facts)  # type: ignore[arg-type]


def test_the_same_need_is_raised_once(session: Session, actor: Actor) -> None:
    person, course = a_person(session), a_course(session)
    draft = a_draft(person.id, course_id=course.id, source=NeedSource.ALERT, entity="Alert", entity_id=3)
    (need,) = raise_needs(session, actor, [draft, draft], TODAY)
    assert (need.due_on, need.unit_id) == (TODAY + timedelta(60), person.unit_id)
    assert raise_needs(session, actor, [draft], TODAY + timedelta(9)) == []
    other = replace(draft, source=NeedSource.FINDING, entity="Issue")
    assert raise_needs(session, actor, [other], TODAY) == []  # one training meets both
    need.workflow.take("decline", need, actor, NOW, "knows it")
    assert raise_needs(session, actor, [draft], TODAY) == []
    assert len(raise_needs(session, actor, [other], TODAY)) == 1


def test_a_need_says_what_is_to_be_learned(session: Session, actor: Actor) -> None:
    with pytest.raises(NothingToLearn):
        raise_needs(session, actor, [a_draft(a_person(session).id, topic=" ")], TODAY)


def test_needs_are_raised_only_where_one_answers_for_people(session: Session) -> None:
    unit, other = a_unit(session), a_unit(session)
    rater = acting(a_person(session), Permission.ASSESSMENTS_RATE, units=frozenset({unit.id}))
    assert raise_needs(session, rater, [a_draft(a_person(session, unit_id=unit.id).id)], TODAY)
    with pytest.raises(NotPermitted):
        raise_needs(session, rater, [a_draft(a_person(session, unit_id=other.id).id)], TODAY)
    reader = acting(a_person(session), Permission.TRAINING_READ)
    with pytest.raises(NotPermitted):
        raise_needs(session, reader, [a_draft(a_person(session).id)], TODAY)


def test_certificates_posts_and_failed_exams_show_needs(session: Session) -> None:
    course = a_course(session)
    a_requirement(session, course)
    never, ends, ended, failed, fine = (a_person(session) for _ in range(5))
    a_record(session, ends, course, valid_until=TODAY + timedelta(20))
    a_record(session, ended, course, valid_until=TODAY - timedelta(1))
    a_record(session, failed, course, completed_on=date(2025, 1, 1))
    a_record(session, fine, course)
    exam = a_course(session)
    a_record(session, failed, exam, passed=False)
    a_record(session, fine, exam, passed=False)
    a_record(session, fine, exam, completed_on=date(2026, 5, 9))
    assert found(session) == {
        (never.id, NeedSource.NEW_POST), (ends.id, NeedSource.EXPIRING_CERTIFICATE),
        (ended.id, NeedSource.EXPIRING_CERTIFICATE), (failed.id, NeedSource.FAILED_EXAM),
    }  # fmt: skip
    dues = dict(session.execute(select(TrainingNeed.person_id, TrainingNeed.due_on)).all())
    assert dues[ends.id] == TODAY + timedelta(20)
    assert found(session) == set()


def test_a_habit_of_breaking_a_rule_shows_a_need(session: Session) -> None:
    an_indicator(session, "K51")
    course = a_course(session, indicators="K51")
    twice, once, old = (a_person(session) for _ in range(3))
    days = ((twice, "2026-02-01"), (twice, "2026-03-01"), (once, "2026-03-01"), (old, "2024-01-01"),
            (old, "2024-02-01"))  # fmt: skip
    for number, (person, day) in enumerate(days):
        violation = Violation(
            number=f"V{number}", source_ref=f"V{number}", salesperson_id=person.id, rule="4.2",
            unit_id=person.unit_id, occurred_on=date.fromisoformat(day), severity=ViolationSeverity.MINOR,
            status=ViolationStatus.CONFIRMED, confirmed_on=date.fromisoformat(day), period=202601,
        )  # fmt: skip
        violation.check()
        added(session, violation)
    assert found(session) == {(twice.id, NeedSource.VIOLATION)}
    (need,) = session.scalars(select(TrainingNeed))
    assert (need.course_id, need.priority) == (course.id, NeedPriority.HIGH)


def test_red_alerts_findings_and_incidents_lead_to_the_linked_course(session: Session) -> None:
    indicator = an_indicator(session, "R11")
    a_course(session, indicators="R11, R11")
    a_course(session, category=CourseCategory.SECURITY)
    owner, curer, guard = (a_person(session, unit_id=a_unit(session).id) for _ in range(3))
    for level, who in ((Level.RED, owner), (Level.AMBER, guard)):
        alert = Alert(
            indicator_id=indicator.id, unit_id=who.unit_id, grain=Grain.MONTH, opened_period=202605,
            latest_period=202605, level=level, worst=level, owner_id=who.id, unanswered_since=NOW,
            state=AlertState.OPEN, state_since=NOW,
        )  # fmt: skip
        added(session, alert)
    reporter = acting(a_person(session))
    report = Report(unit_id=curer.unit_id, title="t", what="w", indicator_id=indicator.id)
    raise_issue(session, reporter, report, NOW).owner_id = curer.id
    incident = SecurityIncident(
        number="I1", source_ref="I1", title="t", unit_id=guard.unit_id, owner_id=guard.id,
        occurred_on=TODAY - timedelta(5), period=202606,
    )  # fmt: skip
    added(session, incident)
    assert found(session) == {
        (owner.id, NeedSource.ALERT), (curer.id, NeedSource.FINDING), (guard.id, NeedSource.INCIDENT),
    }  # fmt: skip


def test_scores_below_80_and_gaps_of_competence_show_needs() -> None:
    result = PublishedResult(
        5, 7, 1, 2, Decimal(70), "C", Decimal("0.6"),
        {"sales": Decimal(79), "cash": Decimal(80), "team": Decimal(40), "none": None}, {"team": 2},
    )  # fmt: skip
    lines = {"sales": ("销售达成", "K02"), "team": ("协作", "")}
    drafts = list(needs_of_result(result, lines, {"K02": [11, 12]}))
    assert [(one.course_id, one.topic, one.why) for one in drafts] == [
        (11, "销售达成", "销售达成: 79"), (12, "销售达成", "销售达成: 79"), (None, "协作", "协作: −2"),
    ]  # fmt: skip
    assert {(one.person_id, one.entity_id, one.priority) for one in drafts} == {(7, 5, NeedPriority.HIGH)}


def test_results_show_needs_once_they_are_published(session: Session) -> None:
    company = Company(session)
    an_indicator(session, "K02")
    course = a_course(session, indicators="K02")
    sales = {"key": "sales", "zh": "销售达成", "en": "Sales", "kind": "indicator", "source": "K02"}
    trust = {"key": "trust", "zh": "协作", "en": "Trust", "kind": "competency", "anchors": ANCHORS}
    part = {"key": "all", "zh": "全部", "en": "All", "weight": "100"}
    content = [part | {"items": [sales | {"weight": "50"}, trust | {"weight": "50"}]}]
    assessment = company.an_assessment(content=content)
    added(session, ItemScore(assessment_id=assessment.id, item_key="sales", score=Decimal(70)))
    rated = {"item_key": "trust", "by_id": company.ben.id, "role": RatingRole.MANAGER, "level": 2}
    added(session, Rating(assessment_id=assessment.id, **rated))
    company.a_result(assessment, 70)
    assert find_needs(session, PORTAL, TODAY) == []
    company.publish(assessment)
    made = find_needs(session, PORTAL, date(2026, 7, 8))
    assert {(need.course_id, need.topic) for need in made} == {(course.id, "销售达成"), (None, "协作")}
    assert {(need.person_id, need.source, need.priority) for need in made} == {
        (company.anna.id, NeedSource.ASSESSMENT, NeedPriority.HIGH)
    }
    assert find_needs(session, PORTAL, date(2026, 7, 9)) == []


def a_need(session: Session, actor: Actor) -> TrainingNeed:
    person, course = a_person(session), a_course(session, behaviour_weeks=8)
    return raise_needs(session, actor, [a_draft(person.id, course_id=course.id)], TODAY)[0]


def test_a_need_is_followed_from_the_place_to_the_effect(session: Session, actor: Actor) -> None:
    need = a_need(session, actor)
    session.refresh(need, ["person", "course"])
    assert need.course is not None
    assert follow_needs(session, PORTAL, NOW) == 0
    held = a_course_session(session, need.course)
    here = an_enrolment(session, need.person, held, state=EnrolmentState.CONFIRMED, invited_on=TODAY,
                        completed_on=None)  # fmt: skip
    assert follow_needs(session, PORTAL, NOW) == 1
    assert need.state.value == "scheduled"
    here.state = EnrolmentState.PRESENT
    session.flush()
    follow_needs(session, PORTAL, NOW)
    assert need.state.value == "delivered"
    a_record(session, need.person, need.course, completed_on=TODAY)
    follow_needs(session, PORTAL, NOW)
    assert (need.state, need.effect_due_on) == (NeedState.EFFECT_REVIEW, TODAY + timedelta(weeks=8))
    with pytest.raises(EffectNotSaid):
        need.workflow.take("close", need, actor, NOW)
    need.effect = "逾期率回到目标内"
    need.workflow.take("close", need, actor, NOW)
    assert not need.state.open


def test_nothing_is_noted_that_did_not_happen(session: Session, actor: Actor) -> None:
    need = a_need(session, actor)
    take = need.workflow.take
    with pytest.raises(NoSessionYet):
        take("schedule", need, actor, NOW)
    take("plan", need, actor, NOW)
    with pytest.raises(DidNotTakePart):
        take("note_delivered", need, actor, NOW)
    with pytest.raises(RuleBroken):
        take("note_learned", need, actor, NOW)
    with pytest.raises(NotPermitted):
        take("decline", need, acting(a_person(session), Permission.TRAINING_READ), NOW, "no")


def test_nobody_declines_what_they_are_to_learn_themselves(session: Session, actor: Actor) -> None:
    need = a_need(session, actor)
    session.refresh(need, ["person"])
    with pytest.raises(OwnNeed):
        need.workflow.take("decline", need, acting(need.person), NOW, "I know it")


def test_the_session_is_one_of_the_course_and_the_origin_stays(session: Session, actor: Actor) -> None:
    need = a_need(session, actor)
    need.course_session_id = a_course_session(session, a_course(session)).id
    with pytest.raises(OtherCourse):
        need.check()
    need.course_session_id = None
    with pytest.raises(OriginIsFixed):
        need.person_id = a_person(session).id


def test_a_need_is_seen_by_the_person_and_those_who_answer_for_them(session: Session, actor: Actor) -> None:
    need = a_need(session, actor)
    session.refresh(need, ["person"])
    elsewhere = frozenset({a_unit(session).id})
    readers = (
        acting(need.person, Permission.TRAINING_READ), acting(a_person(session), Permission.TRAINING_READ),
        acting(a_person(session), Permission.TRAINING_ADMINISTER),
        acting(a_person(session), Permission.ASSESSMENTS_RATE, units=elsewhere),
    )  # fmt: skip
    session.commit()
    seen = []
    for reader in readers:
        with reading(reader) as own:
            seen.append(len(own.scalars(select(TrainingNeed)).all()))
    assert seen == [1, 0, 1, 0]


def test_late_needs_and_ripe_effects_are_told_once(session: Session, actor: Actor) -> None:
    boss, hr = a_person(session), a_person(session)
    a_user(session, person_id=boss.id, role="sales")
    a_user(session, person_id=hr.id, role="hr")
    person = a_person(session, superior_id=boss.id)
    late, ripe = raise_needs(session, actor, [a_draft(person.id), a_draft(person.id, topic="谈判")], TODAY)
    ripe.state, ripe.effect_due_on = NeedState.EFFECT_REVIEW, TODAY
    session.flush()
    assert remind_needs(session, NOW) == 1  # to HR: what has changed?
    later = NOW + timedelta(61)
    assert remind_needs(session, later) == 2  # to HR and to the superior
    assert remind_needs(session, later) == 0
    assert late.overdue(TODAY + timedelta(61))
