"""Delegations: while somebody is away, another decides for them. One level only, never in a ring."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText
from domain.approvals.staff import staff_on
from domain.core.editing import find
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.organisation.chain import chain_from
from domain.organisation.person import Person

LONGEST = timedelta(days=180)


class OwnDelegationOnly(RuleBroken):
    """Nobody gives away what is another's."""

    text = "Everybody delegates their own approvals only."


class DelegateToOneself(RuleBroken):
    """Nothing would change."""

    text = "Choose another person than yourself."


class DelegatesInARing(RuleBroken):
    """The decision would come back to whoever gave it away."""

    text = "{name} has delegated to you, directly or by way of others; that would lead back to them."


class DelegationTerm(RuleBroken):
    """The term is empty, over or endless."""

    text = "A delegation runs from today or later until a day after that, at most {most} days."


class DelegateCannotDecide(RuleBroken):
    """The delegate has no working account, or administers the portal."""

    text = "{name} cannot decide: no working account, or one that administers the portal."


class AlreadyDelegated(RuleBroken):
    """Two people would decide for one."""

    text = "You have already delegated in that time. End that delegation first."


class Delegation(Entity):
    """One person decides for another, from one day to another. `kinds`: which records; none: all."""

    __tablename__ = "delegation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[LongText]
    kinds: Mapped[list[str]] = mapped_column(insert_default=list)

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    delegate: Mapped[Person] = relationship(lazy="raise", foreign_keys=delegate_id)

    def covers(self, entity: str) -> bool:
        """Whether it holds for this kind of record."""
        return not self.kinds or entity in self.kinds


def delegate(
    session: Session,
    actor: Actor,
    *,
    delegate_id: int,
    since: date,
    until: date,
    reason: str,
    today: date,
    kinds: Iterable[str] = (),
) -> Delegation:
    """Let somebody decide for the actor."""
    if actor.person_id is None:
        raise OwnDelegationOnly
    if delegate_id == actor.person_id:
        raise DelegateToOneself(field="delegate_id")
    if not today <= since <= until <= since + LONGEST:
        raise DelegationTerm(field="until", most=LONGEST.days)
    if not reason.strip():
        raise Missing(field="reason", field_name="Delegation.reason")
    staff = staff_on(session, today)
    if delegate_id not in staff.actors:
        raise DelegateCannotDecide(field="delegate_id", name=_name(session, delegate_id))
    _require_no_ring(session, actor.person_id, delegate_id, since, until)
    made = Delegation(
        person_id=actor.person_id, delegate_id=delegate_id, since=since, until=until, reason=reason.strip(),
        kinds=sorted(set(kinds)),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def end_delegation(session: Session, actor: Actor, delegation_id: int, today: date) -> Delegation:
    """The actor decides themselves again, from now on."""
    found = find(session, Delegation, delegation_id)
    if found.person_id != actor.person_id:
        raise OwnDelegationOnly
    explain(found, action="delegation_ended")
    found.until = today - timedelta(days=1)
    session.flush()
    return found


def delegators(session: Session, delegate_id: int | None, entity: str, today: date) -> set[int]:
    """For whom this person decides on a day, about this kind of record."""
    rows = in_force(session, today)
    return {row.person_id for row in rows if row.delegate_id == delegate_id and row.covers(entity)}


def in_force(session: Session, today: date) -> list[Delegation]:
    """The delegations of a day."""
    return list(_meanwhile(session, today, today))


def _meanwhile(session: Session, since: date, until: date) -> Iterable[Delegation]:
    return session.scalars(
        select(Delegation).where(
            Delegation.archived_at.is_(None), Delegation.since <= until, Delegation.until >= since
        )
    )


def _require_no_ring(session: Session, person: int, delegate_id: int, since: date, until: date) -> None:
    rows = list(_meanwhile(session, since, until))
    if any(row.person_id == person for row in rows):
        raise AlreadyDelegated(field="since")
    if person in chain_from(delegate_id, {row.person_id: row.delegate_id for row in rows}):
        raise DelegatesInARing(field="delegate_id", name=_name(session, delegate_id))


def _name(session: Session, person_id: int) -> str:
    people = Person.__table__.c
    return str(session.scalar(select(people.name).where(people.id == person_id)) or "?")
