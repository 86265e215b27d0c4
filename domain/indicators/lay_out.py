"""Bring kept parts from the database into a ledger.

Read from the tables themselves, past the row filter: for speed, and because a figure must not depend on
who asks. Callers name the units they have made sure of.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from db.bulk import in_batches
from domain.core.measure import Measure
from domain.core.period import month_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.fact_pass import Scope
from domain.indicators.ledger import Ledger, PartRow, Places, Span
from domain.indicators.measure_part import CUSTOMER, EVENTS, WHOLE, MeasurePart
from domain.indicators.part_store import one_pass
from domain.indicators.pending import pending_parts
from domain.indicators.registry import REGISTRY
from domain.indicators.trait import Trait, bearers
from domain.sales.customer import Customer


def spans(session: Session, today: date) -> dict[str, Span]:
    """The first and the last month with rows, up to this month, of each fact table, company-wide."""
    part = MeasurePart.__table__.c
    query = (
        select(part.fact, func.min(part.period), func.max(part.period))
        .where(part.measure == EVENTS, part.period <= month_of(today))
        .group_by(part.fact)
    )
    return {fact: Span(first, _last(fact, last, today)) for fact, first, last in session.execute(query)}


def _last(fact: str, last: int, today: date) -> int:
    """Records that the portal keeps itself are complete up to this month, also where nothing happened."""
    known = REGISTRY.facts.get(fact)
    return month_of(today) if known is not None and known.kept_to_date else last


@dataclass(frozen=True)
class Wanted:
    """Which measures are to be laid out, and which of them customer by customer."""

    names: frozenset[str]
    by_member: frozenset[str]


def lay_out(
    session: Session,
    wanted: Wanted,
    months: Mapping[str, Span],
    units: Collection[int] | None,
    places: Places,
    today: date,
    alike: Sequence[Sequence[int]] = (),
) -> Ledger:
    """The ledger of measures over the scopes that `places` names; `units` None reads all units.

    `alike` may divide the units into groups that count in the same scopes each: then the database adds up
    their parts, which pays for few groups.
    """
    current, names = _reach(months, today), [*wanted.names, EVENTS]
    parts = chain(
        _added_up(session, names, alike) if alike else _kept(session, WHOLE, names, units),
        pending_parts(session, WHOLE, wanted.names, units, today) if current else (),
    )
    ledger = Ledger.of(_measures(session, wanted), months, parts, places)
    if wanted.by_member:
        parts = chain(
            _kept(session, CUSTOMER, wanted.by_member, units),
            pending_parts(session, CUSTOMER, wanted.by_member, units, today) if current else (),
        )
        ledger.add_members(parts, places, group_of(session))
    return ledger


def lay_out_members(
    session: Session,
    wanted: Wanted,
    months: Mapping[str, Span],
    units: Collection[int],
    dimension: str,
    today: date,
) -> Ledger:
    """The ledger of measures with a scope for each member of a dimension or trait within the units.

    Not kept, as few look at them, and some companies have more customers than invoices a month: one pass
    over each fact table sums them on the spot.
    """
    scope = Scope(units)
    registry = registry_of(session)
    trait = registry.traits.get(dimension)
    own = trait is not None and trait.of_fact
    base = trait.dimension if trait and not own else dimension
    member_of = bearers(session, trait) if trait and not own else {}
    # A target knows no customers: as the yardstick of a customer's figure it is not known.
    names = frozenset(name for name in wanted.names if _knows(registry.measures[name], base, trait))
    parts: list[PartRow] = []
    for table in sorted(registry.tables_of(names)):
        found = one_pass(registry, table, base, names)
        rows = found.fold(session.execute(found.statement(scope)), scope)
        parts += [
            (table, name, unit, month, member, number, sums[0], sums[1], sums[2], sums[3])
            for (name, unit, month, _, member, number), sums in rows.items()
        ]
    if _reach(months, today):
        parts += pending_parts(session, base, names, units, today)

    def places(_: int, member: int) -> tuple[int]:
        return (member_of.get(member, 0) if trait and not own else member,)

    ledger = Ledger.of(_measures(session, wanted), months, parts, places)
    if wanted.by_member and base == CUSTOMER:
        of_customers = (row for row in parts if row[1] in wanted.by_member)
        ledger.add_members(of_customers, places, group_of(session) if trait else {})
    return ledger


def _knows(measure: Measure, dimension: str, trait: Trait | None) -> bool:
    return dimension in measure.dimensions or (trait is not None and trait.knows(measure))


def _measures(session: Session, wanted: Wanted) -> dict[str, Measure]:
    known = registry_of(session).measures
    return {name: known[name] for name in wanted.names}


def _reach(months: Mapping[str, Span], today: date) -> bool:
    """The records go on to the current month: only then is it computed at all."""
    return any(span.last >= month_of(today) for span in months.values())


def group_of(session: Session) -> dict[int, Hashable]:
    """Customer -> the name of its group, for customers that belong to one."""
    customer = Customer.__table__.c
    query = select(customer.id, customer.group_code).where(customer.group_code != "")
    return {row.id: row.group_code for row in session.execute(query)}


def _added_up(session: Session, names: Collection[str], alike: Sequence[Sequence[int]]) -> Iterable[Any]:
    """Parts of groups of units, each under the number of its first unit."""
    part = MeasurePart.__table__.c
    units = [unit for group in alike for unit in group]
    first = case(*((part.unit_id.in_(group), group[0]) for group in alike), else_=0).label("first")
    sums = (cast(func.sum(column), BigInteger) for column in (part.rows, part.required, part.missing))
    amount = cast(func.sum(type_coerce(part.amount, BigInteger)), BigInteger)
    query = (
        select(part.fact, part.measure, first, part.period, literal(0), part.bin, amount, *sums)
        .where(part.dimension == WHOLE, part.measure.in_(sorted(names)), part.unit_id.in_(units))
        .group_by(part.fact, part.measure, first, part.period, part.bin)
    )
    return in_batches(session, query)


def _kept(
    session: Session, dimension: str, names: Collection[str], units: Collection[int] | None
) -> Iterable[Any]:
    part = MeasurePart.__table__.c
    query = select(
        part.fact, part.measure, part.unit_id, part.period, part.member_id, part.bin,
        type_coerce(part.amount, BigInteger), part.rows, part.required, part.missing,
    ).where(part.dimension == dimension, part.measure.in_(sorted(names)))  # fmt: skip
    if units is not None:
        query = query.where(part.unit_id.in_(sorted(units)))
    return in_batches(session, query)
