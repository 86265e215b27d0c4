"""Nobody sees what is said about them before it is published; nobody changes it afterwards."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.bulk import table_of
from db.unit_of_work import reading, unit_of_work
from domain.appraisal.amend_assessment import name_raters, set_share
from domain.appraisal.assessment import Assessment, PublishedIsFixed
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.item_score import ItemScore
from domain.appraisal.judgement import Frozen
from domain.appraisal.override_score import override_score
from domain.appraisal.published import published_results
from domain.appraisal.rate import Level, rate
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.result import AssessmentResult
from domain.appraisal.seal import verify_frozen
from domain.core.errors import NotFound, StepRefused
from domain.core.journal import JournalEntry
from domain.core.permission import Permission, machine
from tests.domain.appraisal.appraising import NOW, TODAY, Appraising

HIDDEN = (Rating, ItemScore, AssessmentResult)
ADMINISTER, CALIBRATE = Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_CALIBRATE


@pytest.fixture
def play(database: str) -> Appraising:
    """Anna's assessment lies with HR."""
    play = Appraising()
    play.to_hr()
    return play


def counts(session: Session) -> dict[str, int]:
    """How many rows of each kind somebody's count says there are."""
    return {kind.__name__: session.scalar(select(func.count()).select_from(kind)) or 0 for kind in HIDDEN}


def test_the_person_sees_goals_and_state_but_no_rating_whatever_they_may(play: Appraising) -> None:
    with play.looking("anna") as session:  # she holds every permission of assessments, HR's too
        mine = AssessmentItem.assessment_id == play.key("anna")
        assert session.scalars(select(Assessment.state).where(Assessment.person_id == play.id("anna"))).one()
        assert session.scalars(select(AssessmentItem).where(mine)).all()
        for kind in HIDDEN:
            own = getattr(kind, "assessment_id") == play.key("anna")  # noqa: B009
            assert session.scalars(select(kind).where(own)).all() == []
        assert published_results(session, play.cycle_id) == []
        lines = select(func.count()).select_from(JournalEntry).where(JournalEntry.entity == "Rating")
        assert session.scalar(lines) == 0


def test_a_plain_salesperson_sees_nobody_elses_assessment(play: Appraising) -> None:
    with play.looking("ben", Permission.ASSESSMENTS_READ) as session:
        assert session.scalars(select(Assessment.person_id)).all() == [play.id("ben")]
        assert set(counts(session).values()) == {0}


@pytest.mark.parametrize("who", ["lead", "head"])
def test_raters_see_what_is_said_about_their_people(play: Appraising, who: str) -> None:
    with play.looking(who, Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE) as session:
        assert counts(session)["Rating"] == 2
        result = session.scalars(
            select(AssessmentResult.person_id).where(AssessmentResult.person_id == play.id("anna"))
        ).all()
        assert result == [play.id("anna")]
        own = session.scalars(select(AssessmentResult).where(AssessmentResult.person_id == play.id(who)))
        assert own.all() == []


def test_hr_sees_all_but_their_own(play: Appraising) -> None:
    with play.looking("hr", Permission.ASSESSMENTS_READ, ADMINISTER) as session:
        people = set(session.scalars(select(AssessmentResult.person_id)))
    assert people == {play.id(name) for name in play.people} - {play.id("hr")}


def test_those_who_calibrate_see_ratings_only_once_they_are_complete(play: Appraising) -> None:
    with play.looking("gm", Permission.ASSESSMENTS_READ, CALIBRATE) as session:
        seen = set(session.scalars(select(AssessmentResult.person_id)))
    assert play.id("anna") in seen
    assert play.id("ben") not in seen  # still at his goals


def test_somebody_elses_line_is_not_found_by_its_number(play: Appraising) -> None:
    with reading(machine("test")) as session:
        key = session.scalars(select(Rating.id)).first()
    with play.looking("anna") as session:
        assert session.get(Rating, key) is None
    plain = play.actor("ben", Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    with pytest.raises(NotFound), unit_of_work(plain) as session:
        rate(session, plain, play.key("anna"), {"trust": Level(1)}, TODAY)


def test_publication_opens_everything_to_the_person(play: Appraising) -> None:
    play.publish()
    with play.looking("anna", Permission.ASSESSMENTS_READ) as session:
        assert counts(session) == {"Rating": 2, "ItemScore": 3, "AssessmentResult": 1}
        (found,) = published_results(session, play.cycle_id)
    assert (found.person_id, found.score, found.grade_code, found.coefficient) == (
        play.id("anna"), Decimal(94), "B", Decimal(1),
    )  # fmt: skip
    assert found.item_scores == {"violations": Decimal(100), "trust": Decimal(80), "own": Decimal(100)}
    assert found.gaps == {}


def test_a_level_below_the_expected_one_is_a_gap(database: str) -> None:
    play = Appraising()
    play.to_ratings()
    play.rate_self("anna")
    with play.acting("lead") as session:
        given = play.levels({"trust": 1, "own.1": 3})
        rate(session, play.actor("lead"), play.key("anna"), given, TODAY)
    play.take("lead", "submit_rating", "anna")
    play.take("head", "confirm_rating", "anna")
    play.score()
    play.move("start_calibration")
    play.take("gm", "finish_calibration", "anna")
    play.publish()
    with play.looking("hr") as session:
        (found,) = published_results(session, play.cycle_id)
    assert found.gaps == {"trust": 2}


def test_what_is_published_carries_a_hash_that_tells_of_any_change(play: Appraising) -> None:
    play.publish()
    key = play.key("anna")
    assert len(play.result().hash) == 64
    for kind, values in (
        (Rating, {"level": 5}), (ItemScore, {"score": Decimal(120)}), (AssessmentItem, {"goal": "Less"}),
        (AssessmentResult, {"adjustment": Decimal(5)}),
    ):  # fmt: skip
        t = table_of(kind)
        with unit_of_work(machine("test")) as session:
            assert verify_frozen(session, [key]) == []
            session.execute(update(t).where(t.c.assessment_id == key).values(values))
            assert verify_frozen(session, [key]) == [key]
            session.rollback()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Rating, {"level": 5}),
        (ItemScore, {"override_score": Decimal(120)}),
        (AssessmentResult, {"score": Decimal(120)}),
        (AssessmentItem, {"goal": "Less"}),
    ],
)
def test_nothing_published_can_be_changed_added_or_removed(
    play: Appraising, kind: Any, change: dict[str, Any]
) -> None:
    play.publish()
    key = play.key("anna")
    with unit_of_work(machine("test")) as session:
        row = session.scalars(select(kind).where(kind.assessment_id == key)).first()
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(Frozen):
            session.flush()
        session.rollback()
    with unit_of_work(machine("test")) as session:
        session.delete(session.scalars(select(kind).where(kind.assessment_id == key)).first())
        with pytest.raises(Frozen):
            session.flush()
        session.rollback()


def test_a_rating_is_not_slipped_in_after_publication(play: Appraising) -> None:
    play.publish()
    late = Rating(
        assessment_id=play.key("anna"), item_key="trust", by_id=play.id("lead"), level=5,
        role=RatingRole.CALIBRATED,
    )  # fmt: skip
    with unit_of_work(machine("test")) as session:
        session.add(late)
        with pytest.raises(Frozen):
            session.flush()
        session.rollback()


def test_a_published_assessment_keeps_its_raters_and_its_content(play: Appraising) -> None:
    play.publish()
    with reading(machine("test")) as session:
        one = session.get_one(Assessment, play.key("anna"))
        for name, value in (("content", []), ("rater_id", 1), ("share_of_period", 1), ("published_at", NOW)):
            if getattr(one, name) != value:
                with pytest.raises(PublishedIsFixed):
                    setattr(one, name, value)


def test_no_verb_touches_what_is_published(play: Appraising) -> None:
    play.publish()
    key, hr = play.key("anna"), play.actor("hr")
    before = play.result().hash
    with play.acting("hr") as session:
        for act in (
            lambda: override_score(session, hr, key, "violations", Decimal(120), "Typo", "Mail", NOW),
            lambda: set_share(session, hr, key, Decimal("0.9"), "Leave", NOW),
            lambda: name_raters(session, hr, key, play.id("gm"), None, "Moved"),
        ):
            with pytest.raises(StepRefused):
                act()
    with play.acting("lead") as session, pytest.raises(StepRefused):
        rate(session, play.actor("lead"), key, {"trust": Level(5)}, TODAY)
    play.score()
    assert play.result().hash == before
    with reading(machine("test")) as session:
        assert verify_frozen(session, [key]) == []


def test_what_raters_told_each_other_stays_among_them_until_publication(play: Appraising) -> None:
    play.take("hr", "calibrate_again", "anna", "Trust is rated far too high")
    play.take("gm", "finish_calibration", "anna")

    def reasons(who: str) -> set[str]:
        with play.looking(who) as session:
            lines = select(JournalEntry.reason).where(
                JournalEntry.entity == "Assessment", JournalEntry.entity_id == play.key("anna")
            )
            return set(session.scalars(lines)) - {""}

    assert reasons("anna") == set()
    assert reasons("lead") == {"Trust is rated far too high"}
    play.publish()
    assert reasons("anna") == {"Trust is rated far too high"}
