"""Which base amounts hold for whom on which days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.rewards.bonus_base import BonusBase

DAY = timedelta(1)


class BaseSource(StrEnum):
    """Whose amount it is."""

    PERSON = "person"
    POST = "post"


@dataclass(frozen=True)
class Base:
    """An amount for a whole cycle, the record it stands in, the days on which it holds."""

    record_id: int
    source: BaseSource
    amount: Decimal
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "id": self.record_id, "source": self.source.value, "amount": plain_digits(self.amount),
            "first": self.first.isoformat(), "last": self.last.isoformat(), "days": self.days,
        }  # fmt: skip

    def within(self, first: date, last: date) -> "Base":
        """On these days only."""
        begins, ends = max(first, self.first), min(last, self.last)
        return Base(self.record_id, self.source, self.amount, begins, ends)


@dataclass(frozen=True)
class Bases:
    """All amounts of a scheme that hold on some day of a cycle."""

    people: Mapping[int, Sequence[Base]]
    posts: Mapping[int, Sequence[Base]]

    def of(self, person_id: int, post_id: int | None, first: date, last: date) -> list[Base]:
        """What holds day by day: a person's own amount goes before that of the post. Days may be without."""
        found: list[Base] = []
        for own in (*self.people.get(person_id, ()), *self.posts.get(post_id or 0, ())):
            clipped = own.within(first, last)
            found += [own.within(*free) for free in _free(clipped.first, clipped.last, found)]
        return sorted(found, key=lambda one: one.first)


def _free(first: date, last: date, taken: Sequence[Base]) -> Iterator[tuple[date, date]]:
    """Of these days, those that nothing holds yet."""
    begins = first
    for one in sorted(taken, key=lambda base: base.first):
        if one.last < begins or one.first > last:
            continue
        if one.first > begins:
            yield begins, one.first - DAY
        begins = one.last + DAY
    if begins <= last:
        yield begins, last


def bases_within(session: Session, scheme_id: int, first: date, last: date) -> Bases:
    """The amounts that hold on some of the days."""
    query = select(BonusBase).where(
        BonusBase.scheme_id == scheme_id, BonusBase.archived_at.is_(None), BonusBase.since <= last,
        or_(BonusBase.until.is_(None), BonusBase.until >= first),
    ).order_by(BonusBase.since, BonusBase.id)  # fmt: skip
    people: dict[int, list[Base]] = defaultdict(list)
    posts: dict[int, list[Base]] = defaultdict(list)
    for one in session.scalars(query):
        days = max(first, one.since), min(last, one.until or last)
        if one.person_id is not None:
            people[one.person_id].append(Base(one.id, BaseSource.PERSON, one.amount, *days))
        elif one.post_id is not None:
            posts[one.post_id].append(Base(one.id, BaseSource.POST, one.amount, *days))
    return Bases(people, posts)
