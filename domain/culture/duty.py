"""What people are asked to sign or to read: who must, until when, and who has."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from domain.organisation.person import Person

# The table, not the entity: rows of the entity are those of one's own units only; who looks says whose.
PEOPLE = Person.__table__.c
AHEAD = 30
"""Days before it runs out that a signature can be given anew; of short ones, in their second half."""


@dataclass(frozen=True)
class Staff:
    """Somebody who works here."""

    id: int
    number: str
    name: str
    name_en: str
    unit_id: int
    post_id: int | None
    joined_on: date | None
    post_since: date | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a version in force asks."""

    version_id: int
    since: date
    """The day it came into force, or the later one on which it was asked of these people."""
    days: int
    """Calendar days to do it in."""
    posts: Collection[int] = ()
    """Of holders of these posts only; empty: of everybody."""


@dataclass(frozen=True)
class Done:
    """That somebody did it: when, and the last day on which it holds (None: for as long as the version)."""

    on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Duty:
    """One thing asked of one person."""

    asked: Asked
    person: Staff
    done: Done | None

    @property
    def due_on(self) -> date:
        """The last day: so many days after coming into force or arriving; then, when the former runs out."""
        if self.done is not None and self.done.valid_until is not None:
            return self.done.valid_until
        arrived = (self.person.joined_on, self.person.post_since if self.asked.posts else None)
        start = max(day for day in (self.asked.since, *arrived) if day is not None)
        return start + timedelta(days=self.asked.days)

    def is_open(self, today: date) -> bool:
        """It is not done, or what was done holds no longer."""
        if self.done is None:
            return True
        return self.done.valid_until is not None and self.done.valid_until < today

    def is_late(self, today: date) -> bool:
        """It is not done, and its last day is over."""
        return self.is_open(today) and self.due_on < today

    def can_be_done(self, today: date) -> bool:
        """It is open, or runs out so soon that it may be renewed."""
        if self.is_open(today) or self.done is None or self.done.valid_until is None:
            return self.is_open(today)
        until = self.done.valid_until
        ahead = min(AHEAD, (until - self.done.on).days // 2)
        return until - timedelta(days=ahead) <= today


def staff(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[Staff]:
    """Everybody who works here that day (and for whom the conditions on people hold), by staff number."""
    query = select(
        PEOPLE.id, PEOPLE.number, PEOPLE.name, PEOPLE.name_en, PEOPLE.unit_id, PEOPLE.post_id,
        PEOPLE.joined_on, PEOPLE.post_since,
    ).where(
        PEOPLE.archived_at.is_(None),
        or_(PEOPLE.left_on.is_(None), PEOPLE.left_on >= today),
        or_(PEOPLE.joined_on.is_(None), PEOPLE.joined_on <= today),
        *conditions,
    )  # fmt: skip
    return [Staff(*row) for row in session.execute(query.order_by(PEOPLE.number))]


def duties(
    asked: Iterable[Asked], people: Sequence[Staff], done: Mapping[tuple[int, int], Done]
) -> list[Duty]:
    """Every duty of these people. `done` is by version and person."""
    return [
        Duty(one, person, done.get((one.version_id, person.id)))
        for one in asked
        for person in people
        if not one.posts or person.post_id in one.posts
    ]
