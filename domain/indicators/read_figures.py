"""Figures of any grain and breakdown, computed on the spot from the kept parts, exactly as readings are."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.errors import NotFound, RuleBroken
from domain.core.measure import DIMENSIONS
from domain.core.period import Grain, Period, add_months
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.compute_readings import evaluator_of, last_month, periods_of
from domain.indicators.evaluator import Evaluator
from domain.indicators.figure import Figure
from domain.indicators.lay_out import Wanted, lay_out, lay_out_members, spans
from domain.indicators.ledger import Ledger, Span
from domain.indicators.plan import Plan, plans
from domain.indicators.trait import TRAITS
from domain.organisation.tree import UnitTree, unit_tree

BY_UNIT = "unit"
BREAKDOWNS = (BY_UNIT, *DIMENSIONS, *TRAITS)


class UnknownBreakdown(RuleBroken):
    """The indicator cannot be broken down this way."""

    text = "{indicator} cannot be broken down by {dimension}."


@dataclass(frozen=True)
class Wish:
    """Which figures of an indicator are wanted.

    `unit_id` stands for the unit and everything below it. `by` gives one series for each child unit
    (`unit`; what is booked on the unit itself counts under its own id) or for each member of a dimension;
    `member` is the only one of them wanted. Dates name the periods they fall in.
    """

    code: str
    unit_id: int
    grain: Grain | None = None
    first: date | None = None
    last: date | None = None
    by: str | None = None
    member: int | None = None


@dataclass(frozen=True)
class Prepared:
    """An indicator with the parts of the wanted scopes laid out."""

    plan: Plan
    evaluator: Evaluator
    units: frozenset[int]
    """The wanted unit and everything below it."""
    last: int | None
    """The last month with facts."""

    @property
    def ledger(self) -> Ledger:
        """The parts."""
        return self.evaluator.ledger


def read_figures(session: Session, actor: Actor, wish: Wish, today: date) -> list[Figure]:
    """The wanted figures, by scope and period; where there are no facts at all, one figure that says so.

    NotFound for a unit the actor may not see; UnknownBreakdown where no measure knows the dimension.
    """
    ready = prepare(session, actor, wish, today)
    grain = wish.grain or ready.plan.indicator.grain
    found: list[Figure] = []
    for scope in _scopes(ready.ledger, wish):
        first = _first(ready, scope, wish)
        if first is not None and ready.last is not None:
            periods = periods_of(add_months(ready.ledger.first, first), ready.last, grain)
            periods = periods[_start(periods, wish, grain, ready.plan.history) :]
            figures = ready.evaluator.figures(scope, periods)
            found += [figure for figure in figures if _wanted(figure.period, wish, grain)]
    if found or wish.by or ready.last is not None:
        return found
    return [ready.evaluator.figure(wish.unit_id, Period.containing(wish.last or today, grain), ())]


def prepare(session: Session, actor: Actor, wish: Wish, today: date) -> Prepared:
    """Lay out what the wish needs, if the actor may see the unit."""
    actor.require(Permission.INDICATORS_READ)
    tree = unit_tree(session)
    if wish.unit_id not in tree.parents or not actor.may(Permission.INDICATORS_READ, wish.unit_id):
        raise NotFound
    plan = plans(session, [wish.code])[0]
    known, units = spans(session, today), tree.below(wish.unit_id)
    ledger = _ledger(session, plan, wish, tree, known, today)
    return Prepared(plan, evaluator_of(plan, ledger, today), units, last_month(plan, known))


def _ledger(
    session: Session, plan: Plan, wish: Wish, tree: UnitTree, known: Mapping[str, Span], today: date
) -> Ledger:
    below, wanted = tree.below(wish.unit_id), Wanted(plan.measures, plan.by_member)
    if wish.by is None or wish.by == BY_UNIT:
        scopes = {unit: (_branch(tree, unit, wish),) for unit in below}
        return lay_out(session, wanted, known, below, lambda unit, _: scopes[unit], today)
    _require_dimension(session, plan, wish.by)
    return lay_out_members(session, wanted, known, below, wish.by, today)


def _branch(tree: UnitTree, unit: int, wish: Wish) -> int:
    """The scope a unit below the wanted one counts in: the child of the wanted unit above it, or itself."""
    if wish.by is None or unit == wish.unit_id:
        return wish.unit_id
    line = tree.above(unit)
    return line[line.index(wish.unit_id) - 1]


def _require_dimension(session: Session, plan: Plan, dimension: str) -> None:
    trait = plan.registry.traits.get(dimension)
    if dimension not in plan.dimensions or (trait is not None and not trait.open_to(actor_of(session))):
        raise UnknownBreakdown(indicator=plan.indicator.code, dimension=f"field.{dimension}")


def _scopes(ledger: Ledger, wish: Wish) -> Collection[Hashable]:
    if wish.by is None:
        return [wish.unit_id]
    scopes = ledger.tracks.keys()
    return sorted(scopes if wish.member is None else scopes & {wish.member}, key=str)


def _first(ready: Prepared, scope: Hashable, wish: Wish) -> int | None:
    if wish.by in (None, BY_UNIT):
        return ready.ledger.first_event(scope, ready.plan.own_tables)
    tracks = ready.ledger.tracks[scope].values()
    used = (next((at for at, rows in enumerate(track.rows) if rows), None) for track in tracks)
    return min((at for at in used if at is not None), default=None)


def _start(periods: Sequence[Period], wish: Wish, grain: Grain, history: int | None) -> int:
    """Where to begin, so that thresholds relative to earlier values find as many of them as they look at."""
    if wish.first is None or history is None or not periods:
        return 0
    skipped = Period.containing(wish.first, grain).ordinal - periods[0].ordinal
    return max(0, min(skipped, len(periods)) - history)


def _wanted(period: Period, wish: Wish, grain: Grain) -> bool:
    first = Period.containing(wish.first, grain) if wish.first else period
    last = Period.containing(wish.last, grain) if wish.last else period
    return first.ordinal <= period.ordinal <= last.ordinal
