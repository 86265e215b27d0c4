"""Who could decide today, found once for many questions: people, their superiors, posts and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.access.segregation import ADMINISTRATION
from domain.approvals.subject import Subject
from domain.approvals.tier import Approver, ApproverKind
from domain.core.permission import Actor
from domain.organisation.chain import chain_from
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.tree import UnitTree, unit_tree
from domain.organisation.unit import Unit


@dataclass(frozen=True)
class Member:
    """Somebody who works here."""

    id: int
    number: str
    unit_id: int
    post: str | None
    superior_id: int | None


@dataclass(frozen=True)
class Staff:
    """The organisation of one day, as far as approvals ask."""

    members: dict[int, Member]
    actors: dict[int, tuple[Actor, ...]]
    """Person -> accounts that work; who administers the portal is not here: administrators decide nothing."""
    tree: UnitTree
    codes: dict[int, str]
    """Unit -> code."""
    root_id: int

    @property
    def above(self) -> dict[str, tuple[str, ...]]:
        """Code of a unit -> codes of all over it."""
        return {
            code: tuple(self.codes[one] for one in self.tree.above(unit) if one != unit)
            for unit, code in self.codes.items()
        }

    def users(self, people: Iterable[int]) -> list[int]:
        """Accounts of these people."""
        return [a.user_id for one in people for a in self.actors.get(one, ()) if a.user_id is not None]

    def line(self, person_id: int | None) -> tuple[int, ...]:
        """The superiors of a person, nearest first."""
        return chain_from(person_id, {one.id: one.superior_id for one in self.members.values()})[1:]

    def behind(self, approver: Approver, subject: Subject) -> tuple[int, ...]:
        """The people an approver names for a subject, as far as they can decide; in order of staff number.

        The submitter and who is barred are still among them.
        """
        unit_id = subject.unit_id or self.root_id
        if approver.kind is ApproverKind.ROLE:
            return self._with_role(approver.value, unit_id)
        if approver.kind is ApproverKind.POST:
            return self._with_post(approver.value, unit_id)
        if approver.kind is ApproverKind.SUPERIOR:
            return self._superior(subject.submitter_id, int(approver.value))
        named = (one.id for one in self.members.values() if one.number == approver.value)
        return tuple(one for one in named if one in self.actors)

    def _superior(self, person_id: int | None, levels: int) -> tuple[int, ...]:
        """Who stands so high above, or next above who cannot decide; in a short line its top."""
        line = self.line(person_id)
        above = [one for one in line[levels - 1 :] if one in self.actors]
        return tuple(above[:1] or [one for one in line if one in self.actors][-1:])

    def _with_role(self, role: str, unit_id: int) -> tuple[int, ...]:
        """Holders whose grant covers the unit; those of the nearest unit only."""
        found: dict[int, list[int]] = {}
        for person, actors in self.actors.items():
            reach = [
                len(self.codes) + 1 if grant.units is None else len(grant.units)
                for actor in actors
                for grant in actor.grants
                if grant.role == role and (grant.units is None or unit_id in grant.units)
            ]
            if reach:
                found.setdefault(min(reach), []).append(person)
        return self._ordered(found[min(found)]) if found else ()

    def _with_post(self, post: str, unit_id: int) -> tuple[int, ...]:
        holders = [one for one in self.members.values() if one.post == post and one.id in self.actors]
        for unit in self.tree.above(unit_id):
            if near := [one.id for one in holders if one.unit_id == unit]:
                return self._ordered(near)
        return self._ordered(one.id for one in holders)

    def _ordered(self, people: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(people, key=lambda one: self.members[one].number))


def staff_on(session: Session, today: date) -> Staff:
    """Read it, whoever asks: lines and roles do not end at the unit one sees."""
    c, post = Person.__table__.c, Post.__table__.c
    rows = session.execute(
        select(c.id, c.number, c.unit_id, post.code, c.superior_id)
        .select_from(Person.__table__.outerjoin(Post.__table__, c.post_id == post.id))
        .where(c.archived_at.is_(None), c.left_on.is_(None) | (c.left_on >= today))
        .order_by(c.number)
    )
    members = {row.id: Member(*row) for row in rows}
    actors: dict[int, list[Actor]] = {}
    for actor in working_actors(session, today).values():
        if actor.person_id is not None and actor.person_id in members:
            actors.setdefault(actor.person_id, []).append(actor)
    units = {row.id: row.code for row in session.execute(select(Unit.id, Unit.code))}
    tree = unit_tree(session)
    return Staff(
        members=members,
        actors={
            person: tuple(accounts)
            for person, accounts in actors.items()
            if not any(account.permissions & ADMINISTRATION for account in accounts)
        },
        tree=tree,
        codes=units,
        root_id=next((unit for unit, parent in tree.parents.items() if parent is None), 0),
    )
