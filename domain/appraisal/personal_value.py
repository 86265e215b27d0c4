"""A figure about one person from the portal's own records, with the records it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.rounding import quotient

MOST_RECORDS = 200
"""Ids of records that a path names; the count stands beside them."""


@dataclass(frozen=True)
class Asked:
    """About whom, for which days; `today` ends a period that is not over."""

    people: frozenset[int]
    first_on: date
    last_on: date
    today: date

    @property
    def as_of(self) -> date:
        """The last day that counts."""
        return min(self.last_on, self.today)

    @property
    def after(self) -> date:
        """The first day that does not count."""
        return self.as_of + timedelta(days=1)


@dataclass(frozen=True)
class PersonalValue:
    """The value, what it is a quotient of, and the records behind it. None: there was nothing to measure."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    entity: str = ""
    ids: tuple[int, ...] = ()

    def path(self) -> dict[str, object]:
        """The way to the records, as JSON keeps it."""
        return {"entity": self.entity, "ids": list(self.ids[:MOST_RECORDS]), "count": len(self.ids)}


def counted(entity: str, ids: Sequence[int]) -> PersonalValue:
    """How many records there are."""
    return PersonalValue(Decimal(len(ids)), Decimal(len(ids)), None, entity, tuple(ids))


def share(entity: str, hits: Sequence[bool], ids: Sequence[int]) -> PersonalValue:
    """The share of records for which something holds; None of none."""
    above, below = Decimal(sum(hits)), Decimal(len(hits))
    return PersonalValue(quotient(above, below), above, below, entity, tuple(ids))


def average(entity: str, amounts: Sequence[Decimal], ids: Sequence[int]) -> PersonalValue:
    """The mean of amounts, one for each record; None of none."""
    total, number = sum(amounts, Decimal(0)), Decimal(len(amounts))
    return PersonalValue(quotient(total, number), total, number, entity, tuple(ids))


Reckoned = Mapping[int, PersonalValue]
"""Person -> value, for everybody asked about."""


@dataclass(frozen=True)
class PersonalMeasure:
    """A figure the portal can work out for any person; all people at once."""

    name: str
    """Label `personal.<name>`."""
    measured: str
    """How it is written: count, days, ratio, points."""
    reckon: Callable[[Session, Asked], Reckoned]
