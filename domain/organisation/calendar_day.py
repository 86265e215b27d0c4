"""The company's calendar: holidays, and weekends on which it works."""

import time
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, UOWTransaction, mapped_column

from db.types import Name
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.core.working_days import MONDAY_TO_FRIDAY, WorkCalendar, observe

FRESH = 60.0
"""Seconds for which a process trusts what it read; its own changes count at once."""


class DayKind(StrEnum):
    """What is special about a day."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    """A day of a weekend on which one works, as in China before or after long holidays."""

    @property
    def tone(self) -> str:
        """Colour of its badge."""
        return {"holiday": "good", "workday": "waiting"}[self.value]


class WorkingAnyway(RuleBroken):
    """A weekday needs no entry to be worked on."""

    text = "{day} is no Saturday or Sunday: it is a working day unless it is a holiday."


class CalendarDay(Entity):
    """One day that differs from the usual week. Every other day is what its weekday says."""

    __tablename__ = "calendar_day"
    read_permission = Permission.ORGANISATION_READ
    write_permission = Permission.ORGANISATION_WRITE

    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind]
    name_zh: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(insert_default="")

    def check(self) -> None:
        """Refuse a day without a name, and a working weekend that is no weekend."""
        if not self.name_zh.strip():
            raise Missing(field="name_zh", field_name="CalendarDay.name_zh")
        if DayKind(self.kind) is DayKind.WORKDAY and self.day.weekday() < MONDAY_TO_FRIDAY:
            raise WorkingAnyway(field="day", day=self.day)


class _Read:
    """When this process read the calendar last; None: it must be read anew."""

    at: float | None = None


def forget_calendar() -> None:
    """Read it anew with the next transaction."""
    _Read.at = None


def read_calendar(connection: Connection) -> WorkCalendar:
    """The calendar as the database has it; archived days do not count."""
    days: dict[DayKind, set[date]] = {kind: set() for kind in DayKind}
    columns = CalendarDay.__table__.c
    query = select(columns.day, columns.kind).where(columns.archived_at.is_(None))
    for day, kind in connection.execute(query):
        days[kind].add(day)
    return WorkCalendar(frozenset(days[DayKind.HOLIDAY]), frozenset(days[DayKind.WORKDAY]))


@event.listens_for(Session, "after_begin")
def keep_in_step(_: Session, __: SessionTransaction, connection: Connection) -> None:
    """Once a minute, and after a change, whoever begins a transaction looks at the calendar."""
    at = time.monotonic()
    if _Read.at is None or at - _Read.at > FRESH:
        _Read.at = at
        observe(read_calendar(connection))


@event.listens_for(Session, "after_flush")
def notice_change(session: Session, _: UOWTransaction) -> None:
    """A day was written: the transaction that is committed next is followed by a look."""
    if any(isinstance(one, CalendarDay) for one in (*session.new, *session.dirty, *session.deleted)):
        session.info[CalendarDay] = True


@event.listens_for(Session, "after_commit")
def follow_change(session: Session) -> None:
    """Now others may see it."""
    if session.info.pop(CalendarDay, False):
        forget_calendar()
