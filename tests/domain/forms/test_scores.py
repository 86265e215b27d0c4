"""Scores of forms: weighted, exact, fair to whom a question does not apply."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forms.content import AskedTwice, Content, FormKind, FormSection, NothingAsked, WeightsOff
from domain.forms.question import NoOptions, Option, Question, QuestionKind, ScaleOutOfOrder
from domain.forms.score import score

YES, SCALE, CHOICE = QuestionKind.YES_NO, QuestionKind.SCALE, QuestionKind.CHOICE


def a_question(key: str, kind: QuestionKind = YES, weight: int = 0, **more: Any) -> Question:
    return Question(key=key, text_zh=key, text_en=key, kind=kind, weight=Decimal(weight), **more)


def a_form(*questions: Question, weight: int = 100) -> Content:
    return Content((FormSection("节", "Section", questions, Decimal(weight)),))


TWO = Content(
    (
        FormSection(
            "守规", "Compliance", (a_question("a", YES, 60), a_question("b", SCALE, 40)), Decimal(70)
        ),
        FormSection("业绩", "Results", (a_question("c", SCALE, 100),), Decimal(30)),
    )
)


def test_a_score_is_the_weighted_mean_of_sections_and_questions() -> None:
    # Compliance has six tenths of 100 and four of 50, so 80; seven tenths of that and three of 75.
    found = score(TWO, {"a": "yes", "b": 3, "c": 4})
    assert found.sections == [Decimal("80.00"), Decimal("75.00")]
    assert found.total == Decimal("78.50")


def test_what_does_not_apply_leaves_the_score_to_the_others() -> None:
    assert score(TWO, {"a": "na", "b": 3, "c": 4}).total == Decimal("57.50")
    assert score(TWO, {"c": 4}).total == Decimal("75.00")
    assert score(TWO, {}).total is None


def test_an_option_is_worth_its_points() -> None:
    options = (Option("good", "好", "Good", Decimal(90)), Option("bad", "差", "Bad", Decimal(10)))
    form = a_form(a_question("q", CHOICE, 100, options=options))
    assert score(form, {"q": "good"}).total == Decimal(90)


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 5)), min_size=1, max_size=8),
    st.data(),
)
def test_a_score_lies_between_the_worst_and_the_best_answer(
    asked: list[tuple[int, int]], data: st.DataObject
) -> None:
    questions = tuple(a_question(f"q{at}", SCALE, weight) for at, (weight, _) in enumerate(asked))
    answers: dict[str, Any] = {f"q{at}": step for at, (_, step) in enumerate(asked)}
    if data.draw(st.booleans()):
        answers["q0"] = "na"
    points = [Decimal(25) * (step - 1) for step in answers.values() if step != "na"]
    total = score(a_form(*questions), answers).total
    assert (total is None) == (not points)
    if total is not None:
        assert min(points) <= total <= max(points)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (Content(()), NothingAsked),
        (a_form(a_question("a", YES, 50), a_question("a", YES, 50)), AskedTwice),
        (a_form(a_question("a", YES, 99)), WeightsOff),
        (a_form(a_question("a", YES, 100), weight=90), WeightsOff),
        (a_form(a_question("a", SCALE, 100, lowest=5, highest=5)), ScaleOutOfOrder),
        (a_form(a_question("a", CHOICE, 100, options=(Option("x", "x", "x"),))), NoOptions),
    ],
)
def test_a_scorecard_nobody_could_score_is_refused(content: Content, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        content.check(FormKind.SCORECARD)


def test_a_checklist_needs_no_weights() -> None:
    a_form(a_question("a"), a_question("b")).check(FormKind.CHECKLIST)


def test_content_comes_back_from_json_as_it_was() -> None:
    assert Content.of(TWO.plain()) == TWO
