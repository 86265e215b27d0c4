"""The internal-control committee: who sits on it, in which seat, from when to when."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.organisation.person import Person


class Seat(StrEnum):
    """A role on the committee."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"


class EndsBeforeItStarts(RuleBroken):
    """The membership would be empty."""

    text = "The membership ends before it starts."


class CommitteeMember(Entity):
    """One person's membership."""

    __tablename__ = "committee_member"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat: Mapped[Seat]
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse an empty term."""
        if self.until is not None and self.until < self.since:
            raise EndsBeforeItStarts(field="until")
