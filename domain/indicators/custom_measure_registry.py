"""The measures and breakdowns of one portal: those that come with it and those people built in it.

Built measures live in the database, so the registry belongs to a session. It is looked up once per session
and made once per content, whatever portal asks.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from domain.approvals.condition import Conditions
from domain.core import language
from domain.core.custom_definition import PREFIX, definitions
from domain.core.custom_field import CustomField, CustomKind
from domain.core.measure import DIMENSIONS, Measure, MeasureKind, Part
from domain.indicators.custom_measure import FACTS_BY_NAME, Aggregate, CustomMeasure
from domain.indicators.custom_measure_fields import amount_of
from domain.indicators.custom_measure_filter import as_sql, column_of
from domain.indicators.registry import REGISTRY, Registry
from domain.indicators.trait import RECORDS, TRAITS, Trait, own_trait

KEPT = "registry"
"""Where a session keeps what it looked up."""


class Recipe(NamedTuple):
    """A built measure as plain values: equal recipes make the same measure."""

    code: str
    fact: str
    aggregate: Aggregate
    field: str
    month: str
    until: str
    conditions: str
    money: bool
    needs_value: bool
    kinds: tuple[tuple[str, CustomKind], ...]
    """Own fields of the fact: they may be archived, their values stay."""


def registry_of(session: Session | None) -> Registry:
    """The registry of the database behind a session; without one, what comes with the portal."""
    if session is None:
        return REGISTRY
    found: Registry | None = session.info.get(KEPT)
    if found is None:
        found = session.info[KEPT] = _merged(_recipes(session), _traits(session))
    return found


def _recipes(session: Session) -> tuple[Recipe, ...]:
    with session.no_autoflush:
        query = select(CustomMeasure).where(CustomMeasure.archived_at.is_(None)).order_by(CustomMeasure.code)
        built = session.scalars(query).all()
        named = {f"measure.{one.code}": {"zh_CN": one.name_zh, "en": one.name_en} for one in built}
        language.say_instead("own measures", named)
        if not built:
            return ()
        own: dict[str, list[tuple[str, CustomKind]]] = {}
        rows = session.execute(
            select(CustomField.entity, CustomField.key, CustomField.kind).order_by(CustomField.id)
        )
        for entity, key, kind in rows:
            own.setdefault(entity, []).append((key, kind))
    return tuple(recipe_of(one, own.get(one.fact, ())) for one in built)


def recipe_of(one: CustomMeasure, kinds: Sequence[tuple[str, CustomKind]]) -> Recipe:
    """The measure as plain values."""
    return Recipe(
        one.code, one.fact, one.aggregate, one.field or "", one.month, one.until or "",
        json.dumps(one.conditions or {}, sort_keys=True), one.money, one.needs_value, tuple(kinds),
    )  # fmt: skip


def _traits(session: Session) -> tuple[Trait, ...]:
    """Choices that people added to what figures are broken down by."""
    with session.no_autoflush:
        found = definitions(session)
    facts = {name: fact for name, fact in FACTS_BY_NAME.items() if name not in RECORDS}
    named = [
        own_trait(dimension, record, one)
        for dimension, record in (*RECORDS.items(), *facts.items())
        for one in found
        if one.entity == record.__name__ and one.kind is CustomKind.CHOICE
    ]
    texts = {
        f"{start}.{trait.key}": {"zh_CN": own.name_zh, "en": own.name_en}
        for trait in named
        if (own := trait.definition) is not None
        for start in ("breakdown", "field", "by")
    }
    language.say_instead("own breakdowns", texts)
    return tuple(named)


@lru_cache(maxsize=64)
def _merged(recipes: tuple[Recipe, ...], traits: tuple[Trait, ...]) -> Registry:
    if not recipes and not traits:
        return REGISTRY
    measures = REGISTRY.measures | {recipe.code: built(recipe) for recipe in recipes}
    more: Mapping[str, Trait] = {trait.key: trait for trait in traits}
    return Registry(measures, REGISTRY.records, {**TRAITS, **more})


def built(recipe: Recipe) -> Measure:
    """The measure that a recipe describes."""
    fact = FACTS_BY_NAME[recipe.fact]
    kinds = dict(recipe.kinds)
    amount: Any = None
    if recipe.aggregate is Aggregate.SUM:
        own = recipe.field.startswith(PREFIX)
        amount = column_of(fact, recipe.field, kinds) if own else amount_of(fact, recipe.field)
    where = as_sql(fact, Conditions.of(json.loads(recipe.conditions)), kinds)
    usable = amount.is_not(None) if amount is not None and recipe.needs_value else None
    begins = Part(fact=fact, period=getattr(fact, recipe.month), amount=amount, where=where, usable=usable)
    parts: tuple[Part, ...] = (begins,)
    if recipe.until:
        parts = (begins, replace(begins, period=getattr(fact, recipe.until), sign=-1))
    return Measure(
        name=recipe.code,
        kind=MeasureKind.BALANCE if recipe.until else MeasureKind.FLOW,
        parts=parts,
        dimensions=frozenset(name for name in DIMENSIONS if f"{name}_id" in fact.__table__.columns),
        members=recipe.aggregate is Aggregate.CUSTOMERS,
        money=recipe.money and amount is not None,
    )


@event.listens_for(Session, "after_flush")
def _look_again(session: Session, _: UOWTransaction) -> None:
    """What was looked up holds until somebody in the same session changes a measure or a field."""
    changed = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(record, CustomMeasure | CustomField) for record in changed):
        session.info.pop(KEPT, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _: object) -> None:
    session.info.pop(KEPT, None)
