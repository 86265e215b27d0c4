"""Why a figure changed between two periods: what each member of a breakdown added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.measure import MeasureKind
from domain.core.period import Period
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.indicators.contribution import Contribution, Member, Parts, of_ratio, of_sum
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.definition import Definition
from domain.indicators.figure import Figure
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, prepare, read_figures
from domain.indicators.registry import Registry
from domain.indicators.status import hides_person
from domain.reporting.breakdown import SALESPERSON, Names, member_names

FEW = -1
"""Stands for the people whose cases are too few to be shown one by one."""
ZERO, ONE = Decimal(0), Decimal(1)


class NoValueThen(Statement):
    """One of the two periods has no value, so that there is no change to explain."""

    text = "There is no value to compare with in {period}."


class PartsDoNotAddUp(Statement):
    """The figure is no sum and no ratio of sums over these members (a median, a largest share)."""

    text = "This figure is not a sum over its parts; its change cannot be divided among them."


class DefinitionChanged(Statement):
    """The two values were computed by different formulas."""

    text = "The definition changed between {before} and {after}; the values cannot be compared."


@dataclass(frozen=True, slots=True)
class Cause:
    """A member and what it added to the change. Names are empty for rows that name none."""

    key: int
    name_zh: str
    name_en: str
    before: Decimal | None
    after: Decimal | None
    contribution: Contribution


@dataclass(frozen=True)
class Change:
    """A change with its causes, the largest first; `reason` says why there are none."""

    before: Period
    after: Period
    by: str
    total: Decimal | None = None
    causes: tuple[Cause, ...] = ()
    is_ratio: bool = False
    reason: Statement | None = None


@dataclass(frozen=True)
class ChangeAsked:
    """Which change: of what, where, between which periods, divided by what."""

    indicator: Indicator
    unit_id: int
    before: Period
    after: Period
    by: str


def why_changed(session: Session, actor: Actor, asked: ChangeAsked, today: date) -> Change:
    """Divide the change among the members; they add up to it exactly, or a reason says why not."""
    whole = Wish(asked.indicator.code, asked.unit_id, asked.after.grain, last=asked.after.last_day)
    evaluator = prepare(session, actor, whole, today).evaluator
    ends = [evaluator.figure(asked.unit_id, period, ()) for period in (asked.before, asked.after)]
    definition = evaluator.definition(asked.after)
    none = Change(asked.before, asked.after, asked.by)
    if reason := _obstacle(asked, ends, definition, evaluator.definition(asked.before)):
        return Change(none.before, none.after, none.by, reason=reason)
    sides = [_members(session, actor, asked, period, today) for period in (asked.before, asked.after)]
    keys = sorted(sides[0].keys() | sides[1].keys())
    hidden = _hidden(asked.by, sides, keys, ratio=ends[0].denominator is not None)
    members = _merged(keys, sides, hidden)
    if definition is None or not _adds_up(members, ends):
        return Change(none.before, none.after, none.by, reason=PartsDoNotAddUp())
    found = _contributions(registry_of(session), members, ends, definition)
    names = member_names(session, asked.by, keys)
    causes = [_cause(member, one, names, sides) for member, one in zip(members, found, strict=True)]
    return Change(
        asked.before, asked.after, asked.by,
        total=sum((one.total for one in found), ZERO),
        causes=tuple(sorted(causes, key=lambda cause: (-abs(cause.contribution.total), cause.key))),
        is_ratio=ends[0].denominator is not None,
    )  # fmt: skip


Side = dict[int, Figure]


def _members(session: Session, actor: Actor, asked: ChangeAsked, period: Period, today: date) -> Side:
    """The members of one period. Kept apart, so that a far earlier one does not compute all between."""
    wish = Wish(
        asked.indicator.code, asked.unit_id, period.grain, period.first_day, period.last_day, asked.by
    )
    return {int(str(figure.scope)): figure for figure in read_figures(session, actor, wish, today)}


def _obstacle(
    asked: ChangeAsked, ends: Sequence[Figure], now: Definition | None, then: Definition | None
) -> Statement | None:
    if now is not then:
        return DefinitionChanged(before=asked.before.label, after=asked.after.label)
    missing = next((figure.period for figure in ends if figure.value is None), None)
    return NoValueThen(period=missing.label) if missing else None


def _hidden(by: str, sides: Sequence[Side], keys: Sequence[int], *, ratio: bool) -> frozenset[int]:
    """People of whom a share or mean rests on too few cases to be told one by one."""
    if by != SALESPERSON or not ratio:
        return frozenset()
    return frozenset(
        key for key in keys if any(hides_person(side[key].rows) for side in sides if key in side)
    )


def _merged(keys: Sequence[int], sides: Sequence[Side], hidden: frozenset[int]) -> list[Member]:
    shown = [Member(key, *(_parts([side.get(key)]) for side in sides)) for key in keys if key not in hidden]
    if hidden:
        few = [_parts([side.get(key) for key in sorted(hidden)]) for side in sides]
        shown.append(Member(FEW, *few))
    return shown


def _parts(figures: Sequence[Figure | None]) -> Parts:
    known = [figure for figure in figures if figure is not None]
    below = [figure.denominator for figure in known if figure.denominator is not None]
    return Parts(
        sum((figure.numerator or ZERO for figure in known), ZERO),
        sum(below, ZERO) if below else None,
        sum(figure.rows for figure in known),
    )


def _adds_up(members: Sequence[Member], ends: Sequence[Figure]) -> bool:
    """The members make up the whole: the figure is a sum, or a ratio of sums, over them."""
    for end, parts in zip(ends, ([m.before for m in members], [m.after for m in members]), strict=True):
        if sum((part.numerator for part in parts), ZERO) != end.numerator:
            return False
        below = sum((part.denominator or ZERO for part in parts), ZERO)
        if end.denominator is not None and (below != end.denominator or not below):
            return False
    return bool(members)


def _contributions(
    registry: Registry, members: Sequence[Member], ends: Sequence[Figure], definition: Definition
) -> list[Contribution]:
    if ends[0].denominator is not None:
        return of_ratio(members, (_factor(ends[0], definition), _factor(ends[1], definition)))
    names = definition.ratio.names() if definition.ratio else frozenset[str]()
    flows = all(registry.measures[name].kind is MeasureKind.FLOW for name in names)
    return of_sum(members, by_cases=flows and bool(names))


def _factor(figure: Figure, definition: Definition) -> Decimal:
    return ONE if figure.factor is None else figure.factor


def _cause(member: Member, found: Contribution, names: Names, sides: Sequence[Side]) -> Cause:
    key = int(str(member.key))
    values = [side[key].value if key in side else None for side in sides]
    return Cause(key, *names.get(key, ("", "")), values[0], values[1], found)
