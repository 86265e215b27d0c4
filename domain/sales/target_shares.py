"""How targets of salespeople, units and the company add up without counting anything twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.types import MONEY_PLACES
from domain.core.period import days_of, first_day_of, last_day_of
from domain.core.rounding import rounded
from domain.organisation.tree import UnitTree


@dataclass(frozen=True, slots=True)
class Employment:
    """From when until when somebody works here; None: no such end is known."""

    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A target in force: of a unit as a whole, or of a salesperson in it."""

    key: int
    unit: int
    of_person: bool
    amount: Decimal


def pro_rated(amount: Decimal, month: int, employment: Employment) -> Decimal:
    """The part of a salesperson's monthly target for the calendar days that they are employed in the month.

    Who joins on the 16th of a month of 30 days is to reach 15/30 of it.
    """
    first = max(first_day_of(month), employment.joined_on or date.min)
    last = min(last_day_of(month), employment.left_on or date.max)
    days = max((last - first).days + 1, 0)
    return amount if days == days_of(month) else rounded(amount * days / days_of(month), MONEY_PLACES)


def counted(shares: Iterable[Share], tree: UnitTree) -> Mapping[int, Decimal]:
    """What each target of one metric and month adds to its unit, by key.

    A unit's own target covers everything below it, so only what nobody below has counts there; it is
    below 0 where those below are to reach more than the unit.
    """
    known = list(shares)
    found = {share.key: share.amount for share in known if share.of_person}
    below: dict[int, Decimal] = defaultdict(Decimal)
    for share in known:
        if share.of_person:
            below[share.unit] += share.amount
    of_unit = {share.unit: share for share in known if not share.of_person}
    depth = {unit: len(tree.above(unit)) for unit in {*below, *of_unit}}
    open_units = dict(depth)
    while open_units:
        unit = max(open_units, key=lambda key: (open_units[key], key))
        del open_units[unit]
        own = of_unit.get(unit)
        if own is not None:
            found[own.key] = own.amount - below[unit]
        total = below[unit] if own is None else own.amount
        parent = tree.parents.get(unit)
        if parent is not None:
            below[parent] += total
            open_units.setdefault(parent, len(tree.above(parent)))
    return found
