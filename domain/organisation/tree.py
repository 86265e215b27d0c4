"""Questions about the tree of units."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.organisation.chain import chain_from
from domain.organisation.unit import ROOT_CODE, Unit


@dataclass(frozen=True)
class UnitTree:
    """Who stands below whom, in memory: units are few, questions about them many."""

    parents: dict[int, int | None]

    def below(self, unit_id: int) -> frozenset[int]:
        """The unit and everything under it."""
        children: dict[int | None, list[int]] = defaultdict(list)
        for child, parent in self.parents.items():
            children[parent].append(child)
        found, edge = {unit_id}, [unit_id]
        while edge:
            edge = [child for unit in edge for child in children[unit] if child not in found]
            found |= set(edge)
        return frozenset(found)

    def above(self, unit_id: int) -> tuple[int, ...]:
        """The unit and everything over it, nearest first."""
        return chain_from(unit_id, self.parents)

    def under_all(self, units: Iterable[int]) -> frozenset[int]:
        """Everything under any of the units."""
        return frozenset().union(*(self.below(unit) for unit in units))


def unit_tree(session: Session) -> UnitTree:
    """The whole tree."""
    return UnitTree({row.id: row.parent_id for row in session.execute(select(Unit.id, Unit.parent_id))})


def root_unit(session: Session) -> int:
    """The company itself; rows without a unit belong to it."""
    return session.scalars(select(Unit.id).where(Unit.code == ROOT_CODE)).one()
