"""Whose figures a person may look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.indicators.reading import Reading
from domain.organisation.tree import unit_tree
from domain.organisation.unit import Unit


@dataclass(frozen=True)
class UnitInSight:
    """A unit with figures. `depth` counts from the topmost unit the person may see."""

    id: int
    code: str
    name_zh: str
    name_en: str
    parent_id: int | None
    depth: int = 0
    over: frozenset[int] = frozenset()
    """Units above it, in sight or not."""


def unit_named(units: Sequence[UnitInSight], asked: str | None) -> UnitInSight | None:
    """The unit an address names; the first without a name; None for one that is out of sight.

    Who is sent a view of a unit above their own gets the same view of their own: their rows, their totals.
    """
    if asked is None:
        return units[0]
    named = next((one for one in units if str(one.id) == asked), None)
    above = {str(unit) for unit in units[0].over}
    return named or (units[0] if asked in above else None)


def units_in_sight(session: Session, actor: Actor) -> tuple[UnitInSight, ...]:
    """Units with figures that the actor may read, each above those below it; the first is where to begin."""
    query = (
        select(Unit.id, Unit.code, Unit.name_zh, Unit.name_en, Unit.parent_id)
        .where(exists().where(Reading.unit_id == Unit.id))
        .order_by(Unit.id)
    )
    tree = unit_tree(session)
    found = [UnitInSight(*row, over=frozenset(tree.above(row.id))) for row in session.execute(query)]
    readable = {unit.id: unit for unit in found if actor.may(Permission.INDICATORS_READ, unit.id)}
    tops = [unit for unit in readable.values() if unit.parent_id not in readable]
    return tuple(each for top in tops for each in _branch(top, readable, 0))


def _branch(unit: UnitInSight, known: dict[int, UnitInSight], depth: int) -> Iterator[UnitInSight]:
    yield replace(unit, depth=depth)
    for child in known.values():
        if child.parent_id == unit.id:
            yield from _branch(child, known, depth + 1)
