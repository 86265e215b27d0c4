"""The board: who earned how many points, by unit and quarter, as far as people wish to be named."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.culture.duty import PEOPLE
from domain.culture.points_entry import PointsEntry
from domain.organisation.person import Person

LEAST_UNNAMED = 3
"""People whose points may be told together without telling those of one."""


class BoardChoice(Entity, Confidential):
    """Whether somebody wants to be named on the board; without a choice they are."""

    __tablename__ = "board_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    named: Mapped[bool]

    person: Mapped[Person] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Oneself."""
        return cls.person_id == (actor.person_id or 0)


@dataclass(frozen=True)
class Standing:
    """Points of one person who is named. Equal points share a place."""

    place: int
    person_id: int
    number: str
    name: str
    name_en: str
    unit_id: int
    points: int


@dataclass(frozen=True)
class Board:
    """What everybody may see."""

    standings: Sequence[Standing]
    unnamed: int
    """How many more have points and do not want to be named."""
    unnamed_points: int | None
    """Theirs together; None where they are so few that it would tell of one, or only some units are asked."""
    by_unit: dict[int, int]
    """Unit -> points of those named."""


def choose_named(session: Session, actor: Actor, named: bool) -> BoardChoice:
    """Say for oneself whether one is named on the board."""
    actor.require(Permission.CULTURE_READ)
    if actor.person_id is None:
        raise AccountWithoutPerson
    choice = session.scalars(
        select(BoardChoice).where(BoardChoice.person_id == actor.person_id)
    ).one_or_none()
    if choice is None:
        choice = BoardChoice(person_id=actor.person_id, named=named)
        session.add(choice)
    choice.named = named
    session.flush()
    return choice


def is_named(session: Session, actor: Actor) -> bool:
    """Whether the actor is named on the board."""
    query = select(BoardChoice.named).where(BoardChoice.person_id == (actor.person_id or 0))
    return session.scalar(query) is not False


def points_board(
    session: Session, actor: Actor, first: int, last: int, units: frozenset[int] | None = None
) -> Board:
    """Points of the months from `first` to `last` (yyyymm), of the whole company or of some units."""
    actor.require(Permission.CULTURE_READ)
    # The tables: the board is for everybody; what it leaves out it leaves out for all.
    e, c = table_of(PointsEntry).c, table_of(BoardChoice).c
    hidden = set(session.scalars(select(c.person_id).where(c.named.is_(False))))
    total = func.sum(e.points)
    query = (
        select(PEOPLE.id, PEOPLE.number, PEOPLE.name, PEOPLE.name_en, PEOPLE.unit_id, total)
        .join_from(table_of(PointsEntry), table_of(Person), PEOPLE.id == e.person_id)
        .where(e.period >= first, e.period <= last)
        .group_by(PEOPLE.id, PEOPLE.number, PEOPLE.name, PEOPLE.name_en, PEOPLE.unit_id)
        # The board praises: who had points taken back is not put up by name with less than nothing.
        .having(total > 0)
    )
    if units is not None:
        query = query.where(PEOPLE.unit_id.in_(sorted(units)))
    rows = [tuple(row) for row in session.execute(query)]
    named = sorted((row for row in rows if row[0] not in hidden), key=lambda row: (-row[5], row[1]))
    unnamed = [int(row[5]) for row in rows if row[0] in hidden]
    by_unit: dict[int, int] = defaultdict(int)
    for row in named:
        by_unit[row[4]] += int(row[5])
    told = units is None and len(unnamed) >= LEAST_UNNAMED
    return Board(_placed(named), len(unnamed), sum(unnamed) if told else None, dict(by_unit))


def own_points(session: Session, actor: Actor, first: int, last: int) -> int:
    """The points of the actor in the months from `first` to `last`."""
    query = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(
        PointsEntry.person_id == (actor.person_id or 0),
        PointsEntry.period >= first,
        PointsEntry.period <= last,
    )
    return int(session.scalar(query) or 0)


def _placed(rows: Sequence[tuple[int, str, str, str, int, int]]) -> list[Standing]:
    standings: list[Standing] = []
    for at, (person, number, name, name_en, unit, points) in enumerate(rows, 1):
        same = standings and standings[-1].points == points
        place = standings[-1].place if same else at
        standings.append(Standing(place, person, number, name, name_en, unit, int(points)))
    return standings
