"""The company's calendar: holidays, working weekends, and all that counts working days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading, unit_of_work
from domain.approvals.working_time import after_working_hours
from domain.core.clock import now
from domain.core.editing import archive, create, edit
from domain.core.errors import Missing, NotPermitted
from domain.core.office_hours import off_hours
from domain.core.permission import Permission
from domain.core.working_days import USUAL, in_force, is_working_day, working_days_after, working_days_between
from domain.intake.record_registry import records
from domain.organisation.calendar_day import CalendarDay, DayKind, WorkingAnyway, forget_calendar
from domain.organisation.propose_calendar import (
    NoProposal,
    countries,
    days_of,
    proposal_of,
    take_over_proposal,
)
from domain.receivables.complete_collection import promise
from domain.service.complaint import ComplaintGrade
from domain.service.complete_rows import settled_by
from domain.transfer.bring_in import Fate, bring_in
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from tests import factories as make

WRITE = Permission.ORGANISATION_WRITE
ACTOR = make.an_actor()
BEFORE_LUNAR_NEW_YEAR = date(2026, 2, 13)
"""A Friday; the 14th is a working Saturday, the 15th to the 23rd are free in China."""


def a_day(session: Session, day: str, kind: DayKind = DayKind.HOLIDAY, **facts: Any) -> CalendarDay:
    values = {"day": date.fromisoformat(day), "kind": kind, "name_zh": "节", "name_en": "Feast"}
    return create(session, ACTOR, WRITE, CalendarDay, values | facts)


def look() -> None:
    """The next transaction of this process."""
    with reading(ACTOR) as session:
        session.connection()


@pytest.fixture
def china(database: str) -> None:
    """The calendar of 2026 has been taken over."""
    carry_out(ACTOR, lambda session: take_over_proposal(session, ACTOR, "CN", 2026))
    look()


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with unit_of_work(ACTOR) as made:
        yield made


def test_without_a_calendar_monday_to_friday_count(session: Session) -> None:
    assert in_force() == USUAL
    assert working_days_after(BEFORE_LUNAR_NEW_YEAR, 2) == date(2026, 2, 17)


@pytest.mark.usefixtures("china")
def test_holidays_do_not_count_and_working_weekends_do() -> None:
    assert working_days_after(BEFORE_LUNAR_NEW_YEAR, 1) == date(2026, 2, 14)
    assert working_days_after(BEFORE_LUNAR_NEW_YEAR, 2) == date(2026, 2, 24)
    assert working_days_between(BEFORE_LUNAR_NEW_YEAR, date(2026, 2, 24)) == 2
    assert [is_working_day(date(2026, 2, day)) for day in (14, 15, 16, 28)] == [True, False, False, True]


@pytest.mark.usefixtures("china")
def test_approvals_alerts_promises_complaints_and_office_hours_follow_it() -> None:
    friday_noon = datetime(2026, 2, 13, 4, tzinfo=UTC)
    assert after_working_hours(friday_noon, 8) == datetime(2026, 2, 14, 4, tzinfo=UTC)
    assert after_working_hours(friday_noon, 16) == datetime(2026, 2, 24, 4, tzinfo=UTC)
    row = {
        "made_on": date(2026, 2, 1), "promised_on": date(2026, 2, 14), "moved_on": None, "amount": 1,
        "currency": "CNY", "invoice": None, "customer": 1, "salesperson": None, "unit": 1,
    }  # fmt: skip
    assert promise(row, None)["deadline"] == date(2026, 2, 24)
    assert settled_by(BEFORE_LUNAR_NEW_YEAR, ComplaintGrade.NORMAL) == date(2026, 2, 27)
    assert off_hours(datetime(2026, 2, 17, 4, tzinfo=UTC)), "noon of Lunar New Year"
    assert not off_hours(datetime(2026, 2, 14, 4, tzinfo=UTC)), "noon of a working Saturday"


def test_a_change_counts_with_the_next_transaction_and_one_that_is_taken_back_never(database: str) -> None:
    monday = date(2026, 6, 15)
    number = carry_out(ACTOR, lambda session: a_day(session, "2026-06-15").id)
    look()
    assert not is_working_day(monday)
    carry_out(
        ACTOR,
        lambda session: archive(session, ACTOR, WRITE, session.get_one(CalendarDay, number), now()),
    )
    look()
    assert is_working_day(monday)
    with unit_of_work(ACTOR) as session:
        a_day(session, "2026-06-16")
        session.rollback()
    look()
    assert is_working_day(date(2026, 6, 16))


def test_what_another_process_changed_is_seen_when_the_minute_is_over(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        a_day(session, "2026-06-15")
        session.info.pop(CalendarDay)  # as if another process had written it
    look()
    assert is_working_day(date(2026, 6, 15))
    forget_calendar()
    look()
    assert not is_working_day(date(2026, 6, 15))


def test_what_is_taken_over_leaves_alone_what_the_company_wrote(session: Session) -> None:
    own = a_day(session, "2026-10-01", name_zh="国庆值班", kind=DayKind.HOLIDAY)
    gone = a_day(session, "2026-10-02")
    archive(session, ACTOR, WRITE, gone, now())
    said = take_over_proposal(session, ACTOR, "CN", 2026)
    assert said.facts == {"added": len(proposal_of("CN", 2026).days) - 2, "known": 2}
    assert own.name_zh == "国庆值班"
    assert date(2026, 10, 2) not in {one.day for one in days_of(session, 2026)}
    assert take_over_proposal(session, ACTOR, "CN", 2026).facts["added"] == 0


def test_the_proposal_knows_make_up_days_and_says_when_they_are_not_announced() -> None:
    days = {one.day: one for one in proposal_of("CN", 2026).days}
    assert days[date(2026, 2, 14)].kind is DayKind.WORKDAY
    assert (days[date(2026, 2, 17)].name_zh, days[date(2026, 2, 17)].kind) == ("春节", DayKind.HOLIDAY)
    assert days[date(2026, 2, 17)].name_en.startswith("Chinese New Year")
    assert not proposal_of("CN", 2026).preliminary
    assert proposal_of("CN", 2090).preliminary
    assert not proposal_of("DE", 2026).preliminary
    assert {"CN", "HK", "DE"} <= set(countries())


@pytest.mark.parametrize(("country", "year"), [("XX", 2026), ("CN", 1800), ("CN", 3000)])
def test_of_a_country_or_year_that_is_unknown_nothing_is_proposed(country: str, year: int) -> None:
    with pytest.raises(NoProposal):
        proposal_of(country, year)


def test_a_weekday_is_no_working_weekend_and_a_day_has_a_name(session: Session) -> None:
    with pytest.raises(WorkingAnyway):
        a_day(session, "2026-06-15", DayKind.WORKDAY)
    with pytest.raises(Missing):
        a_day(session, "2026-06-15", name_zh=" ")
    day = a_day(session, "2026-06-13", DayKind.WORKDAY)
    edit(session, ACTOR, WRITE, day, {"kind": DayKind.HOLIDAY})


def test_only_whoever_keeps_the_organisation_keeps_the_calendar(session: Session) -> None:
    reader = make.an_actor(Permission.ORGANISATION_READ)
    with pytest.raises(NotPermitted):
        take_over_proposal(session, reader, "CN", 2026)


def test_the_calendar_comes_in_from_a_file_and_travels_in_packs(session: Session) -> None:
    assert "调休日期" in records()["calendar_day"]["day"].aliases
    a_day(session, "2026-06-15")
    items = read(make_pack(session, ACTOR, ["CalendarDay"]).encode())
    assert [one.key for one in items] == [{"day": "2026-06-15"}]
    assert [line.fate for line in bring_in(session, ACTOR, items, now())] == [Fate.SAME]
