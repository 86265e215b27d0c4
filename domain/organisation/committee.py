"""The internal-control committee: who sits on it, in which seat, from when to when."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, object_session, relationship

from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.organisation.person import Person


class Seat(StrEnum):
    """A role on the committee."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"


class EndsBeforeItStarts(RuleBroken):
    """The membership would be empty."""

    text = "The membership ends before it starts."


class AlreadyAMember(RuleBroken):
    """One person would hold two seats at a time."""

    text = "This person already sits on the committee at that time."


class ChairTaken(RuleBroken):
    """There would be two chairs at a time."""

    text = "Somebody else chairs the committee at that time. End that membership first."


class CommitteeMember(Entity):
    """One person's membership."""

    __tablename__ = "committee_member"
    read_permission = Permission.ORGANISATION_READ
    write_permission = Permission.ORGANISATION_WRITE

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat: Mapped[Seat]
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse an empty term, a second seat of the same person, a second chair."""
        if self.until is not None and self.until < self.since:
            raise EndsBeforeItStarts(field="until")
        session = object_session(self)
        if session is None:
            return
        with session.no_autoflush:
            others = session.scalars(select(CommitteeMember).where(CommitteeMember.archived_at.is_(None)))
            meanwhile = [other for other in others if other is not self and self._overlaps(other)]
        if any(other.person_id == self.person_id for other in meanwhile):
            raise AlreadyAMember(field="person_id")
        if self.seat == Seat.CHAIR and any(other.seat == Seat.CHAIR for other in meanwhile):
            raise ChairTaken(field="seat")

    def _overlaps(self, other: "CommitteeMember") -> bool:
        ends_before = self.until is not None and self.until < other.since
        begins_after = other.until is not None and other.until < self.since
        return not (ends_before or begins_after)


def sitting(session: Session, on: date) -> list[CommitteeMember]:
    """Who sits on the committee that day, with their people; the chair first."""
    members = session.scalars(
        select(CommitteeMember)
        .where(
            CommitteeMember.archived_at.is_(None),
            CommitteeMember.since <= on,
            CommitteeMember.until.is_(None) | (CommitteeMember.until >= on),
        )
        .options(joinedload(CommitteeMember.person))
        .order_by(CommitteeMember.id)
    )
    return sorted(members, key=lambda member: list(Seat).index(member.seat))
