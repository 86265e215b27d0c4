"""Activities, leads, and what they say about reps and open deals."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Activity, FollowUp, Lead, Person, RepWeek
from domain.intake.undo_batch import undo_batch
from domain.sales.activity import ActivityKind
from domain.sales.follow_ups import fresh_times
from domain.sales.lead import LeadStatus
from domain.sales.rep_weeks import weeks_of
from tests.factories import a_person, a_unit, an_actor, the_root
from tests.imports import imported, of, planned, why

VISIT: dict[str, Any] = {"number": "V", "planned_on": "2026-01-28", "done_on": "2026-01-30"}
DEAL: dict[str, Any] = {"ref": "D", "opened_on": "2026-01-05", "stage": "Talks", "amount": "100"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def visit(session: Session, **said: str) -> Activity:
    imported(session, "activity", [VISIT | said])
    found: Activity = of(session, Activity, "V")
    return found


@pytest.mark.parametrize(("logged", "month"), [("2026-02-02", 202601), ("2026-02-03", None), ("", 202601)])
def test_a_visit_logged_more_than_three_days_late_counts_as_not_done(
    session: Session, logged: str, month: int | None
) -> None:
    assert visit(session, logged_on=logged).kept_period == month


def test_the_week_of_an_activity_belongs_to_the_month_of_its_thursday(session: Session) -> None:
    assert visit(session).week_period == 202601
    assert visit(session, done_on="2026-02-01").week_period == 202601  # a Sunday
    assert visit(session, done_on="2026-02-02").week_period == 202602


def test_an_activity_without_any_day_or_logged_before_it_was_done_is_refused(session: Session) -> None:
    rows = [{"number": "A"}, VISIT | {"number": "B", "logged_on": "2026-01-29"}]
    assert why(planned(session, "activity", rows)) == {
        2: ["An activity needs the day it is planned for or the day it was done on."],
        3: ["Logged on 2026-01-29, before it was done on 2026-01-30."],
    }


def test_kinds_are_read_in_both_languages(session: Session) -> None:
    assert visit(session, kind="电话").kind is ActivityKind.CALL
    assert visit(session, kind="Site visit").kind is ActivityKind.VISIT


def test_an_activity_takes_customer_person_and_unit_from_its_deal(session: Session) -> None:
    east, ann = a_unit(session, code="EAST"), a_person(session, number="ANN")
    imported(session, "opportunity", [DEAL | {"customer": "C1", "salesperson": "ANN", "unit": "EAST"}])
    found = visit(session, opportunity="D")
    assert (found.unit_id, found.salesperson_id) == (east.id, ann.id)
    assert found.customer_id is not None


def test_an_activity_of_an_unknown_deal_is_refused(session: Session) -> None:
    assert why(planned(session, "activity", [VISIT | {"opportunity": "X"}])) == {
        2: ["There is no field.opportunity X. Import it first, or correct the row."]
    }


def day(number: int) -> date:
    return date(2026, 1, number)


def times(*days: int, opened: int = 1, ended: int | None = None) -> list[tuple[int, int, int]]:
    activities = [(day(number), number) for number in days]
    found = fresh_times(activities, day(opened), day(ended) if ended else None)
    return [(key, begins.day, ends.day) for key, begins, ends in found]


def test_an_activity_counts_on_its_day_and_the_six_after_it() -> None:
    assert times(3) == [(3, 3, 10)]


def test_two_activities_never_count_at_the_same_time() -> None:
    assert times(3, 5) == [(3, 3, 5), (5, 5, 12)]
    assert times(3, 3) == [(3, 3, 10)]


def test_a_deal_is_looked_after_only_while_it_is_open() -> None:
    assert times(3, 8, opened=5, ended=10) == [(3, 5, 8), (8, 8, 10)]
    assert times(3, opened=20) == []
    assert times(12, ended=12) == []


def follow_ups(session: Session) -> list[tuple[int, int]]:
    query = select(FollowUp.period, FollowUp.fresh_until).order_by(FollowUp.begins_on)
    return [(row[0], row[1]) for row in session.execute(query)]


def test_follow_ups_follow_the_deal_and_go_with_the_activity(session: Session) -> None:
    imported(session, "opportunity", [DEAL])
    batch, _ = imported(session, "activity", [VISIT | {"opportunity": "D"}])
    assert follow_ups(session) == [(202601, 202602)]
    closed = DEAL | {"stage": "Won", "closed_on": "2026-01-31"}
    later, _ = imported(session, "opportunity", [closed])
    assert follow_ups(session) == [(202601, 202601)]
    undo_batch(session, an_actor(), later.id, now())
    assert follow_ups(session) == [(202601, 202602)]
    undo_batch(session, an_actor(), batch.id, now())
    assert follow_ups(session) == []


def test_weeks_belong_to_the_month_of_their_thursday() -> None:
    assert list(weeks_of(202601)) == [date(2025, 12, 29), date(2026, 1, 5), date(2026, 1, 12),
                                      date(2026, 1, 19), date(2026, 1, 26)]  # fmt: skip
    assert [monday.day for monday in weeks_of(202602)] == [2, 9, 16, 23]


def rep_weeks(session: Session) -> list[date]:
    return list(session.scalars(select(RepWeek.starts_on).order_by(RepWeek.starts_on)))


def test_a_rep_has_every_week_of_a_month_with_any_activity(session: Session) -> None:
    imported(session, "activity", [VISIT | {"salesperson": "ANN", "done_on": ""}])
    assert len(rep_weeks(session)) == 5


def test_weeks_before_joining_and_after_leaving_do_not_count(session: Session) -> None:
    a_person(session, number="ANN", joined_on=date(2026, 1, 12), left_on=date(2026, 1, 20))
    imported(session, "activity", [VISIT | {"salesperson": "ANN"}])
    assert rep_weeks(session) == [date(2026, 1, 12), date(2026, 1, 19)]
    assert session.scalars(select(Person.number).join(RepWeek, RepWeek.salesperson_id == Person.id)).first()


LEAD: dict[str, Any] = {"number": "L", "created_on": "2026-01-01"}


@pytest.mark.parametrize(("converted", "in_time"), [("2026-04-01", True), ("2026-04-02", False), ("", False)])
def test_a_lead_is_judged_on_its_ninetieth_day(session: Session, converted: str, in_time: bool) -> None:
    imported(session, "lead", [LEAD | {"converted_on": converted}])
    found = of(session, Lead, "L")
    assert (found.matures_on, found.matures_period) == (date(2026, 4, 1), 202604)
    assert found.converted_in_time is in_time


@pytest.mark.parametrize(
    ("said", "status"), [("作废", LeadStatus.DISCARDED), ("new", LeadStatus.OPEN), ("", LeadStatus.OPEN)]
)
def test_unknown_words_leave_a_lead_open(session: Session, said: str, status: LeadStatus) -> None:
    imported(session, "lead", [LEAD | {"status": said}])
    assert of(session, Lead, "L").status is status


def test_a_date_of_conversion_says_that_a_lead_was_converted(session: Session) -> None:
    imported(session, "lead", [LEAD | {"status": "new", "converted_on": "2026-01-05"}])
    assert of(session, Lead, "L").status is LeadStatus.CONVERTED


def test_a_converted_lead_needs_its_date_after_its_creation(session: Session) -> None:
    rows = [LEAD | {"status": "已转化"}, LEAD | {"number": "M", "status": "", "converted_on": "2025-12-31"}]
    assert why(planned(session, "lead", rows)) == {
        2: ["A converted lead needs the date it was converted on."],
        3: ["Converted on 2025-12-31, before it was created on 2026-01-01."],
    }
