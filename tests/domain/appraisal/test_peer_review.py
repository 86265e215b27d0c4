"""360: colleagues are asked; nobody can tell who said what."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.answer_review import (
    AnsweredOnce,
    LevelsMissing,
    NotAskedOfYou,
    answer_review,
    decline_review,
)
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem, LevelOff
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.close_reviews import close_reviews
from domain.appraisal.invite_reviewers import (
    AskingIsOver,
    ManagerIsKnown,
    NotAboutOneself,
    NotYoursToAsk,
    invite_reviewers,
)
from domain.appraisal.peer_comment import PeerComment
from domain.appraisal.peer_results import StillAsking, peer_results, peer_scores
from domain.appraisal.peer_review import PeerReview, PeerReviewStatus
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.peer_tally import PeerTally
from domain.appraisal.separation import AboutYourself
from domain.core.errors import NotFound, NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Permission, machine
from domain.organisation.person import Person
from tests.domain.appraisal.reviewed import NOW, TODAY, Company

HR, RATE = Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_RATE
PEER, SUBORDINATE, MANAGER = RaterGroup.PEER, RaterGroup.SUBORDINATE, RaterGroup.MANAGER
AFTER = TODAY + timedelta(days=2)


@pytest.fixture
def company(session: Session) -> Company:
    return Company(session)


def _asked(company: Company, assessment: Assessment, *groups: RaterGroup) -> list[PeerReview]:
    asked = {
        company.ben.id if group is MANAGER else company.person(f"colleague {at}").id: group
        for at, group in enumerate(groups)
    }
    return invite_reviewers(company.session, company.acting(company.ben, RATE), assessment, asked, NOW)


def _answered(
    company: Company, reviews: list[PeerReview], levels: list[tuple[int, int]], word: str = ""
) -> None:
    for review, (trust, speech) in zip(reviews, levels, strict=True):
        actor = Actor(name="colleague", person_id=review.rater_id)
        answer_review(company.session, actor, review, {"trust": trust, "speech": speech}, word, TODAY)


def test_results_are_weighted_over_groups_large_enough_to_hide_in(company: Company) -> None:
    assessment = company.an_assessment()
    reviews = _asked(company, assessment, MANAGER, PEER, PEER, PEER, SUBORDINATE, SUBORDINATE)
    _answered(company, reviews, [(5, 5), (4, 2), (4, 2), (4, 3), (1, 1), (1, 1)], "Thinks first")
    company.session.add(AssessmentItem(assessment_id=assessment.id, key="trust", self_level=5))
    found = peer_results(company.session, company.acting(company.ben, RATE), assessment, AFTER)
    peers = Decimal(20) * Decimal(19) / Decimal(6)
    assert dict(found.groups) == {MANAGER: 100, PEER: pytest.approx(peers)}
    assert found.score is not None
    assert round(found.score, 8) == round((50 * 100 + 20 * peers) / 70, 8)
    assert round(found.levels["trust"], 8) == round(Decimal(5 * 50 + 4 * 20) / 70, 8)
    assert dict(found.own_levels) == {"trust": 5}
    assert found.comments == ("Thinks first",) * 4
    assert (found.asked, found.answered) == (6, 6)
    assert peer_scores(company.session, [assessment.id], AFTER) == {assessment.id: found.score}


def test_four_answers_show_nothing_at_all(company: Company) -> None:
    assessment = company.an_assessment()
    reviews = _asked(company, assessment, PEER, PEER, PEER, PEER, PEER)
    _answered(company, reviews[:4], [(5, 5)] * 4, "A word")
    found = peer_results(company.session, company.acting(company.dora, HR), assessment, AFTER)
    assert found.is_hidden
    assert (found.score, found.comments, dict(found.levels)) == (None, (), {})
    assert peer_scores(company.session, [assessment.id], AFTER) == {}


def test_nobody_finds_an_answer_not_even_hr_the_manager_or_its_author(company: Company) -> None:
    reviews = _asked(company, company.an_assessment(), PEER)
    _answered(company, reviews, [(2, 2)], "Never listens")
    author = company.session.get_one(Person, reviews[0].rater_id)
    company.session.commit()
    for person in (company.anna, company.ben, company.dora, author):
        with reading(company.acting(person, *Permission)) as session:
            assert session.scalars(select(PeerTally)).all() == []
            assert session.scalars(select(PeerTally.total)).all() == []
            assert session.scalars(select(PeerComment)).all() == []


def test_the_person_does_not_even_see_who_was_asked(company: Company) -> None:
    _asked(company, company.an_assessment(), PEER)
    company.session.commit()
    for person, seen in ((company.anna, 0), (company.dora, 1), (company.ben, 1), (company.emil, 0)):
        permissions = (HR,) if person in (company.anna, company.dora) else ()
        with reading(company.acting(person, *permissions)) as session:
            assert len(session.scalars(select(PeerReview)).all()) == seen, person.name


def test_the_journal_tells_neither_an_answer_nor_about_whom_it_was(company: Company) -> None:
    reviews = _asked(company, company.an_assessment(), PEER)
    _answered(company, reviews, [(2, 3)], "Never listens")
    company.session.commit()
    with reading(machine("test")) as session:
        lines = session.scalars(select(JournalEntry)).all()
    about = [line for line in lines if line.entity.startswith("Peer")]
    assert [line.entity for line in about] == ["PeerReview"] * 2
    assert about[0].changes["person_id"] == about[0].changes["rater_id"] == ["***", "***"]
    assert about[1].changes == {"status": ["invited", "answered"]}
    everything = json.dumps([line.changes for line in lines])
    assert "Never listens" not in everything


def test_answers_carry_no_author_and_no_time() -> None:
    for kind in (PeerTally, PeerComment):
        columns = set(kind.__table__.columns.keys())
        assert columns <= {"id", "assessment_id", "rater_group", "item_key", "answers", "total", "text"}


def test_results_wait_until_nobody_can_answer_any_more(company: Company) -> None:
    assessment = company.an_assessment()
    reviews = _asked(company, assessment, *[PEER] * 6)
    _answered(company, reviews[:5], [(3, 3)] * 5)
    hr = company.acting(company.dora, HR)
    with pytest.raises(StillAsking):
        peer_results(company.session, hr, assessment, TODAY)
    assert peer_scores(company.session, [assessment.id], TODAY) == {}
    close_reviews(company.session, hr, assessment, TODAY)
    assert peer_results(company.session, hr, assessment, TODAY).score == 60
    with pytest.raises(AskingIsOver):
        _answered(company, reviews[5:], [(1, 1)])
    with pytest.raises(AskingIsOver):
        _asked(company, assessment, PEER)


def test_after_the_last_day_nobody_is_asked_and_nobody_answers(company: Company) -> None:
    assessment = company.an_assessment()
    (review,) = _asked(company, assessment, PEER)
    actor = Actor(name="colleague", person_id=review.rater_id)
    with pytest.raises(AskingIsOver):
        answer_review(company.session, actor, review, {"trust": 3, "speech": 3}, "", AFTER)
    with pytest.raises(AskingIsOver):
        invite_reviewers(
            company.session, company.acting(company.dora, HR), assessment, {company.emil.id: PEER},
            NOW + timedelta(days=2),
        )  # fmt: skip


def test_the_person_sees_the_results_once_published_and_strangers_never(company: Company) -> None:
    assessment = company.an_assessment()
    _answered(company, _asked(company, assessment, *[PEER] * 5), [(3, 4)] * 5)
    as_anna = company.acting(company.anna, HR)
    with pytest.raises(NotFound):
        peer_results(company.session, as_anna, assessment, AFTER)
    with pytest.raises(NotFound):
        peer_results(company.session, company.acting(company.emil), assessment, AFTER)
    assessment.published_at = NOW
    assert peer_results(company.session, as_anna, assessment, AFTER).score == 70


def test_only_whoever_was_asked_answers_and_only_once(company: Company) -> None:
    reviews = _asked(company, company.an_assessment(), PEER)
    answer = {"trust": 3, "speech": 4}
    with pytest.raises(NotAskedOfYou):
        answer_review(company.session, company.acting(company.dora, HR), reviews[0], answer, "", TODAY)
    _answered(company, reviews, [(3, 4)])
    with pytest.raises(AnsweredOnce):
        _answered(company, reviews, [(1, 1)])
    table = PeerTally.__table__.c
    assert company.session.execute(select(table.answers, table.total).order_by(table.item_key)).all() == [
        (1, 4), (1, 3),
    ]  # fmt: skip


def test_an_answer_is_whole_and_on_the_scale(company: Company) -> None:
    (review,) = _asked(company, company.an_assessment(), PEER)
    actor = Actor(name="colleague", person_id=review.rater_id)
    with pytest.raises(LevelsMissing):
        answer_review(company.session, actor, review, {"trust": 3}, "", TODAY)
    with pytest.raises(LevelOff):
        answer_review(company.session, actor, review, {"trust": 3, "speech": 6}, "", TODAY)


def test_whoever_declined_may_still_think_better_of_it(company: Company) -> None:
    (review,) = _asked(company, company.an_assessment(), PEER)
    decline_review(company.session, Actor(name="colleague", person_id=review.rater_id), review, TODAY)
    assert review.status is PeerReviewStatus.DECLINED
    _answered(company, [review], [(3, 3)])
    assert PeerReviewStatus(review.status) is PeerReviewStatus.ANSWERED


def test_only_the_rater_and_hr_ask_and_never_about_themselves(company: Company) -> None:
    assessment = company.an_assessment()
    asked = {company.emil.id: PEER}
    with pytest.raises(NotYoursToAsk):
        invite_reviewers(company.session, company.acting(company.emil, RATE), assessment, asked, NOW)
    with pytest.raises(AboutYourself):
        invite_reviewers(company.session, company.acting(company.anna, HR), assessment, asked, NOW)
    made = invite_reviewers(company.session, company.acting(company.dora, HR), assessment, asked, NOW)
    again = invite_reviewers(company.session, company.acting(company.ben, RATE), assessment, asked, NOW)
    assert (len(made), again) == (1, [])
    with pytest.raises(NotPermitted):
        close_reviews(company.session, company.acting(company.ben, RATE), assessment, TODAY)


def test_the_self_assessment_and_a_second_manager_are_no_part_of_a_360(company: Company) -> None:
    assessment = company.an_assessment()
    hr = company.acting(company.dora, HR)
    with pytest.raises(NotAboutOneself):
        invite_reviewers(company.session, hr, assessment, {company.anna.id: PEER}, NOW)
    with pytest.raises(ManagerIsKnown):
        invite_reviewers(company.session, hr, assessment, {company.emil.id: MANAGER}, NOW)
    with pytest.raises(ManagerIsKnown):
        invite_reviewers(company.session, hr, assessment, {company.ben.id: PEER}, NOW)


def test_deciders_look_at_a_360_only_when_the_result_is_contested(company: Company) -> None:
    assessment = company.an_assessment()
    decider = company.acting(company.emil, Permission.ASSESSMENTS_DECIDE)
    with pytest.raises(NotFound):
        peer_results(company.session, decider, assessment, AFTER)
    contested = company.an_assessment(company.person("finn"), state=AssessmentState.APPEALED)
    assert peer_results(company.session, decider, contested, AFTER).is_hidden
