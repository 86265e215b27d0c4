"""The next level of somebody's path, and how they stand to each condition of it: met, not met, unknown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.peer_results import peer_scores
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.organisation.person import Person
from domain.rewards import path_conditions as conditions
from domain.rewards.career_level import CareerLevel
from domain.rewards.grade_history import PastGrade, grade_history
from domain.rewards.path_condition import PathCondition, PathOutcome
from domain.rewards.placement import SEEN_BY, CareerPlacement
from domain.rewards.seeing_all import seeing_all
from domain.training.standing import Bound, standing
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus


@dataclass(frozen=True)
class Eligibility:
    """Where somebody stands on their path. Without `next` there is nothing above, or no path at all."""

    person_id: int
    current: CareerLevel | None
    since: date | None
    next: CareerLevel | None
    conditions: tuple[PathCondition, ...] = ()

    @property
    def missed(self) -> list[PathCondition]:
        """Conditions that are not met."""
        return [one for one in self.conditions if one.outcome is PathOutcome.NOT_MET]

    @property
    def outcome(self) -> PathOutcome | None:
        """All met, some missed, or some unknown; None where there is no next level."""
        if self.next is None:
            return None
        if self.missed:
            return PathOutcome.NOT_MET
        known = all(one.outcome is PathOutcome.MET for one in self.conditions)
        return PathOutcome.MET if known else PathOutcome.UNKNOWN


@dataclass(frozen=True)
class Known:
    """What the conditions look at, by person."""

    past: Mapping[int, Sequence[PastGrade]]
    peers: Mapping[int, Decimal]
    """By assessment."""
    bound: Mapping[int, Sequence[Bound]]
    violations: Mapping[int, Sequence[date]]


def eligibility(session: Session, actor: Actor, person: Person, today: date) -> Eligibility:
    """How a person stands, for themselves, those who work on rewards and those who rate in the unit."""
    own = actor.person_id is not None and actor.person_id == person.id
    if not own and not any(actor.may(one, person.unit_id) for one in SEEN_BY):
        raise NotFound
    return eligibility_of(session, [person.id], today)[person.id]


def eligibility_of(
    session: Session, people: Collection[int], today: date, targets: Mapping[int, int] | None = None
) -> dict[int, Eligibility]:
    """How people stand, whoever asks: callers say who may look. `targets`: person -> another level."""
    with seeing_all(session):
        found = places_of(session, people, targets)
        known = _known(session, [key for key, one in found.items() if one.next], today)
    return {
        person: Eligibility(person, one.current, one.since, one.next, _judged(one, known, today))
        for person, one in found.items()
    }


def places_of(
    session: Session, people: Collection[int], targets: Mapping[int, int] | None = None
) -> dict[int, Eligibility]:
    """Present and next level of people, without their conditions."""
    query = select(CareerLevel).where(CareerLevel.archived_at.is_(None))
    levels = session.scalars(query.order_by(CareerLevel.track, CareerLevel.position)).all()
    return _places(session, people, levels, targets or {})


def _places(
    session: Session, people: Collection[int], levels: Sequence[CareerLevel], targets: Mapping[int, int]
) -> dict[int, Eligibility]:
    by_id = {one.id: one for one in levels}
    t, p = table_of(Person).c, table_of(CareerPlacement).c
    placed: dict[int, Any] = {}
    columns = (p.person_id, p.level_id, p.since)
    rows = select_in(session, columns, p.person_id, people, p.archived_at.is_(None))
    for row in sorted(rows, key=lambda row: row.since):
        placed[row.person_id] = row
    found: dict[int, Eligibility] = {}
    for row in select_in(session, (t.id, t.post_id, t.post_since, t.joined_on), t.id, people):
        own = placed.get(row.id)
        current = by_id.get(own.level_id) if own else _of_post(row.post_id, levels)
        since = own.since if own else row.post_since or row.joined_on
        above = by_id.get(targets[row.id]) if row.id in targets else _above(current, levels)
        found[row.id] = Eligibility(row.id, current, since if current else None, above)
    return found


def _of_post(post_id: int | None, levels: Sequence[CareerLevel]) -> CareerLevel | None:
    return next((one for one in levels if post_id is not None and one.post_id == post_id), None)


def _above(current: CareerLevel | None, levels: Sequence[CareerLevel]) -> CareerLevel | None:
    if current is None:
        return None
    higher = (one for one in levels if one.track == current.track and one.position > current.position)
    return next(higher, None)


def _known(session: Session, people: Sequence[int], today: date) -> Known:
    past = grade_history(session, people, today)
    latest = [grades[0].assessment_id for grades in past.values()]
    bound: dict[int, list[Bound]] = {}
    if people:
        for one in standing(session, today, select(Person.id).where(Person.id.in_(sorted(people)))):
            bound.setdefault(one.person_id, []).append(one)
    return Known(past, peer_scores(session, latest, today), bound, _violations(session, people))


def _violations(session: Session, people: Collection[int]) -> dict[int, list[date]]:
    t, found = table_of(Violation).c, dict[int, list[date]]()
    rows = select_in(
        session, (t.salesperson_id, t.confirmed_on), t.salesperson_id, people,
        t.severity == ViolationSeverity.MAJOR, t.status == ViolationStatus.CONFIRMED,
        t.confirmed_on.is_not(None), t.archived_at.is_(None),
    )  # fmt: skip
    for row in rows:
        found.setdefault(row.salesperson_id, []).append(row.confirmed_on)
    return found


def _judged(one: Eligibility, known: Known, today: date) -> tuple[PathCondition, ...]:
    level = one.next
    if level is None:
        return ()
    past = known.past.get(one.person_id, ())
    peer = known.peers.get(past[0].assessment_id) if past else None
    found = (
        conditions.tenure(level, one.since, today),
        conditions.clean_cycles(level, past),
        conditions.certificates(level, known.bound.get(one.person_id, ())),
        conditions.no_violation(level, known.violations.get(one.person_id, ()), today),
        conditions.peer_score(level, peer, past[0].cycle_code if past else ""),
    )
    return tuple(condition for condition in found if condition is not None)
