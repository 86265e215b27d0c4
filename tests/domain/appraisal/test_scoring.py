"""Scores come from figures and ratings, all people in one pass, with the way to the records behind each."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.amend_assessment import set_share
from domain.appraisal.cycle_state import Span
from domain.appraisal.define_scorecard import change_scorecard, define_scorecard, warnings
from domain.appraisal.grade import Gate, Grade
from domain.appraisal.known_sources import NoSuchFigure, NotOfAPerson
from domain.appraisal.override_score import drop_override, override_score
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.separation import AboutYourself, NotTheRater
from domain.appraisal.write_goals import NoSuchLine, Target, write_targets
from domain.core.errors import DomainError, Missing, NotPermitted, StepRefused
from domain.core.period import Grain, Period
from domain.core.permission import Permission, machine
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import records_behind
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus
from tests.domain.appraisal.appraising import FIGURES, NOW, PERSONAL, TODAY, Appraising, line, linear
from tests.domain.indicators.test_sales_figures import deals
from tests.domain.indicators.trading import invoice, refreshed
from tests.factories import added, numbers
from tests.statements import counted


def a_violation(session: Session, person: int, unit: int, **facts: Any) -> Violation:
    """A minor violation confirmed in March."""
    number = f"V{next(numbers)}"
    severity = facts.get("severity", ViolationSeverity.MINOR)
    confirmed = facts.get("confirmed_on", date(2026, 3, 20))
    defaults: dict[str, Any] = {
        "number": number, "source_ref": number, "unit_id": unit, "salesperson_id": person,
        "occurred_on": date(2026, 2, 1), "period": 202602, "severity": severity, "points": severity.points,
        "status": ViolationStatus.CONFIRMED, "confirmed_on": confirmed,
        "confirmed_period": confirmed.year * 100 + confirmed.month,
    }  # fmt: skip
    return added(session, Violation(**defaults | facts))


def violated(play: Appraising, of: str = "anna", **facts: Any) -> None:
    with unit_of_work(machine("test")) as session:
        a_violation(session, play.id(of), play.unit_id, **facts)


@pytest.fixture
def play(database: str) -> Appraising:
    """Anna's assessment has come to calibration; nothing is scored."""
    play = Appraising()
    play.to_ratings()
    play.to_calibration()
    return play


@pytest.fixture
def selling(database: str) -> Appraising:
    """Anna sold 150 a month and won 4 of 6 deals; Ben sold nothing."""
    play = Appraising(FIGURES)
    anna = play.id("anna")
    with unit_of_work(machine("test")) as session:
        for month in range(1, 8):
            invoice(session, f"2026-0{month}-05", f"2026-0{month}-25", 150, salesperson_id=anna)
        deals(session, "2026-02-05", 1, 1, salesperson_id=anna)
        deals(session, "2026-05-05", 3, 1, salesperson_id=anna)
        refreshed(session, TODAY, codes=("K01", "K06"))
    play.open()
    return play


@pytest.mark.furnished
def test_figures_of_a_half_year_become_scores(selling: Appraising) -> None:
    scored = selling.score()
    anna, ben = selling.scores("anna"), selling.scores("ben")
    assert (anna["sales"].value, anna["sales"].score) == (Decimal(900), Decimal(80))
    assert (anna["won"].numerator, anna["won"].denominator) == (Decimal(4), Decimal(6))
    assert anna["won"].score == Decimal(120)
    assert (ben["sales"].value, ben["sales"].score) == (Decimal(0), Decimal(0))
    assert (ben["won"].value, ben["won"].score) == (None, None)
    assert ben["won"].why is not None
    assert scored.scored + scored.without_score == len(selling.people)


@pytest.mark.furnished
def test_below_seventy_per_cent_there_is_no_score(selling: Appraising) -> None:
    selling.score()
    anna, ben = selling.result("anna"), selling.result("ben")
    # 0.36 x 80 + 0.24 x 120 + 0.20 x 100 over 0.80: the competency is not rated yet
    assert (anna.coverage, anna.score) == (Decimal("0.8"), Decimal(97))
    assert (ben.coverage, ben.score, ben.grade_id) == (Decimal("0.56"), None, None)


@pytest.mark.furnished
def test_a_score_leads_to_the_records_it_comes_from(selling: Appraising) -> None:
    selling.score()
    path = selling.scores("anna")["sales"].path
    assert path["asks"] == {
        "code": "K01", "unit": str(path["unit_id"]), "period": "2026-06", "records": "numerator",
        "by": "salesperson", "member": str(selling.id("anna")),
    }  # fmt: skip
    with reading(machine("test")) as session:
        wish = Wish("K01", path["unit_id"], by="salesperson", member=selling.id("anna"))
        quarters = [Period.of(month, Grain.QUARTER) for month in (path["first"], path["last"])]
        behind = [records_behind(session, machine("test"), wish, one, TODAY) for one in quarters]
    assert sum(one.total for one in behind) == selling.scores("anna")["sales"].value
    assert sum(one.count for one in behind) == path["rows"]


@pytest.mark.furnished
def test_an_agreed_target_and_absence_change_what_is_to_be_reached(selling: Appraising) -> None:
    with selling.acting("lead") as session:
        write_targets(session, selling.actor("lead"), selling.key("anna"), [Target("sales", Decimal(1500))])
    selling.score()
    assert selling.scores("anna")["sales"].score == Decimal(0)  # 900 < floor 1200
    with selling.acting("hr") as session:
        set_share(session, selling.actor("hr"), selling.key("anna"), Decimal("0.6"), "Parental leave", NOW)
    selling.score()
    sales = selling.scores("anna")["sales"]
    assert (sales.curve or {})["target"] == "900"
    assert sales.score == Decimal(100)
    assert selling.scores("anna")["won"].score == Decimal(120)  # a ratio is what it is


@pytest.mark.furnished
@pytest.mark.parametrize(("share", "rated"), [("0.5", True), ("0.4999", False)])
def test_who_was_away_for_more_than_half_is_not_rated(selling: Appraising, share: str, rated: bool) -> None:
    with selling.acting("hr") as session:
        set_share(session, selling.actor("hr"), selling.key("anna"), Decimal(share), "Long illness", NOW)
    selling.score()
    result = selling.result("anna")
    assert (result.score is not None) is rated
    if not rated:
        assert {one.score for one in selling.scores("anna").values()} == {None}
        assert result.grade_id is None


@pytest.mark.furnished
def test_thirty_people_cost_no_more_questions_than_two(selling: Appraising) -> None:
    with counted() as few:
        selling.score()
    with unit_of_work(machine("test")) as session:
        from tests.factories import a_person

        for _ in range(30):
            a_person(session, unit_id=selling.unit_id, superior_id=selling.id("lead"))
    selling.open()
    with counted() as many:
        selling.score()
    assert len(many) <= len(few) + 2


@pytest.mark.furnished
def test_a_scorecard_names_figures_that_exist_and_can_be_told_apart_by_person(database: str) -> None:
    play = Appraising()
    curve = linear("1", "2", "3")
    for source, refusal in (("K999", NoSuchFigure), ("K46", NotOfAPerson)):
        content = [{"key": "a", "zh": "甲", "en": "A", "weight": "100", "items": [
            line("x", "indicator", 100, source=source, curve=curve)]}]  # fmt: skip
        card = {"code": "other", "name_zh": "其他", "name_en": "Other", "content": content}
        with pytest.raises(refusal), play.acting("hr") as session:
            define_scorecard(session, play.actor("hr"), card)


def test_a_cycle_keeps_the_scorecard_it_began_with(play: Appraising) -> None:
    with play.acting("hr") as session:
        card = session.query(Scorecard).one()
        other = [PERSONAL[0] | {"weight": "30"}, PERSONAL[1] | {"weight": "70"}]
        change_scorecard(session, play.actor("hr"), card.id, {"content": other})
        assert [str(one.facts["count"]) for one in warnings(card)] == ["1"]
    play.score()
    assert play.result().score == Decimal(94)


def test_the_second_managers_level_counts_before_the_first(database: str) -> None:
    play = Appraising()
    play.to_ratings()
    play.rate_self("anna")
    play.rate("anna")
    play.score()
    before = play.result().score
    play.rate("anna", "head", "confirm_rating", trust=5)
    assert play.scores()["trust"].value == Decimal(5)
    assert play.result().score == (before or 0) + Decimal("0.3") * 40


def test_goals_are_weighed_among_themselves(play: Appraising) -> None:
    play.score()
    own = play.scores()["own"]
    assert (own.computed_score, own.path["levels"]) == (Decimal(100), {"own.1": 4})


@pytest.mark.parametrize(
    ("facts", "gate", "code"),
    [
        ({"severity": ViolationSeverity.MAJOR}, Gate.MAJOR_VIOLATION, "C"),
        ({"severity": ViolationSeverity.MINOR, "is_fraud": True}, Gate.PROVEN_FRAUD, "D"),
        ({"severity": ViolationSeverity.MODERATE}, None, "B"),
        ({"severity": ViolationSeverity.MAJOR, "confirmed_on": date(2025, 12, 31)}, None, "B"),
        ({"severity": ViolationSeverity.MAJOR, "confirmed_on": date(2026, 7, 1)}, None, "B"),
        ({"severity": ViolationSeverity.MAJOR, "status": ViolationStatus.PENDING}, None, "B"),
    ],
)
def test_f05_only_what_was_confirmed_in_the_period_caps_the_grade(
    play: Appraising, facts: dict[str, Any], gate: Gate | None, code: str
) -> None:
    violated(play, **facts)
    play.score()
    result = play.result()
    with reading(machine("test")) as session:
        grade = session.get_one(Grade, result.grade_id)
        by_score = session.get_one(Grade, result.grade_by_score_id)
    assert (grade.code, result.gate) == (code, gate)
    assert by_score.code == "B"


def test_k51_points_of_confirmed_violations_are_deducted(play: Appraising) -> None:
    for severity in (ViolationSeverity.MINOR, ViolationSeverity.MODERATE):
        violated(play, severity=severity)
    violated(play, "ben", severity=ViolationSeverity.MAJOR)
    play.score()
    found = play.scores()["violations"]
    assert (found.value, found.score) == (Decimal(7), Decimal(93))
    assert found.path["count"] == 2


def test_an_override_counts_stays_marked_and_survives_scoring_again(play: Appraising) -> None:
    violated(play, severity=ViolationSeverity.MAJOR)
    play.score()
    with play.acting("hr") as session:
        override_score(
            session, play.actor("hr"), play.key("anna"), "violations", Decimal(95), "Withdrawn by court",
            "Ruling 12/2026", NOW,
        )  # fmt: skip
    for _ in range(2):
        found = play.scores()["violations"]
        assert (found.computed_score, found.score, found.is_overridden) == (Decimal(80), Decimal(95), True)
        assert (found.override_reason, found.override_evidence) == ("Withdrawn by court", "Ruling 12/2026")
        assert found.overridden_by_id == play.id("hr")
        assert play.result().composite == Decimal(92)
        play.score()
    with play.acting("hr") as session:
        drop_override(session, play.actor("hr"), play.key("anna"), "violations", "Appeal lost", NOW)
    assert (play.scores()["violations"].score, play.scores()["violations"].is_overridden) == (
        Decimal(80),
        False,
    )


@pytest.mark.parametrize(
    ("who", "key", "score", "reason", "evidence", "refusal"),
    [
        ("anna", "violations", "95", "Why", "Proof", AboutYourself),
        ("lead", "violations", "95", "Why", "Proof", NotTheRater),
        ("hr", "violations", "95", " ", "Proof", Missing),
        ("hr", "violations", "95", "Why", "", Missing),
        ("hr", "violations", "121", "Why", "Proof", DomainError),
        ("hr", "violations", "-1", "Why", "Proof", DomainError),
        ("hr", "trust", "95", "Why", "Proof", NoSuchLine),
        ("hr", "nothing", "95", "Why", "Proof", NoSuchLine),
    ],
)
def test_an_override_needs_the_right_person_evidence_and_a_reason(
    play: Appraising, who: str, key: str, score: str, reason: str, evidence: str, refusal: type[DomainError]
) -> None:
    play.score()
    one, rights = play.key("anna"), (Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    actor = play.actor(who, *rights) if who == "lead" else play.actor(who)
    with pytest.raises(refusal), unit_of_work(actor) as session:
        override_score(session, actor, one, key, Decimal(score), reason, evidence, NOW)


def test_only_hr_scores_and_only_while_the_cycle_runs(database: str) -> None:
    play = Appraising()
    with pytest.raises(StepRefused):
        play.score()
    plain = play.actor("lead", Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    from domain.appraisal.cycle import AppraisalCycle
    from domain.appraisal.score_cycle import score_cycle

    with reading(plain) as session, pytest.raises(NotPermitted):
        score_cycle(session, plain, session.get_one(AppraisalCycle, play.cycle_id), TODAY)


def test_scoring_twice_writes_nothing_the_second_time(play: Appraising) -> None:
    first = play.score()
    assert first.written > 0
    assert play.score().written == 0


def test_somebody_who_joined_in_the_middle_counts_by_days(database: str) -> None:
    play = Appraising(span=Span.QUARTER, first_on=date(2026, 4, 1), last_on=date(2026, 6, 30))
    with unit_of_work(machine("test")) as session:
        session.merge(play.people["ben"]).joined_on = date(2026, 5, 1)
    shares = {one.person_id: one.share_of_period for one in play.open().made}
    assert shares[play.id("ben")] == Decimal("0.6703")  # 61 of 91 days
    assert shares[play.id("anna")] == 1


def test_a_rater_overrides_only_while_it_is_their_turn(database: str) -> None:
    play = Appraising()
    play.to_ratings()
    play.rate_self("anna")
    play.score()
    rights = (Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    lead, head, key = play.actor("lead", *rights), play.actor("head", *rights), play.key("anna")
    with unit_of_work(lead) as session:
        override_score(session, lead, key, "violations", Decimal(90), "Warned orally", "Note 7", NOW)
    with pytest.raises(NotTheRater), unit_of_work(head) as session:
        override_score(session, head, key, "violations", Decimal(80), "Stricter", "Note 8", NOW)
    play.rate("anna")
    with pytest.raises(NotTheRater), unit_of_work(lead) as session:
        override_score(session, lead, key, "violations", Decimal(100), "After all", "Note 9", NOW)
    assert play.scores()["violations"].overridden_by_id == play.id("lead")
