"""A control failure that is planted in the demo company: what, where, when, and who should notice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.demo.book import Book
from domain.demo.buyer import Buyer
from domain.demo.people import UNITS
from domain.demo.plan import DemoPlan


class Step(StrEnum):
    """When a failure takes hold, while the company's past is made."""

    BUYERS = "buyers"
    """Customers are known, nobody has ordered."""
    ORDERS = "orders"
    SHIPMENTS = "shipments"
    BILLS = "bills"
    ROWS = "rows"
    """All rows are there."""


class Detector(StrEnum):
    """What kind of thing sees a failure."""

    INDICATOR = "indicator"
    """A reading turns amber or red."""
    SUSPECTS = "suspects"
    """Rows of a list of suspects."""
    LOOP = "loop"
    """A verdict or state of an issue."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One detector that should see the failure."""

    kind: Detector
    name: str
    """Code of the indicator, name of the list of suspects, or code of the issue's indicator."""
    expected: str
    """The status, how many suspects at least, or the verdict or state."""
    first: int | None = None
    last: int | None = None
    """Months ago within which it sees it; None: those of the failure."""


Change = Callable[[Book], None]


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One planted failure. It lasts from `first` to `last`, both in whole months before today's."""

    id: str
    what_zh: str
    what_en: str
    unit: str
    first: int
    last: int = 0
    seen_by: tuple[Sighting, ...]
    also: tuple[str, ...] = ()
    """Codes of indicators that may well turn amber or red because of it."""
    changes: Mapping[Step, Change] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    """Staff numbers of whoever did it."""
    strikes: Callable[[Buyer], bool] | None = None
    """Which customers it concerns; None: all of the unit."""

    def customers(self, buyers: list[Buyer]) -> list[str]:
        """Numbers of the customers it concerns; none when it is about the whole unit."""
        return [one.number for one in buyers if self.hits(one)] if self.strikes is not None else []

    def hits(self, buyer: Buyer) -> bool:
        """It concerns this customer."""
        return buyer.unit == self.unit and (self.strikes is None or self.strikes(buyer))

    def fits(self, plan: DemoPlan) -> bool:
        """The company is old enough for it."""
        return plan.months > self.first

    @property
    def codes(self) -> frozenset[str]:
        """Indicators that it may turn amber or red."""
        seen = {one.name for one in self.seen_by if one.kind is not Detector.SUSPECTS}
        return frozenset(seen | set(self.also))

    @property
    def units(self) -> frozenset[str]:
        """The unit and those above it, whose figures contain it."""
        above = {code: parent for code, _, _, parent in UNITS}
        found, at = {"ROOT"}, self.unit
        while at in above:
            found.add(at)
            at = above[at] or "ROOT"
        return frozenset(found)
