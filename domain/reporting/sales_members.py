"""Sums of several measures for every member of a dimension, now and in the time compared with.

One pass over each fact table serves all of them, exactly as the engine sums them, whatever the number of
members: what a dashboard ranks and compares.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.indicators.lay_out import Wanted, lay_out, lay_out_members, spans
from domain.indicators.ledger import Ledger
from domain.indicators.period_context import PeriodContext
from domain.indicators.read_figures import BY_UNIT
from domain.indicators.registry import REGISTRY
from domain.indicators.trait import TRAITS, bearers
from domain.organisation.tree import UnitTree, unit_tree
from domain.reporting.breakdown import member_names

ZERO = Decimal(0)
Amounts = Mapping[str, Decimal | None]
"""Measure -> sum. None: there are no records of it, or they begin later."""


@dataclass(frozen=True)
class MembersWish:
    """Which sums of whom. Flows are summed over `months` ending with `month`, balances are as of its end.

    `before` is the last month of the time compared with, equally long.
    """

    measures: tuple[str, ...]
    unit_id: int
    by: str
    month: int
    months: int = 1
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member. Key 0: rows that name none. Names are empty for it and for whom the actor may not see."""

    key: int
    name_zh: str
    name_en: str
    now: Amounts
    before: Amounts

    def amount(self, measure: str) -> Decimal:
        """The sum now; nothing is 0."""
        return self.now.get(measure) or ZERO

    def earlier(self, measure: str) -> Decimal:
        """The sum in the time compared with; nothing is 0."""
        return self.before.get(measure) or ZERO

    def change(self, measure: str) -> Decimal:
        """How much more it is now."""
        return self.amount(measure) - self.earlier(measure)


def known_measures(names: tuple[str, ...], by: str) -> tuple[str, ...]:
    """Those of the measures that the portal has and that can be broken down this way."""
    base = TRAITS[by].dimension if by in TRAITS else by
    return tuple(
        name
        for name in names
        if name in REGISTRY.measures and (by == BY_UNIT or base in REGISTRY.measures[name].dimensions)
    )


def members(session: Session, actor: Actor, wish: MembersWish, today: date) -> list[Member]:
    """Everybody with any of the sums, by key. NotFound for a unit the actor may not see."""
    actor.require(Permission.INDICATORS_READ)
    tree = unit_tree(session)
    if wish.unit_id not in tree.parents or not actor.may(Permission.INDICATORS_READ, wish.unit_id):
        raise NotFound
    wish = replace(wish, measures=known_measures(wish.measures, wish.by))
    ledger = _ledger(session, tree, wish, today)
    sums = {key: (_sums(ledger, key, wish, wish.month), _sums(ledger, key, wish, wish.before))
            for key in ledger.tracks}  # fmt: skip
    told = {int(str(key)): pair for key, pair in sums.items() if any(any(half.values()) for half in pair)}
    names = member_names(session, wish.by, told.keys())
    return [Member(key, *names.get(key, ("", "")), *told[key]) for key in sorted(told)]


def by_trait(session: Session, customers: Sequence[Member], trait: str) -> list[Member]:
    """The same sums by region or channel, added up from those by customer: no further pass over the facts."""
    bearer = bearers(session, TRAITS[trait])
    groups: dict[int, list[Member]] = defaultdict(list)
    for one in customers:
        groups[bearer.get(one.key, 0)].append(one)
    names = member_names(session, trait, groups.keys())
    return [
        Member(
            key, *names.get(key, ("", "")), _added([o.now for o in them]), _added([o.before for o in them])
        )
        for key, them in sorted(groups.items())
    ]


def _added(halves: Sequence[Amounts]) -> Amounts:
    names = dict.fromkeys(name for half in halves for name in half)
    return {name: _whole([half.get(name) for half in halves]) for name in names}


def _whole(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def totals(found: list[Member], measure: str) -> tuple[Decimal, Decimal]:
    """The sum of all members, now and before."""
    return (
        sum((one.amount(measure) for one in found), ZERO),
        sum((one.earlier(measure) for one in found), ZERO),
    )


def movers(found: list[Member], measure: str, most: int = 5) -> tuple[list[Member], list[Member]]:
    """Those that gained most and those that lost most, each by size; nobody is in both."""
    named = [one for one in found if one.key]
    up = sorted((one for one in named if one.change(measure) > 0), key=lambda one: -one.change(measure))
    down = sorted((one for one in named if one.change(measure) < 0), key=lambda one: one.change(measure))
    return up[:most], down[:most]


def _ledger(session: Session, tree: UnitTree, wish: MembersWish, today: date) -> Ledger:
    below, known = tree.below(wish.unit_id), spans(session, today)
    wanted = Wanted(frozenset(wish.measures), frozenset())
    if wish.by != BY_UNIT:
        return lay_out_members(session, wanted, known, below, wish.by, today)
    lines = {unit: _branch(tree, unit, wish.unit_id) for unit in below}
    return lay_out(session, wanted, known, below, lambda unit, _: (lines[unit],), today)


def _branch(tree: UnitTree, unit: int, top: int) -> int:
    """The child of the top unit that a unit counts in; the top unit stands for what is booked on itself."""
    line = tree.above(unit)
    return unit if unit == top else line[line.index(top) - 1]


def _sums(ledger: Ledger, key: Hashable, wish: MembersWish, month: int | None) -> Amounts:
    if month is None:
        return {}
    context = PeriodContext(ledger, key, Period.of(month, Grain.MONTH))
    return {name: context.value(name, window=wish.months) for name in wish.measures}
