"""Who is to be told: questions about the people with accounts, answered from one look at all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.core.permission import Actor, Permission
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person


@dataclass(frozen=True)
class Audience:
    """Everybody whose account works that day. Answers are ids of users."""

    actors: dict[int, Actor]
    superiors: dict[int, int | None] = field(default_factory=dict)
    """Person -> their superior."""
    committee: frozenset[int] = frozenset()
    """Persons who sit on the committee."""

    def of_persons(self, persons: Collection[int | None]) -> frozenset[int]:
        """All accounts of these people."""
        known = {person for person in persons if person is not None}
        return frozenset(user for user, actor in self.actors.items() if actor.person_id in known)

    def in_role(self, role: str, unit_id: int) -> frozenset[int]:
        """Who holds the role in the unit, itself or by a grant over a unit above."""
        return frozenset(
            user
            for user, actor in self.actors.items()
            if any(g.role == role and (g.units is None or unit_id in g.units) for g in actor.grants)
        )

    def with_permission(self, permission: Permission, unit_id: int | None = None) -> frozenset[int]:
        """Who may do this in the unit."""
        return frozenset(user for user, actor in self.actors.items() if actor.may(permission, unit_id))

    def above(self, person: int | None) -> frozenset[int]:
        """The accounts of somebody's superior."""
        return self.of_persons([None if person is None else self.superiors.get(person)])

    def on_committee(self) -> frozenset[int]:
        """The accounts of the committee's members."""
        return self.of_persons(self.committee)

    def without_persons(self, users: Iterable[int], persons: Collection[int | None]) -> frozenset[int]:
        """These users but for the accounts of some people."""
        return frozenset(users) - self.of_persons(persons)


def audience(session: Session, today: date) -> Audience:
    """Look at everybody once. Whoever asks: telling does not end at the units one sees."""
    people = Person.__table__.c
    above = session.execute(select(people.id, people.superior_id).where(people.superior_id.is_not(None)))
    seats = select(CommitteeMember.person_id).where(
        CommitteeMember.archived_at.is_(None),
        CommitteeMember.since <= today,
        or_(CommitteeMember.until.is_(None), CommitteeMember.until >= today),
    )
    return Audience(
        actors=working_actors(session, today),
        superiors={row.id: row.superior_id for row in above},
        committee=frozenset(session.scalars(seats)),
    )
