"""Units, people, customers and products as people name them on the command line: by code or by name."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.core.errors import NotFound
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.figure import Figure
from domain.indicators.trait import texts
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product

Column = InstrumentedAttribute[Any]
CALLED: dict[str, tuple[Column, Column, Column, Column]] = {
    "unit": (Unit.id, Unit.code, Unit.name_zh, Unit.name_en),
    "salesperson": (Person.id, Person.number, Person.name, Person.name_en),
    "customer": (Customer.id, Customer.number, Customer.name, Customer.name_en),
    "product": (Product.id, Product.number, Product.name, Product.name_en),
}
"""Kind -> id, code, name, English name."""


class NobodyCalledSo(NotFound):
    """No record of the kind has this code or name."""

    text = "No {kind} is called {name}."


class SeveralCalledSo(NotFound):
    """The name alone does not tell which is meant."""

    text = "{count} records are called {name}. Use the code: {codes}."


def unit_named(session: Session, name: str | None) -> int:
    """The unit of this code or name; the whole company without one."""
    return root_unit(session) if name is None else member_named(session, "unit", name)


def member_named(session: Session, kind: str, name: str) -> int:
    """The record of this code, or else the only one of this name."""
    number, code, *names = CALLED[kind]
    query = select(number, code).where(or_(code == name, *(column == name for column in names)))
    found = [(row[0], row[1]) for row in session.execute(query)]
    exactly = [row for row in found if row[1] == name] or found
    if not exactly:
        raise NobodyCalledSo(kind=f"entity.{number.class_.__name__}", name=name)
    if len(exactly) > 1:
        codes = ", ".join(sorted(row[1] for row in exactly)[:5])
        raise SeveralCalledSo(count=len(exactly), name=name, codes=codes)
    return int(exactly[0][0])


def names_of(
    session: Session, by: str | None, figures: Iterable[Figure]
) -> Callable[[Figure], dict[str, str | None]]:
    """What to print beside a figure of a breakdown: code and name of its member, if rows name one."""
    if by is None:
        return lambda figure: {}
    nobody: dict[str, str | None] = {"member": None, "name": None}
    known = _members(session, by, {figure.scope for figure in figures})
    return lambda figure: known.get(figure.scope, nobody)


def _members(session: Session, by: str, scopes: set[Hashable]) -> dict[Hashable, dict[str, str | None]]:
    if trait := registry_of(session).traits.get(by):
        said = texts(session, trait, frozenset(scope for scope in scopes if isinstance(scope, int)))
        return {member: {"member": text, "name": text} for member, text in said.items()}
    number, code, name, _ = CALLED[by]
    rows = session.execute(select(number, code, name).where(number.in_(scopes)))
    return {row[0]: {"member": row[1], "name": row[2]} for row in rows}
