"""Give points: once for each record, within the limit of the month, to nobody who decided on it themself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.period import month_of
from domain.core.visibility import actor_of
from domain.culture.duty import PEOPLE
from domain.culture.points_entry import UNDONE, PointsEntry, PointsKind
from domain.culture.points_event import PointsEvent
from domain.culture.points_rule import PointsRule


@dataclass(frozen=True)
class Claim:
    """What a person did, and the record that shows it."""

    event: PointsEvent
    person_id: int
    entity: str
    entity_id: int
    on: date
    most: int | None = None
    """No more than this, where less than the rule gives was agreed."""
    deciders: frozenset[int] = frozenset()
    """Persons who approved or verified it: they earn nothing by it."""

    @property
    def subject(self) -> tuple[int, str, int]:
        """What counts once: this person, this record."""
        return (self.person_id, self.entity, self.entity_id)


def award(session: Session, claims: Sequence[Claim], now: datetime) -> list[PointsEntry]:
    """Write what the claims earn; those already paid, without a rule, or of one's own decision earn nothing.

    The highest claim of a person on a record counts. What exceeds the limit of a month is cut, to zero if
    need be, and stays cut.
    """
    rules = {rule.event: rule for rule in session.scalars(select(PointsRule)) if rule.archived_at is None}
    valid = [one for one in claims if one.event in rules and one.person_id not in one.deciders]
    if not valid:
        return []
    ledger = _Ledger(session, {one.person_id for one in valid})
    units = dict(session.execute(select(PEOPLE.id, PEOPLE.unit_id).where(PEOPLE.id.in_(ledger.people))).all())
    written = []
    for claim in sorted(valid, key=lambda one: (one.on, -_worth(one, rules[one.event]))):
        if ledger.is_paid(claim):
            continue
        rule, full = rules[claim.event], _worth(claim, rules[claim.event])
        entry = PointsEntry(
            person_id=claim.person_id, unit_id=units[claim.person_id], event=claim.event,
            kind=PointsKind.EARNED, points=ledger.within(claim, full, rule.monthly_limit), full_points=full,
            entity=claim.entity, entity_id=claim.entity_id, turn=ledger.turn(claim), earned_on=claim.on,
            period=month_of(claim.on), by=actor_of(session).name,
        )  # fmt: skip
        ledger.add(claim, entry.points)
        written.append(entry)
    session.add_all(written)
    session.flush()
    return written


def _worth(claim: Claim, rule: PointsRule) -> int:
    return rule.points if claim.most is None else max(0, min(claim.most, rule.points))


class _Ledger:
    """What the people concerned have earned so far; reversed points leave room again."""

    def __init__(self, session: Session, people: Iterable[int]) -> None:
        # The table: limits count all entries, whoever looks.
        t = table_of(PointsEntry).c
        self.people = sorted(set(people))
        # A later claim waits here for one under way.
        session.execute(select(PEOPLE.id).where(PEOPLE.id.in_(self.people)).with_for_update())
        columns = (
            t.id, t.person_id, t.event, t.kind, t.points, t.entity, t.entity_id, t.turn, t.period,
            t.reverses_id, t.reason,
        )  # fmt: skip
        rows: list[Any] = list(select_in(session, columns, t.person_id, self.people))
        taken = {row.reverses_id: row.reason for row in rows if row.kind == PointsKind.REVERSED}
        self.open: set[tuple[int, str, int]] = set()
        self.turns: dict[tuple[int, str, int], int] = defaultdict(int)
        self.month: dict[tuple[int, PointsEvent, int], int] = defaultdict(int)
        for row in rows:
            if row.kind == PointsKind.EARNED:
                subject = (row.person_id, row.entity, row.entity_id)
                self.turns[subject] = max(self.turns[subject], row.turn)
                if taken.get(row.id) != UNDONE:
                    self.open.add(subject)
                if row.id not in taken:
                    self.month[row.person_id, row.event, row.period] += row.points

    def is_paid(self, claim: Claim) -> bool:
        """Points were given for it and stand, or somebody has taken them back: that decision stands."""
        return claim.subject in self.open

    def turn(self, claim: Claim) -> int:
        """The number of the next award for it."""
        return self.turns[claim.subject] + 1

    def within(self, claim: Claim, points: int, limit: int | None) -> int:
        """What the limit of the month leaves of the points."""
        if limit is None:
            return points
        earned = self.month[claim.person_id, claim.event, month_of(claim.on)]
        return max(0, min(points, limit - earned))

    def add(self, claim: Claim, points: int) -> None:
        """Count it too, for the claims that follow."""
        self.open.add(claim.subject)
        self.turns[claim.subject] += 1
        self.month[claim.person_id, claim.event, month_of(claim.on)] += points
