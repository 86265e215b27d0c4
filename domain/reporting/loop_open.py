"""What is still open: how old it is, whose it is, what is late, what had to be escalated."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from domain.core.told_name import told_names
from domain.organisation.person import Person
from domain.reporting.loop_history import LoopIssue

Names = Mapping[int, tuple[str, str]]
"""Id of a person -> name in Chinese and in English."""


class Age(StrEnum):
    """Days since an issue was raised."""

    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"

    @property
    def span(self) -> tuple[int, int | None]:
        """First and last day of the bucket; the last one is without end."""
        return _SPANS[self]

    @classmethod
    def of(cls, days: int) -> "Age":
        """The bucket of an age."""
        return next(age for age, (_, last) in _SPANS.items() if last is None or days <= last)


_SPANS: dict[Age, tuple[int, int | None]] = {
    Age.TO_30: (0, 30),
    Age.TO_60: (31, 60),
    Age.TO_90: (61, 90),
    Age.OVER_90: (91, None),
}


@dataclass(slots=True)
class OwnerLoad:
    """What one person answers for; `name` is empty where the reader may not see who it is."""

    owner_id: int | None
    name_zh: str
    name_en: str
    ages: dict[Age, int] = field(default_factory=dict)
    late: int = 0

    @property
    def open(self) -> int:
        """All of them."""
        return sum(self.ages.values())


def by_age(issues: Iterable[LoopIssue], today: date) -> dict[Age, int]:
    """Open issues by age, all buckets, the youngest first."""
    counts = dict.fromkeys(Age, 0)
    for one in issues:
        if one.state.open:
            counts[Age.of(one.open_days(today))] += 1
    return counts


def by_owner(issues: Iterable[LoopIssue], names: Names, today: date) -> list[OwnerLoad]:
    """Open issues by who answers for them, the heaviest load first."""
    loads: dict[int | None, list[LoopIssue]] = defaultdict(list)
    for one in issues:
        if one.state.open:
            loads[one.owner_id].append(one)
    found = [_load(owner, mine, names, today) for owner, mine in loads.items()]
    return sorted(found, key=lambda load: (-load.open, -load.late, load.owner_id or 0))


def person_names(session: Session, persons: Collection[int]) -> dict[int, tuple[str, str]]:
    """Names in Chinese and English of those the actor may see."""
    found = told_names(session, Person, persons)
    return {key: (name, english or name) for key, (name, english) in found.items()}


def overdue(issues: Iterable[LoopIssue], today: date) -> list[LoopIssue]:
    """Open issues whose measures should be in force by now, the latest first."""
    late = [one for one in issues if one.days_late(today)]
    return sorted(late, key=lambda one: (-one.days_late(today), one.number))


def escalated(issues: Iterable[LoopIssue]) -> list[LoopIssue]:
    """Open issues that were escalated, the oldest first."""
    return sorted((one for one in issues if one.state.open and one.escalated), key=lambda one: one.raised_on)


def _load(owner: int | None, mine: Sequence[LoopIssue], names: Names, today: date) -> OwnerLoad:
    chinese, english = names.get(owner, ("", "")) if owner is not None else ("", "")
    late = sum(1 for one in mine if one.days_late(today))
    return OwnerLoad(owner, chinese, english, by_age(mine, today), late)
