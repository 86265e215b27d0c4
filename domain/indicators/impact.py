"""Which readings a change reaches: for each indicator the units, and from which month on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.indicators.figure_state import Before, Reach
from domain.indicators.ledger import Span
from domain.indicators.plan import Plan
from domain.indicators.touched import Touched
from domain.organisation.tree import UnitTree

ALWAYS = 0
"""A month before every month."""


@dataclass(frozen=True)
class Impact:
    """Compares before and after. `everything` makes a full refresh of it."""

    tree: UnitTree
    touched: Touched
    before: Before
    after: Mapping[str, Span]
    everything: bool = False

    def on(self, plan: Plan) -> Reach:
        """The units and months of one indicator."""
        if self.everything or (plan.by_member and not self.before.same_groups):
            return dict.fromkeys(self.tree.parents, ALWAYS)
        reach: Reach = {}
        if (month := self.touched.definitions.get(plan.indicator.id)) is not None:
            self._widen(reach, self.tree.parents, month)
        if (month := self._span_changed(plan.own_tables)) is not None:
            self._widen(reach, self.tree.parents, month)
        for unit, month in self.touched.since(plan.tables).items():
            self._widen(reach, self.tree.above(unit), month)
        for unit, month in self.before.provisional.get(plan.indicator.id, {}).items():
            self._widen(reach, (unit,), month)
        self._widen(reach, self._moved_under(), ALWAYS)
        return reach

    def _span_changed(self, tables: Iterable[str]) -> int | None:
        """The company's records begin or end elsewhere: other units have more periods, or fewer."""
        month = None
        for table in tables:
            old, new = self.before.spans.get(table), self.after.get(table)
            if old == new:
                continue
            if old is None or new is None or old.first != new.first:
                return ALWAYS
            month = min(filter(None, (month, old.last, new.last)))
        return month

    def _moved_under(self) -> set[int]:
        """Units above a unit that moved, at its old place and at its new one."""
        old = UnitTree(dict(self.before.units))
        moved = [
            unit
            for unit, parent in self.before.units.items()
            if unit in self.tree.parents and self.tree.parents[unit] != parent
        ]
        return {above for unit in moved for tree in (old, self.tree) for above in tree.above(unit)}

    @staticmethod
    def _widen(reach: Reach, units: Iterable[int], month: int) -> None:
        for unit in units:
            reach[unit] = min(month, reach.get(unit, month))
