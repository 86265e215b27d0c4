"""Reports that are made again and again: what, for which unit, in which language, for whom, how often."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.settings import LANGUAGES
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.period import Grain, Period, month_of
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.organisation.unit import Unit

LAST_DAY = 28
"""The latest day of a month that every month has."""


class PackKind(StrEnum):
    """Which report."""

    MONTHLY = "monthly"
    """The monthly control report."""
    COMMITTEE = "committee"
    """What the control committee discusses and decides."""
    BOOK = "book"
    """Every indicator: what it means and how it went."""


class PackCadence(StrEnum):
    """How often it is made by itself; always of the last closed month."""

    BY_HAND = "by_hand"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    """After the last month of a quarter."""


class NobodyReceives(RuleBroken):
    """A report that is made by itself needs readers."""

    text = "Name at least one person or role who receives the report."


class NoSuchDueDay(RuleBroken):
    """Not every month has this day."""

    text = "Choose a day from 1 to {last}: every month has it."


class ReportPack(Entity, BelongsToUnit):
    """A standing order for a report. Every reader gets it as their own rights allow."""

    __tablename__ = "report_pack"
    read_permission = Permission.INDICATORS_READ
    write_permission = Permission.CONFIGURATION_WRITE

    what: Mapped[PackKind]
    language: Mapped[str] = mapped_column(String(10))
    cadence: Mapped[PackCadence]
    due_day: Mapped[int]
    """Day of the month from which the month before counts as closed."""
    users: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of the accounts that receive it ..."""
    roles: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """... and codes of the roles whose people do."""
    since: Mapped[date]
    """The day of the order: months that were closed before are not made up for."""
    made_month: Mapped[int | None]
    """The last month (yyyymm) it was made for."""

    unit: Mapped[Unit] = relationship(lazy="raise")

    @validates("due_day")
    def _known_day(self, _key: str, value: int) -> int:
        if not 1 <= value <= LAST_DAY:
            raise NoSuchDueDay(field="due_day", last=LAST_DAY)
        return value

    @validates("language")
    def _known_language(self, _key: str, value: str) -> str:
        return value if value in LANGUAGES else LANGUAGES[0]

    def check(self) -> None:
        """Refuse an order that would be made for nobody."""
        if self.cadence is not PackCadence.BY_HAND and not (self.users or self.roles):
            raise NobodyReceives(field="users")

    def month_due(self, today: date) -> int | None:
        """The month (yyyymm) to make it for today; None: nothing is due.

        What was missed is made up for once: only the last closed month, not every one since.
        """
        if self.cadence is PackCadence.BY_HAND:
            return None
        closed = last_closed_month(today, self.due_day)
        if self.cadence is PackCadence.QUARTERLY:
            quarter = Period.of(closed, Grain.QUARTER)
            closed = closed if quarter.key == closed else quarter.previous().key
        begin = month_of(self.since)
        known = self.made_month if self.made_month is not None else 0
        return closed if closed >= begin and closed > known else None


def last_closed_month(today: date, due_day: int = 1) -> int:
    """The last month (yyyymm) whose figures are complete: the one before, from its day of the month on."""
    month = Period.containing(today, Grain.MONTH).previous()
    return (month if today.day >= due_day else month.previous()).key
