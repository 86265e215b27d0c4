"""Traits: what a figure may be broken down by because its customers or products have it in common.

A region is no record of its own. In addresses and figures its member is the record of lowest id that has
the trait; 0 stands for records without it and rows without a record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.core.custom_definition import Definition
from domain.core.entity import Entity
from domain.core.field_access import FieldAccess, access_to
from domain.core.measure import Measure, Part
from domain.core.permission import Actor
from domain.organisation.person import Person
from domain.sales.customer import Customer
from domain.sales.product import Product


@dataclass(frozen=True)
class Trait:
    """A text column of the records of a dimension, or a choice that people added to them."""

    dimension: str
    record: type[Entity]
    name: str
    definition: Definition | None = field(default=None)
    """The choice, where it is one of the organisation's own."""

    @property
    def key(self) -> str:
        """What figures call it: `region`, `customer.risk`."""
        return self.name if self.definition is None else f"{self.dimension}.{self.name}"

    @property
    def of_fact(self) -> bool:
        """It is a choice on the facts themselves, not on customers or products they name."""
        return self.dimension == self.record.__name__

    @property
    def member(self) -> Any:
        """Which member a row of the fact belongs to, as a column; 0 where it has none of the choices."""
        choices = self.definition.choices if self.definition else ()
        numbers = {choice.code: number_of(choice.code) for choice in choices}
        return case(numbers, value=self.text, else_=0)

    def knows(self, measure: Measure) -> bool:
        """Whether the measure is about these facts only."""
        return self.of_fact and all(part.fact is self.record for part in measure.parts)

    @property
    def id(self) -> Any:
        """The key of the records, past the row filter: where a customer belongs is asked for every row."""
        return self.record.__table__.c.id

    @property
    def text(self) -> Any:
        """What the records have in common."""
        columns = self.record.__table__.c
        return columns[self.name] if self.definition is None else columns.custom[self.name].as_string()

    def open_to(self, actor: Actor) -> bool:
        """Whether the person may read it: a breakdown tells what a list would."""
        if self.definition is None:
            return access_to(actor, self.record, self.name) in OPEN
        return self.definition.open_to(actor) and access_to(actor, self.record, self.definition.word) in OPEN

    def names(self, text: str) -> tuple[str, str]:
        """What a member is called in Chinese and in English."""
        choices = self.definition.choices if self.definition else ()
        known = (choice for choice in choices if choice.code == text)
        return next(((choice.name_zh, choice.name_en) for choice in known), (text, text))


def number_of(code: str) -> int:
    """A choice as a number that stays the same whatever is added to its list."""
    return crc32(code.encode()) // 2 + 1


OPEN = frozenset({FieldAccess.READ, FieldAccess.FULL})
RECORDS: Mapping[str, type[Entity]] = {"customer": Customer, "product": Product, "salesperson": Person}
"""Dimensions whose records may have traits of the organisation's own."""


def own_trait(dimension: str, record: type[Entity], one: Definition) -> Trait:
    """A choice of the organisation's own as a breakdown; on facts, the dimension is called as they are."""
    return Trait(dimension, record, one.key, one)


TRAITS: Mapping[str, Trait] = {
    "region": Trait("customer", Customer, "region"),
    "channel": Trait("customer", Customer, "channel"),
    "category": Trait("product", Product, "category"),
}


def bearers(session: Session, trait: Trait) -> dict[int, int]:
    """Record -> member, for all records that have the trait."""
    member = func.min(trait.id).over(partition_by=trait.text)
    query = select(trait.id, member).where(trait.text != "")
    return dict(session.execute(query).all())


def of_bearers(part: Part, trait: Trait, member: int) -> ColumnElement[bool]:
    """The rows of a fact that belong to a member."""
    if trait.of_fact:
        return trait.member == member  # type: ignore[no-any-return]
    column: InstrumentedAttribute[Any] = getattr(part.fact, f"{trait.dimension}_id")
    if not member:
        bare = select(trait.id).where(or_(trait.text == "", trait.text.is_(None)))
        return or_(column.is_(None), column.in_(bare))
    text = select(trait.text).where(trait.id == member).scalar_subquery()
    return column.in_(select(trait.id).where(trait.text == text))


def texts(session: Session, trait: Trait, members: frozenset[int]) -> dict[int, str]:
    """What members are called."""
    if trait.of_fact and trait.definition is not None:
        codes = {number_of(choice.code): choice.code for choice in trait.definition.choices}
        return {member: codes[member] for member in members & codes.keys()}
    query = select(trait.id, trait.text).where(trait.id.in_(sorted(members)))
    return dict(session.execute(query).all())
