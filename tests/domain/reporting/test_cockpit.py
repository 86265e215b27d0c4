"""What stands on the cockpit, where it is red, what moved, and the notes beside the figures."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import Missing, NotFound, NotPermitted
from domain.core.period import Period
from domain.core.permission import Permission
from domain.indicators.status import Status
from domain.reporting.annotation import annotate, take_back
from domain.reporting.area import OTHER, area_of
from domain.reporting.cockpit import largest_moves, on_the_cockpit, unusual
from domain.reporting.cockpit_tile import SHIPPED, ChosenTwice, TooManyTiles, choose_tiles, tiles
from domain.reporting.heat import heat, totals
from domain.reporting.note import notes
from domain.reporting.profile import profile
from domain.reporting.standing import Standing, standings
from domain.reporting.standing_by import standings_in
from tests.domain.reporting.conftest import Company
from tests.domain.reporting.shown import line, seen_by
from tests.factories import an_actor
from tests.statements import counted

NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
TODAY = date(2026, 6, 15)
DEFINES, WRITES = an_actor(Permission.INDICATORS_DEFINE), an_actor(Permission.INDICATORS_ANNOTATE)


def test_the_chosen_indicators_stand_on_the_cockpit_in_their_order(
    session: Session, company: Company
) -> None:
    assert tiles(session) == SHIPPED
    choose_tiles(session, DEFINES, ["X05", "K36"], NOW)
    assert tiles(session) == ("X05", "K36")
    found = on_the_cockpit(standings(session, company.root, 202604), tiles(session))
    assert [one.profile.indicator.code for one in found] == ["X05", "K36"]
    choose_tiles(session, DEFINES, ["K01"], NOW)
    assert tiles(session) == ("K01",)
    choose_tiles(session, DEFINES, [], NOW)
    assert tiles(session) == SHIPPED


def test_only_who_defines_indicators_chooses_at_most_eight_and_none_twice(
    session: Session, company: Company
) -> None:
    with pytest.raises(NotPermitted):
        choose_tiles(session, WRITES, ["K01"], NOW)
    with pytest.raises(TooManyTiles):
        choose_tiles(session, DEFINES, [*SHIPPED, "K36"], NOW)
    with pytest.raises(ChosenTwice):
        choose_tiles(session, DEFINES, ["K01", "K01"], NOW)


def test_a_cell_counts_the_statuses_that_the_readings_have(session: Session, company: Company) -> None:
    with counted() as asked:
        cells = heat(session, [company.root, company.south], 202604)
    assert len(asked) == 1
    for unit in (company.root, company.south):
        expected = [one.status for one in standings(session, unit, 202604) if one.current]
        assert sum(totals([cell for cell in cells if cell.unit_id == unit]).values()) == len(expected)
    late = next(cell for cell in cells if cell.unit_id == company.south and cell.area == "receivables")
    assert late.worst is Status.RED
    assert "K36" in late.codes[Status.RED]


def test_every_shipped_indicator_has_an_area_and_others_are_grouped_apart() -> None:
    assert (area_of("K36"), area_of("K01"), area_of("ZZ99")) == ("receivables", "sales", OTHER)


def test_a_quarter_is_the_sum_of_its_months_and_ratios_are_formed_anew(
    session: Session, company: Company
) -> None:
    quarter = Period.parse("2026Q1")
    found = {one.profile.indicator.code: one for one in
             standings_in(session, company.root, quarter, 202603, TODAY)}  # fmt: skip
    months = [standings(session, company.root, month) for month in (202601, 202602, 202603)]
    sales = [one.current for each in months for one in each if one.profile.indicator.code == "K01"]
    assert found["K01"].period == quarter
    assert found["K01"].current is not None
    assert found["K01"].current.value == sum(one.value or Decimal(0) for one in sales if one)
    assert found["X05"].current == next(
        one.current for one in months[2] if one.profile.indicator.code == "X05"
    )


def test_the_most_unusual_step_is_told_not_the_widest(session: Session, company: Company) -> None:
    about = profile(session, "K01")
    steady = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]
    wide: list[object] = [step * 100 for step in [*steady, 10]]
    restless = Standing(about, Period.parse("2026-05"), tuple(line("2025-05", wide)))
    odd = Standing(about, Period.parse("2026-05"), tuple(line("2025-05", [*steady, 18])))
    assert unusual(restless) == 1
    assert unusual(odd) == 7
    assert largest_moves([restless, odd]) == [odd]
    young = Standing(about, Period.parse("2026-05"), tuple(line("2025-05", ["gap"] * 10 + [1, 2, 9])))
    assert unusual(young) is None


def test_a_note_is_seen_beside_the_figure_until_it_is_taken_back(session: Session, company: Company) -> None:
    made = annotate(session, WRITES, "K36", company.south, 202604, "  大客户换了财务总监  ")
    found = notes(session, company.root)["K36"]
    assert [(one.month, one.text, one.by) for one in found] == [(202604, "大客户换了财务总监", WRITES.name)]
    take_back(session, WRITES, made.id, NOW)
    assert "K36" not in notes(session, company.root)


def test_a_note_needs_words_the_right_and_a_known_indicator(session: Session, company: Company) -> None:
    with pytest.raises(Missing):
        annotate(session, WRITES, "K36", company.south, 202604, "   ")
    with pytest.raises(NotPermitted):
        annotate(session, DEFINES, "K36", company.south, 202604, "x")
    with pytest.raises(NotFound):
        annotate(session, WRITES, "ZZ99", company.south, 202604, "x")


def test_whoever_oversees_one_unit_does_not_read_the_notes_of_another(
    session: Session, company: Company
) -> None:
    annotate(session, WRITES, "K36", company.south, 202604, "South only")
    east = an_actor(Permission.INDICATORS_READ, units=frozenset({company.east, company.shanghai}))
    with seen_by(session, east):
        assert notes(session, company.east) == {}
