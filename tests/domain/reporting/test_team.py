"""A manager's people at a glance, and what others may see of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Permission
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.indicators.alert_state import AlertState, Level
from domain.organisation.person import Person
from domain.reporting.team_people import Colleague, TeamWish, team
from domain.sales.activity import Activity, ActivityKind
from domain.workforce.training_duty import DutyState, TrainingDuty
from tests.domain.reporting.conftest import Company
from tests.domain.reporting.waiting_room import a_measure, an_alert, an_issue
from tests.factories import a_person, added, an_actor, numbers
from tests.statements import counted

TODAY, FIRST, LAST = date(2026, 6, 15), date(2026, 4, 1), date(2026, 4, 30)
MAY = (Permission.INDICATORS_READ, Permission.PEOPLE_COMPARE)
BOSS = an_actor(*MAY)


def of(session: Session, company: Company, unit: int, actor: Any = BOSS) -> dict[int, Colleague]:
    wish = TeamWish(unit, 202604, 1, 202603)
    return {one.id: one for one in team(session, actor, wish, FIRST, LAST, TODAY)}


def test_each_person_has_their_sales_and_what_their_customers_owe_late(
    session: Session, company: Company
) -> None:
    found = of(session, company, company.south)
    assert set(found) == {company.seller, company.rare}
    assert found[company.seller].sales == found[company.seller].earlier == 600
    assert found[company.seller].overdue == 1200
    assert found[company.rare].sales == 70
    assert found[company.seller].attainment is None
    assert list(found) == [company.seller, company.rare]


def test_only_people_of_the_unit_who_still_work_there_are_its_team(
    session: Session, company: Company
) -> None:
    gone = a_person(session, unit_id=company.south, left_on=TODAY - timedelta(1))
    last_day = a_person(session, unit_id=company.south, left_on=TODAY)
    elsewhere = a_person(session, unit_id=company.east)
    found = of(session, company, company.south)
    assert last_day.id in found
    assert gone.id not in found
    assert elsewhere.id not in found
    assert elsewhere.id in of(session, company, company.root)


def test_open_work_is_counted_with_what_is_late_of_it(session: Session, company: Company) -> None:
    issue = an_issue(session, IssueState.IN_PROGRESS, owner_id=company.seller, due_on=TODAY - timedelta(1))
    an_issue(session, IssueState.CLOSED, owner_id=company.seller)
    a_measure(session, issue, company.seller, TODAY)
    a_measure(session, issue, company.seller, TODAY - timedelta(1))
    a_measure(session, issue, company.seller, TODAY - timedelta(1), state=MeasureState.DONE)
    an_alert(session, owner_id=company.seller)
    an_alert(session, owner_id=company.seller, level=Level.AMBER)
    an_alert(session, owner_id=company.seller, state=AlertState.CLOSED, counts=None)
    mine = of(session, company, company.south)[company.seller]
    assert mine.actions == (3, 2)
    assert mine.alerts == (2, 1)
    assert of(session, company, company.south)[company.rare].actions == (0, 0)


def on_duty(session: Session, who: Person, course: str, state: DutyState, since: date, until: Any) -> None:
    added(
        session,
        TrainingDuty(
            person_id=who.id, unit_id=who.unit_id, course_code=course, state=state, from_on=since,
            until_on=until, period=202601, source="portal", source_ref=f"{next(numbers)}",
        ),
    )  # fmt: skip


def test_trainings_count_as_they_stand_today(session: Session, company: Company) -> None:
    who = a_person(session, unit_id=company.south)
    begin, yesterday = date(2026, 1, 1), TODAY - timedelta(1)
    for course in ("A", "B"):
        on_duty(session, who, course, DutyState.REQUIRED, begin, None)
    on_duty(session, who, "A", DutyState.VALID, begin, yesterday)
    on_duty(session, who, "A", DutyState.EXPIRED, yesterday, None)
    on_duty(session, who, "B", DutyState.VALID, begin, TODAY + timedelta(90))
    assert of(session, company, company.south)[who.id].trainings == (1, 1, 2)


def test_activities_are_those_done_in_the_time(session: Session, company: Company) -> None:
    for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1), None):
        number = f"{next(numbers)}"
        added(
            session,
            Activity(
                number=number, source_ref=number, kind=ActivityKind.VISIT, unit_id=company.south,
                salesperson_id=company.seller, done_on=day, planned_on=FIRST, period=202604,
            ),
        )  # fmt: skip
    assert of(session, company, company.south)[company.seller].activities == 2


def test_who_may_not_compare_people_sees_only_themselves(session: Session, company: Company) -> None:
    reader = an_actor(Permission.INDICATORS_READ, person_id=company.rare)
    assert set(of(session, company, company.south, reader)) == {company.rare}
    nobody = an_actor(Permission.INDICATORS_READ)
    assert of(session, company, company.south, nobody) == {}


def test_a_manager_of_one_unit_is_shown_no_team_of_another(session: Session, company: Company) -> None:
    east = an_actor(*MAY, units=frozenset({company.east, company.shanghai}))
    assert set(of(session, company, company.east, east)) == set()
    with pytest.raises(NotFound):
        of(session, company, company.south, east)


def test_a_team_costs_the_same_however_many_people_it_has(session: Session, company: Company) -> None:
    for _ in range(20):
        a_person(session, unit_id=company.south)
    with counted() as sent:
        found = of(session, company, company.south)
    assert len(found) == 22
    assert len(sent) <= 16


def test_attainment_is_sales_by_target() -> None:
    one = Colleague(
        1, "", "", 1, Decimal(80), Decimal(0), Decimal(100), Decimal(0), 0, (0, 0, 0), (0, 0), (0, 0)
    )
    assert one.attainment == Decimal("0.8")
