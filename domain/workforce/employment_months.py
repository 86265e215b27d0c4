"""Keep the months of employment in step with the directory (K12, K48, R56)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, case, func, select, type_coerce
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.fact_spec import Columns
from domain.core.mirrored_rows import write_rows
from domain.core.period import add_months, first_day_of, last_day_of, month_of, month_range
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.workforce.employment import Employment

SOURCE = "directory"
YEARS_BACK = 5
"""How far back months are written when the portal begins; they are kept from then on."""
PERSON, POST, EMPLOYMENT = map(table_of, (Person, Post, Employment))


@dataclass(frozen=True)
class Employed:
    """One person's employment, as far as it is written down."""

    person: int
    unit: int
    is_sales: bool | None
    first: date
    last: date
    left: date | None

    def rows(self) -> Iterator[tuple[str, Columns]]:
        """One row for each month, by its reference."""
        for month in month_range(month_of(self.first), month_of(self.last)):
            days = Decimal(_days(self.first, self.last, month))
            yield f"person {self.person} {month}", {
                "unit_id": self.unit, "person_id": self.person, "period": month, "is_sales": self.is_sales,
                "days": days, "sales_days": days if self.is_sales else Decimal(0),
                "is_last": self.left is not None and month_of(self.left) == month,
            }  # fmt: skip

    @property
    def signature(self) -> tuple[int, ...]:
        """What the rows add up to: if it is the same, the rows are."""
        months, days, weighed = _sums(self.first, self.last)
        known, sales = (months, days if self.is_sales else 0) if self.is_sales is not None else (0, 0)
        leaving = int(self.left is not None)
        return months, days, weighed, sales, known, leaving, self.unit


def _days(first: date, last: date, month: int) -> int:
    """Calendar days of a month between two dates, both included."""
    return (min(last, last_day_of(month)) - max(first, first_day_of(month))).days + 1


@lru_cache(maxsize=10_000)
def _sums(first: date, last: date) -> tuple[int, int, int]:
    """(months, days, days times month) of a span: most people are here for the whole of it."""
    days = {month: _days(first, last, month) for month in month_range(month_of(first), month_of(last))}
    return len(days), sum(days.values()), sum(month * number for month, number in days.items())


def work_out_employment(session: Session, today: date) -> None:
    """Write the months of whoever joined, left, moved or changed post, and of everybody in a new month.

    Somebody without a day of joining is not counted: nobody knows since when.
    """
    there = _there(session)
    employed = {one.person: one for one in _employed(session, _begin(session, today), today)}
    differing = [person for person, one in employed.items() if there.get(person) != one.signature]
    differing += [person for person in there if person not in employed]
    for some in chunks(sorted(differing)):
        wanted = dict(row for person in some if person in employed for row in employed[person].rows())
        write_rows(session, Employment, SOURCE, wanted, EMPLOYMENT.c.person_id.in_(some))


def _begin(session: Session, today: date) -> date:
    first = session.scalar(select(func.min(EMPLOYMENT.c.period)))
    month = add_months(month_of(today), -12 * YEARS_BACK)
    return first_day_of(min(first or month, month))


def _employed(session: Session, begin: date, today: date) -> Iterator[Employed]:
    end = last_day_of(month_of(today))
    query = (
        select(PERSON.c.id, PERSON.c.unit_id, PERSON.c.joined_on, PERSON.c.left_on, POST.c.is_sales)
        .outerjoin(POST, POST.c.id == PERSON.c.post_id)
        .where(PERSON.c.joined_on.is_not(None), PERSON.c.archived_at.is_(None))
    )
    for row in session.execute(query):
        first, last = max(row.joined_on, begin), min(row.left_on or end, end)
        if first <= last:
            left = row.left_on if row.left_on is not None and row.left_on <= end else None
            yield Employed(row.id, row.unit_id, row.is_sales, first, last, left)


def _there(session: Session) -> Mapping[int, Sequence[int]]:
    """The signature of every person's rows."""
    t = EMPLOYMENT.c
    days: Any = type_coerce(t.days, BigInteger)
    query = select(
        t.person_id, func.count(), func.sum(days), func.sum(days * t.period),
        func.sum(type_coerce(t.sales_days, BigInteger)), func.count(t.is_sales),
        func.sum(case((t.is_last.is_(True), 1), else_=0)), func.min(t.unit_id), func.max(t.unit_id),
    ).group_by(t.person_id)  # fmt: skip
    found = {}
    for person, count, total, weighed, sales, known, leaving, least, most in session.execute(query):
        units = least if least == most else 0
        scaled = (int(total) // SCALE, int(weighed) // SCALE, int(sales) // SCALE)
        found[person] = (count, *scaled, known, int(leaving), units)
    return found


SCALE = 10**4
"""Days are kept in 1/10000; here they are whole."""
