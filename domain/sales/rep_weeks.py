"""Keep the weeks of salespeople at work in step with their activities (K16)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.period import first_day_of, last_day_of
from domain.organisation.person import Person
from domain.sales.activity import Activity, RepWeek
from domain.sales.complete_activities import thursday_of

ACTIVITY, PERSON, WEEK = map(table_of, (Activity, Person, RepWeek))
SOURCE = "activities"


def settle(session: Session, touched: Touched) -> None:
    """Tell again the weeks of every salesperson of a touched activity."""
    people = {row["salesperson_id"] for row in touched.get("activity", ())} - {None}
    for some in chunks(sorted(people)):
        there = [dict(row._mapping) for row in select_in(session, (WEEK,), WEEK.c.salesperson_id, some)]
        keep_rows(session, RepWeek, there, list(_wanted(session, some)))


def _wanted(session: Session, people: Sequence[int]) -> Iterator[Columns]:
    columns = (PERSON.c.id, PERSON.c.joined_on, PERSON.c.left_on)
    employed = {row.id: row for row in select_in(session, columns, PERSON.c.id, people)}
    for (person, month), units in _active(session, people).items():
        unit = min(units, key=lambda key: (-units[key], key))
        joined, left = employed[person].joined_on, employed[person].left_on
        for monday in weeks_of(month):
            at_work = (joined is None or joined <= monday + timedelta(days=6)) and (
                left is None or monday <= left
            )
            if at_work:
                yield {
                    "source": SOURCE,
                    "source_ref": f"person {person} {monday}",
                    "salesperson_id": person,
                    "unit_id": unit,
                    "period": month,
                    "starts_on": monday,
                }


def _active(session: Session, people: Sequence[int]) -> dict[tuple[int, int], Counter[int]]:
    """(salesperson, month) with any activity -> how many in which unit."""
    found: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    columns = (ACTIVITY.c.salesperson_id, ACTIVITY.c.unit_id, ACTIVITY.c.period, ACTIVITY.c.week_period)
    query = select(*columns).where(ACTIVITY.c.salesperson_id.in_(people))
    for row in session.execute(query):
        found[row.salesperson_id, row.week_period or row.period][row.unit_id] += 1
    return found


def weeks_of(month: int) -> Iterator[date]:
    """The Mondays of the weeks that belong to a month: those whose Thursday lies in it."""
    day = thursday_of(first_day_of(month))
    if day < first_day_of(month):
        day += timedelta(days=7)
    while day <= last_day_of(month):
        yield day - timedelta(days=3)
        day += timedelta(days=7)
