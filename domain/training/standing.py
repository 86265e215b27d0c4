"""Who must hold which certificate on a day, and whether they do: asked afresh, by five statements.

The same rules as for the indicators K46 and R48 (workforce/training_duties), for one day and by name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.organisation.person import Person
from domain.workforce.training_duties import exemptions
from domain.workforce.training_record import TrainingKind, TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement

RECORD, REQUIREMENT = map(table_of, (TrainingRecord, TrainingRequirement))
Pair = tuple[int, str]
"""(person id, course code)."""
WARN_DAYS = 30
"""So long before its end a certificate counts as expiring (F14)."""


class Holding(StrEnum):
    """How somebody stands to a course they must hold."""

    VALID = "valid"
    EXPIRING = "expiring"
    """Valid, and not for another month."""
    EXPIRED = "expired"
    NEVER = "never"
    EXEMPT = "exempt"

    @property
    def counts_as_valid(self) -> bool:
        """A certificate holds today."""
        return self in (Holding.VALID, Holding.EXPIRING)

    @property
    def is_gap(self) -> bool:
        """Required, not excused, and not held."""
        return self in (Holding.EXPIRED, Holding.NEVER)

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"valid": "good", "expiring": "waiting", "exempt": "calm"}.get(self.value, "bad")


@dataclass(frozen=True, slots=True)
class Bound:
    """A person who must hold a course today."""

    person_id: int
    name: str
    name_en: str
    unit_id: int
    post_id: int | None
    superior_id: int | None
    course_code: str
    requirement_id: int
    holding: Holding
    valid_until: date | None
    """The last day of the best certificate; None: there is none, or it does not end."""
    record_id: int | None
    """The best certificate."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate that holds longest; `until` is its last day, `date.max` where it does not end."""

    until: date
    record_id: int


def standing(session: Session, today: date, people: Select[Any] | None = None) -> list[Bound]:
    """Everybody who is bound today, by name and course. `people` may narrow the people looked at.

    Rows of people follow what the session's actor may see.
    """
    columns = (Person.id, Person.name, Person.name_en, Person.unit_id, Person.post_id, Person.superior_id)
    here = select(*columns, Person.joined_on, Person.left_on, Person.post_since).where(
        Person.archived_at.is_(None),
        or_(Person.left_on.is_(None), Person.left_on >= today),
        or_(Person.joined_on.is_(None), Person.joined_on <= today),
    )
    if people is not None:
        here = here.where(Person.id.in_(people))
    found = {row.id: row for row in session.execute(here.order_by(Person.name, Person.id))}
    required = _required(session, found, today)
    held = certificates(session, {course for _, course in required}, today)
    excused = _excused(session, today)
    return [
        _bound(found[person], course, requirement, held.get((person, course)), excused, today)
        for (person, course), requirement in required.items()
    ]


def certificates(
    session: Session, courses: Collection[str], today: date, people: Collection[int] | None = None
) -> dict[Pair, Certificate]:
    """The best certificate of each person and course, whoever asks."""
    columns = (RECORD.c.person_id, RECORD.c.course_code, RECORD.c.valid_until, RECORD.c.id)
    query = select(*columns).where(
        RECORD.c.kind == TrainingKind.COURSE,
        RECORD.c.archived_at.is_(None),
        RECORD.c.completed_on <= today,
        or_(RECORD.c.passed.is_(None), RECORD.c.passed.is_(True)),
        RECORD.c.course_code.in_(sorted(courses)),
    )
    if people is not None:
        query = query.where(RECORD.c.person_id.in_(sorted(people)))
    found: dict[Pair, Certificate] = {}
    for person, course, until, record in session.execute(query.order_by(RECORD.c.id)):
        known = found.get((person, course))
        if known is None or known.until <= (until or date.max):
            found[person, course] = Certificate(until or date.max, record)
    return found


def state_of(until: date | None, today: date) -> Holding:
    """How a certificate with that last day stands; None: there never was one (F14)."""
    if until is None:
        return Holding.NEVER
    if until < today:
        return Holding.EXPIRED
    soon = until != date.max and until - today <= timedelta(WARN_DAYS)
    return Holding.EXPIRING if soon else Holding.VALID


def _bound(
    person: Any,
    course: str,
    requirement: int,
    held: Certificate | None,
    excused: Collection[Pair],
    today: date,
) -> Bound:
    until, record = (held.until, held.record_id) if held is not None else (None, None)
    exempt = (person.id, course) in excused or (person.id, "") in excused
    return Bound(
        person.id, person.name, person.name_en, person.unit_id, person.post_id, person.superior_id, course,
        requirement, Holding.EXEMPT if exempt else state_of(until, today),
        None if until == date.max else until, record,
    )  # fmt: skip


def _required(session: Session, people: Mapping[int, Any], today: date) -> dict[Pair, int]:
    """(Person, course) -> the requirement that binds them; one of the person before one of the post."""
    by_post: dict[int | None, list[Any]] = defaultdict(list)
    for person in people.values():
        by_post[person.post_id].append(person)
    t, found = REQUIREMENT.c, dict[Pair, int]()
    in_force = (t.archived_at.is_(None), t.since <= today, or_(t.until.is_(None), t.until >= today))
    for row in session.execute(select(t.id, t.course_code, t.post_id, t.person_id).where(*in_force)):
        for person in _meant(row, people, by_post):
            found.setdefault((person.id, row.course_code), row.id)
    return dict(sorted(found.items(), key=lambda item: item[0][1]))


def _meant(row: Any, people: Mapping[int, Any], by_post: Mapping[int | None, list[Any]]) -> Iterator[Any]:
    if row.person_id is not None:
        yield from filter(None, [people.get(row.person_id)])
        return
    meant: Iterable[Any] = people.values() if row.post_id is None else by_post.get(row.post_id, ())
    yield from meant


def _excused(session: Session, today: date) -> set[Pair]:
    return {
        pair
        for pair, spans in exemptions(session).items()
        if any(start <= today < end for start, end in spans)
    }
