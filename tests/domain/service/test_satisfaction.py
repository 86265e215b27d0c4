"""Satisfaction, recommendation, and drops that are more than chance."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.indicators.status import Status
from domain.service.survey_response import Opinion, SurveyResponse
from tests.domain.indicators.trading import computed, parts, shown
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

ANSWER: dict[str, Any] = {"survey": "2026Q1", "kind": "csat", "answered_on": "2026-02-10"}


def answers(session: Session, kind: str, scores: dict[str, int], on: str = "2026-02-10") -> None:
    """That many answers of each score."""
    given = [score for score, count in scores.items() for _ in range(count)]
    rows = [
        ANSWER | {"number": str(n), "survey": on, "kind": kind, "score": s, "answered_on": on}
        for n, s in enumerate(given)
    ]
    imported(session, "survey_response", rows)


@pytest.mark.parametrize(
    ("kind", "score", "scale", "opinion"),
    [
        ("满意度", "5", "", Opinion.SATISFIED), ("csat", "4", "", Opinion.SATISFIED),
        ("csat", "3", "", Opinion.UNSATISFIED), ("csat", "5", "7", Opinion.UNSATISFIED),
        ("csat", "6", "7", Opinion.SATISFIED), ("csat", "", "", None),
        ("nps", "10", "", Opinion.PROMOTER), ("nps", "9", "", Opinion.PROMOTER),
        ("NPS", "8", "", Opinion.PASSIVE), ("nps", "7", "", Opinion.PASSIVE),
        ("净推荐值", "6", "", Opinion.DETRACTOR), ("nps", "0", "", Opinion.DETRACTOR),
    ],
)  # fmt: skip
def test_a_score_says_what_the_customer_thinks(
    session: Session, kind: str, score: str, scale: str, opinion: Opinion | None
) -> None:
    row = ANSWER | {"number": "A", "kind": kind, "score": score, "scale": scale}
    imported(session, "survey_response", [row])
    found = session.query(SurveyResponse).one()
    assert found.verdict is opinion


@pytest.mark.parametrize(("kind", "score"), [("csat", "0"), ("csat", "6"), ("nps", "11"), ("nps", "-1")])
def test_scores_outside_the_scale_are_refused(session: Session, kind: str, score: str) -> None:
    plan = planned(session, "survey_response", [ANSWER | {"number": "A", "kind": kind, "score": score}])
    assert "lies outside" in why(plan)[2][0]


def test_one_answer_may_say_both(session: Session) -> None:
    rows = [ANSWER | {"number": "A", "score": "5"}, ANSWER | {"number": "A", "kind": "nps", "score": "5"}]
    imported(session, "survey_response", rows)
    assert of(session, SurveyResponse, "2026Q1|A|csat").verdict is Opinion.SATISFIED
    assert of(session, SurveyResponse, "2026Q1|A|nps").verdict is Opinion.DETRACTOR


def test_i01_satisfied_customers_are_those_of_the_two_best_answers(session: Session) -> None:
    answers(session, "csat", {"5": 20, "4": 12, "3": 5, "1": 3, "": 2})
    found = computed(session, "K21")["2026Q1"]
    assert (parts(found), shown(found.value), found.status) == (("32", "40"), "80", Status.AMBER)


def test_few_answers_get_no_colour_and_very_few_no_value(session: Session) -> None:
    answers(session, "csat", {"5": 29})
    assert computed(session, "K21")["2026Q1"].status is Status.UNRATED
    answers(session, "csat", {"5": 4}, "2026-05-10")
    assert computed(session, "K21")["2026Q2"].value is None


def test_promoters_less_detractors_over_half_a_year(session: Session) -> None:
    answers(session, "nps", {"10": 12, "8": 5, "3": 3}, "2025-10-10")
    answers(session, "nps", {"9": 10, "7": 5, "6": 5})
    found = computed(session, "K22")["2026Q1"]
    assert (parts(found), shown(found.value), found.status) == (("14", "40"), "35", Status.GREEN)


def test_a_drop_beyond_chance_is_shown_in_points(session: Session) -> None:
    answers(session, "csat", {"5": 90, "2": 10}, "2025-10-10")
    answers(session, "csat", {"5": 60, "2": 40})
    found = computed(session, "R37")["2026Q1"]
    assert (shown(found.value), found.status) == ("30", Status.RED)


def test_a_drop_within_chance_is_none(session: Session) -> None:
    answers(session, "csat", {"5": 90, "2": 10}, "2025-10-10")
    answers(session, "csat", {"5": 85, "2": 15})
    found = computed(session, "R37")["2026Q1"]
    assert (shown(found.value), found.status) == ("0", Status.GREEN)


@pytest.mark.parametrize(("before", "after"), [(29, 200), (200, 29)])
def test_a_drop_is_not_judged_by_few_answers(session: Session, before: int, after: int) -> None:
    answers(session, "csat", {"5": before}, "2025-10-10")
    answers(session, "csat", {"2": after})
    assert computed(session, "R37")["2026Q1"].value is None
