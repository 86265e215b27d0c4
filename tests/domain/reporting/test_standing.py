"""How every indicator of a unit stands in a month."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.indicators.status import Status
from domain.reporting.cockpit import TILES, changed, on_the_cockpit
from domain.reporting.standing import (
    Comparison,
    Move,
    Standing,
    ended_by,
    month_to_begin_with,
    months_with_figures,
    standings,
    worst_first,
)
from tests.domain.indicators.trading import reading_of
from tests.domain.reporting.conftest import Company
from tests.statements import counted


def one(found: tuple[Standing, ...], code: str) -> Standing:
    return next(each for each in found if each.profile.indicator.code == code)


def test_a_standing_is_what_the_readings_say(session: Session, company: Company) -> None:
    past_due = one(standings(session, company.south, 202604), "K36")
    kept = reading_of(session, "K36", "2026-04", company.south)
    assert past_due.current is not None
    assert (past_due.current.value, past_due.status) == (kept.value, kept.status)
    assert past_due.period == Period.parse("2026-04")
    assert len(past_due.figures) == 13
    assert past_due.figures[0] is None


def test_a_unit_is_not_shown_the_figures_of_another(session: Session, company: Company) -> None:
    collected = {
        unit: one(standings(session, unit, 202604), "K33").current
        for unit in (company.shanghai, company.south)
    }
    assert {unit: each and each.value for unit, each in collected.items()} == {
        company.shanghai: 1, company.south: 0,
    }  # fmt: skip


def test_what_is_judged_by_quarter_stands_as_of_the_last_quarter_that_ended(
    session: Session, company: Company
) -> None:
    quarterly = one(standings(session, company.root, 202604), "X05")
    assert quarterly.profile.indicator.grain is Grain.QUARTER
    assert quarterly.period == Period.parse("2026Q1")


@pytest.mark.parametrize(
    ("month", "grain", "expected"),
    [(202604, Grain.MONTH, "2026-04"), (202604, Grain.QUARTER, "2026Q1"), (202606, Grain.QUARTER, "2026Q2"),
     (202611, Grain.YEAR, "2025"), (202612, Grain.YEAR, "2026")],
)  # fmt: skip
def test_a_period_counts_once_its_last_month_is_reached(month: int, grain: Grain, expected: str) -> None:
    assert ended_by(month, grain).label == expected


def test_changes_are_told_against_the_period_before_or_a_year_ago(session: Session, company: Company) -> None:
    owed = one(standings(session, company.south, 202605), "K36")
    now, before = reading_of(session, "K36", "2026-05", company.south), reading_of(
        session, "K36", "2026-04", company.south
    )  # fmt: skip
    assert now.value is not None
    assert before.value is not None
    assert owed.change(Comparison.PREVIOUS) == now.value - before.value
    assert owed.change(Comparison.YEAR_AGO) is None
    assert owed.change(Comparison.TARGET) is None


def test_the_status_that_got_worse_is_told_before_the_one_that_got_better(
    session: Session, company: Company
) -> None:
    moved = [each for month in (202603, 202604) for each in changed(standings(session, company.south, month))]
    assert {each.move for each in moved} <= {Move.WORSE, Move.BETTER}
    assert any(each.move is Move.WORSE for each in moved)
    ranks = [each.move is Move.BETTER for each in changed(standings(session, company.south, 202603))]
    assert ranks == sorted(ranks)


def test_red_stands_before_green_and_figures_before_none(session: Session, company: Company) -> None:
    order = [each.status for each in worst_first(standings(session, company.south, 202605))]
    places = (Status.RED, Status.AMBER, Status.GREEN, Status.UNRATED, Status.NO_DATA)
    assert order == sorted(order, key=places.index)
    assert order[0] is Status.RED


def test_the_cockpit_has_eight_tiles_and_fills_up_when_one_is_not_in_use(
    session: Session, company: Company
) -> None:
    found = standings(session, company.root, 202605)
    assert [each.profile.indicator.code for each in on_the_cockpit(found)] == list(TILES)
    without = [each for each in found if each.profile.indicator.code != "K30"]
    codes = [each.profile.indicator.code for each in on_the_cockpit(without)]
    assert len(codes) == len(set(codes)) == 8
    assert "K30" not in codes


def test_all_indicators_of_a_unit_cost_a_handful_of_statements(session: Session, company: Company) -> None:
    session.expire_all()
    with counted() as sent:
        standings(session, company.root, 202605)
    assert len(sent) <= 5


def test_one_begins_with_the_last_month_that_is_over(session: Session, company: Company) -> None:
    span = months_with_figures(session, company.south)
    assert span == (202601, 202605)
    assert month_to_begin_with(*span, today=date(2026, 5, 15)) == 202604
    assert month_to_begin_with(*span, today=date(2027, 3, 1)) == 202605
    assert month_to_begin_with(202606, 202606, today=date(2026, 6, 15)) == 202606
    assert months_with_figures(session, company.idle) is None


def test_who_answers_and_by_which_definition_comes_along(session: Session, company: Company) -> None:
    owed = one(standings(session, company.root, 202605), "K30")
    version = owed.profile.version(owed.current.version_id if owed.current else None)
    assert owed.profile.role_en == "Receivables"
    assert version is not None
    assert (version.number, version.numerator, version.denominator) == (
        1,
        "receivables",
        "window(invoiced, 3)",
    )
    assert owed.current is not None
    assert isinstance(owed.current.value, Decimal)
