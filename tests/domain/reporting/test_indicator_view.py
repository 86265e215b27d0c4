"""One indicator in one unit: its course at any grain, its parts, what was done about it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue, IssueSource
from domain.organisation.tree import unit_tree
from domain.reporting.breakdown import NOBODY, breakdown
from domain.reporting.indicator_view import IndicatorView, Question, code_of, indicator_view, period_of
from domain.reporting.profile import profile
from tests.domain.indicators.trading import TODAY, figures, reading_of
from tests.domain.reporting.conftest import Company
from tests.domain.reporting.shown import seen_by
from tests.factories import NOON, a_person, added, an_actor


def view(session: Session, actor: Actor, unit: int, code: str = "K36", **more: object) -> IndicatorView:
    asked: dict[str, object] = {"code": code, "unit_id": unit, "month": 202605, "last": 202605} | more
    return indicator_view(session, actor, Question(**asked), TODAY)  # type: ignore[arg-type]


def test_the_course_of_months_is_the_kept_readings(session: Session, actor: Actor, company: Company) -> None:
    seen = view(session, actor, company.south)
    shown = {one.period.label: one.value for one in seen.course.figures if one}
    assert list(shown) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert shown["2026-04"] == reading_of(session, "K36", "2026-04", company.south).value


def test_other_grains_are_computed_by_the_same_rules(
    session: Session, actor: Actor, company: Company
) -> None:
    seen = view(session, actor, company.south, "K33", grain=Grain.QUARTER, month=202603)
    expected = figures(session, "K33", grain=Grain.QUARTER, unit_id=company.south)
    assert seen.period == Period.parse("2026Q1")
    assert seen.figure is not None
    assert (seen.figure.value, seen.figure.numerator) == (
        expected["2026Q1"].value, expected["2026Q1"].numerator,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("month", "grain", "expected"),
    [(202605, Grain.MONTH, "2026-05"), (202605, Grain.QUARTER, "2026Q2"), (202604, Grain.QUARTER, "2026Q1"),
     (202605, Grain.YEAR, "2026"), (202604, Grain.YEAR, "2025")],
)  # fmt: skip
def test_the_latest_month_stands_for_the_running_period_an_earlier_one_for_the_last_that_ended(
    month: int, grain: Grain, expected: str
) -> None:
    assert period_of(month, 202605, grain).label == expected


def test_a_past_period_is_shown_with_what_came_after(
    session: Session, actor: Actor, company: Company
) -> None:
    seen = view(session, actor, company.south, month=202602)
    assert seen.period.label == "2026-02"
    assert [one.period.label for one in seen.course.figures if one][-1] == "2026-05"
    assert seen.figure is not None
    assert seen.figure.period == seen.period


def test_a_breakdown_by_unit_names_the_children_and_adds_up(
    session: Session, actor: Actor, company: Company
) -> None:
    seen = view(session, actor, company.root)
    whole = reading_of(session, "K36", "2026-05")
    parts = {share.key: share.figure for share in seen.shares}
    assert seen.by == "unit"
    assert parts.keys() == {company.east, company.south}
    assert sum((p.numerator or Decimal(0)) for p in parts.values()) == whole.numerator
    assert seen.shares[0].key == company.south  # the worst first
    assert seen.shares[0].name_en == "South"


def test_the_figure_of_a_person_with_few_cases_is_hidden(
    session: Session, actor: Actor, company: Company
) -> None:
    indicator = profile(session, "K33").indicator
    period = Period.parse("2026-05")
    shares = breakdown(session, actor, indicator, company.south, period, "salesperson", TODAY)
    hidden = {share.key: share.hidden is not None for share in shares}
    assert hidden == {company.seller: False, company.rare: True}
    assert shares[-1].key == company.rare


def test_rows_that_name_nobody_are_a_member_of_their_own(
    session: Session, actor: Actor, company: Company
) -> None:
    indicator = profile(session, "K01").indicator
    shares = breakdown(session, actor, indicator, company.root, Period.parse("2026-05"), "customer", TODAY)
    named = {share.key: (share.name_zh, share.figure.value) for share in shares}
    assert named == {company.buyer: ("甲公司", Decimal(600)), NOBODY: ("", Decimal(570))}
    assert shares[0].key == company.buyer  # the largest amount first


def test_a_dimension_that_is_not_offered_falls_back_to_the_usual_one(
    session: Session, actor: Actor, company: Company
) -> None:
    assert view(session, actor, company.root, by="product").by == "unit"
    assert view(session, actor, company.south, by="weather").by == "salesperson"


def test_what_was_begun_in_the_unit_below_or_above_is_shown_elsewhere_not(
    session: Session, actor: Actor, company: Company
) -> None:
    indicator = profile(session, "K36").indicator
    reporter = a_person(session)
    issue = Issue(
        number="IM-2026-0001", title="Payment habits", what="They pay late", source=IssueSource.MANUAL,
        unit_id=company.south, indicator_id=indicator.id, reporter_id=reporter.id, raised_on=date(2026, 2, 1),
        state_since=NOON,
    )  # fmt: skip
    added(session, issue)
    step = {"entity": "Issue", "entity_id": issue.id, "source": "plan_approved", "target": "in_progress"}
    added(session, StepTaken(step="start_work", at=NOON, user_id=None, reason="", **step))
    begun = {
        unit: [(one.number, one.began_on) for one in view(session, actor, unit).actions]
        for unit in (company.south, company.root, company.east)
    }
    shown = [("IM-2026-0001", NOON.date())]
    assert begun == {company.south: shown, company.root: shown, company.east: []}


def test_somebody_of_another_unit_does_not_find_the_figures(session: Session, company: Company) -> None:
    manager = an_actor(units=unit_tree(session).below(company.east))
    with seen_by(session, manager), pytest.raises(NotFound):
        view(session, manager, company.south)


def test_an_unknown_indicator_is_not_found(session: Session, actor: Actor, company: Company) -> None:
    with pytest.raises(NotFound):
        view(session, actor, company.root, "K99")
    known = profile(session, "K36").indicator
    assert (code_of(session, known.id), code_of(session, 10**6)) == ("K36", None)
