"""Scorecards, grades and cycles that could not work are refused."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.advance import NoSuchPhase, move_calendar
from domain.appraisal.composite import ScaleWrong, scale_of
from domain.appraisal.content import KeyTwice, NothingAssessed, ScorecardContent, WeightsOff
from domain.appraisal.curve import PointsOutOfOrder, TargetIsZero
from domain.appraisal.cycle import NoShare, PeriodOff, PhasesOutOfOrder
from domain.appraisal.cycle_state import Span
from domain.appraisal.define_grade import change_grades, define_grade
from domain.appraisal.define_scorecard import define_scorecard
from domain.appraisal.grade import Grade, OutOfScale
from domain.appraisal.known_sources import NoSuchFigure, NoSuchGrade
from domain.appraisal.model_scorecards import MODELS, Model
from domain.appraisal.open_cycle import prepare_cycle
from domain.appraisal.scorecard_item import AnchorsMissing, FigureUnnamed
from domain.appraisal.shipped_grades import SHIPPED_GRADES, install_grades
from domain.core.code_list import NotAKey
from domain.core.errors import DomainError, Missing, NotPermitted, ReasonNeeded
from domain.core.permission import Actor, Permission
from tests.domain.appraisal.appraising import NOW, PERSONAL, Appraising, linear
from tests.factories import an_actor, the_root

pytestmark = pytest.mark.sqlite_only
Change = Callable[[list[dict[str, Any]]], None]
VIOLATIONS, TRUST, OWN = (0, 0), (1, 0), (1, 1)


def set_(place: tuple[int, int], **facts: Any) -> Change:
    """Write something else into a line."""

    def change(content: list[dict[str, Any]]) -> None:
        content[place[0]]["items"][place[1]] |= facts

    return change


def weigh(*weights: str) -> Change:
    """Other weights of the dimensions."""

    def change(content: list[dict[str, Any]]) -> None:
        for dimension, weight in zip(content, weights, strict=True):
            dimension["weight"] = weight

    return change


REFUSED: list[tuple[Change, type[DomainError]]] = [
    (lambda content: content.clear(), NothingAssessed),
    (weigh("40", "59"), WeightsOff),
    (weigh("100", "0"), WeightsOff),
    (weigh("140", "-40"), WeightsOff),
    (set_(TRUST, weight="49"), WeightsOff),
    (set_(OWN, key="trust"), KeyTwice),
    (set_(OWN, key="Own goals"), NotAKey),
    (set_(OWN, key="own.1"), NotAKey),
    (set_(OWN, zh=" "), Missing),
    (set_(TRUST, anchors=[]), AnchorsMissing),
    (set_(TRUST, anchors=[["好", "Good"]] * 4), AnchorsMissing),
    (set_(VIOLATIONS, source=""), FigureUnnamed),
    (set_(VIOLATIONS, curve=None), FigureUnnamed),
    (set_(VIOLATIONS, source="good_looks"), NoSuchFigure),
    (set_(VIOLATIONS, curve=linear("1", "1", "2")), PointsOutOfOrder),
    (set_(VIOLATIONS, curve=linear("1", "2", "2")), PointsOutOfOrder),
    (set_(VIOLATIONS, curve=linear("-1", "0", "1")), TargetIsZero),
    (set_(VIOLATIONS, caps_at="Z"), NoSuchGrade),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_a_scorecard_that_could_not_be_scored_is_refused(
    session: Session, actor: Actor, change: Change, refusal: type[DomainError]
) -> None:
    content = deepcopy(PERSONAL)
    change(content)
    with pytest.raises(refusal):
        define_scorecard(
            session, actor, {"code": "x", "name_zh": "表", "name_en": "Card", "content": content}
        )


def test_a_scorecard_comes_back_from_json_as_it_was() -> None:
    content = ScorecardContent.of(PERSONAL)
    assert ScorecardContent.of(content.plain()) == content
    assert content.weight("trust") == Decimal(30)
    assert content.figures_off


@pytest.mark.furnished
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.code)
def test_a_model_scorecard_can_be_scored_as_it_is(session: Session, actor: Actor, model: Model) -> None:
    named = {"code": model.code, "name_zh": model.name_zh, "name_en": model.name_en}
    card = define_scorecard(session, actor, named | {"content": model.content.plain()})
    assert card.asks == model.content


def test_the_shipped_scale_is_installed_once_and_stays_as_it_was_made(session: Session, actor: Actor) -> None:
    install_grades(session)
    best = session.scalars(select(Grade).where(Grade.code == "S")).one()
    change_grades(session, actor, [(best.id, {"least_score": Decimal(115)})])
    install_grades(session)
    assert [one.code for one in scale_of(session).grades] == [one.code for one in SHIPPED_GRADES]
    assert sum(one.quota for one in scale_of(session).grades) == 100
    assert scale_of(session).grades[0].least_score == 115


def test_a_scale_that_leaves_scores_without_a_grade_is_refused(session: Session, actor: Actor) -> None:
    install_grades(session)
    grades = {one.code: one.id for one in scale_of(session).grades}
    with pytest.raises(ScaleWrong), session.begin_nested():
        change_grades(session, actor, [(grades["A"], {"least_score": Decimal(70)})])
    with pytest.raises(ScaleWrong), session.begin_nested():
        change_grades(session, actor, [(grades["D"], {"least_score": Decimal(10)})])
    session.expire_all()
    moved = [(grades["S"], {"least_score": Decimal(105)}), (grades["A"], {"least_score": Decimal(92)})]
    assert len(change_grades(session, actor, moved)) == 2


@pytest.mark.parametrize(("name", "value"), [("least_score", 121), ("coefficient", 11), ("quota", -1)])
def test_a_grade_stays_inside_its_scales(session: Session, actor: Actor, name: str, value: int) -> None:
    facts = {"least_score": Decimal(0), "coefficient": Decimal(1), "quota": Decimal(100), "position": 1}
    grade = {"code": "X", "name_zh": "优", "name_en": "X"} | facts | {name: Decimal(value)}
    with pytest.raises(OutOfScale):
        define_grade(session, actor, grade)


def test_only_hr_defines_scales_scorecards_and_cycles(session: Session) -> None:
    plain = an_actor(Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE)
    for act in (
        lambda: define_grade(session, plain, {}),
        lambda: define_scorecard(session, plain, {}),
        lambda: prepare_cycle(session, plain, {}, NOW),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"first_on": date(2026, 1, 2)}, PeriodOff),
        ({"first_on": date(2026, 2, 1), "last_on": date(2026, 7, 31)}, PeriodOff),
        ({"last_on": date(2026, 6, 29)}, PeriodOff),
        ({"span": Span.YEAR}, PeriodOff),
        ({"span": Span.QUARTER}, PeriodOff),
        ({"self_due_on": date(2026, 1, 1)}, PhasesOutOfOrder),
        ({"min_coverage": Decimal("1.1")}, NoShare),
        ({"code": "H1 2026"}, NotAKey),
    ],
)
def test_a_cycle_is_for_a_whole_calendar_period_with_phases_in_order(
    session: Session, actor: Actor, facts: dict[str, Any], refusal: type[DomainError]
) -> None:
    values = {
        "code": "h1", "name_zh": "上半年", "name_en": "First half", "span": Span.HALF,
        "first_on": date(2026, 1, 1), "last_on": date(2026, 6, 30), "unit_id": the_root(session).id,
        "goals_due_on": date(2026, 1, 31), "self_due_on": date(2026, 7, 5),
        "manager_due_on": date(2026, 7, 9), "second_due_on": date(2026, 7, 12),
        "calibration_due_on": date(2026, 7, 20), "publication_due_on": date(2026, 7, 31),
    }  # fmt: skip
    with pytest.raises(refusal):
        prepare_cycle(session, actor, values | facts, NOW)
    assert prepare_cycle(session, actor, values, NOW).first_month == 202601


def test_the_calendar_of_a_running_cycle_moves_only_in_order_and_with_a_reason(database: str) -> None:
    play = Appraising()
    play.to_ratings()
    hr = play.actor("hr")
    for dates, reason, refusal in (
        ({"self": date(2026, 7, 11)}, "Late figures", PhasesOutOfOrder),
        ({"self": date(2026, 7, 8)}, " ", ReasonNeeded),
        ({"party": date(2026, 7, 8)}, "Late figures", NoSuchPhase),
    ):
        with pytest.raises(refusal), play.acting("hr") as session:
            move_calendar(session, hr, play.cycle_id, dates, reason)
    with play.acting("hr") as session:
        moved = move_calendar(session, hr, play.cycle_id, {"self": date(2026, 7, 8)}, "Late figures")
        assert moved.calendar["self"] == date(2026, 7, 8)
