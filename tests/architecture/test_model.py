"""Rules about the mapped classes."""

import ast
from typing import Any

from sqlalchemy import Column, DateTime, Float, Numeric
from sqlalchemy.orm import configure_mappers

from db.base import Base
from db.types import UtcDateTime
from domain import entities  # noqa: F401  registers every table
from tests.architecture.source import imported, modules, within


def test_entities_knows_every_table() -> None:
    known = set(imported(modules()["domain/entities.py"]))
    missing = [
        f"{module}.{node.name}"
        for path, tree in within("domain").items()
        for module in [path.removesuffix(".py").replace("/", ".")]
        for node in tree.body
        if isinstance(node, ast.ClassDef) and "__tablename__" in class_names(node)
        if (module, node.name) not in known
    ]
    assert not missing, f"import them in domain/entities.py: {missing}"


def class_names(node: ast.ClassDef) -> set[str]:
    """What the class body assigns."""
    plain = {
        t.id for a in node.body if isinstance(a, ast.Assign) for t in a.targets if isinstance(t, ast.Name)
    }
    annotated = {
        a.target.id for a in node.body if isinstance(a, ast.AnnAssign) and isinstance(a.target, ast.Name)
    }
    return plain | annotated


def test_relationships_never_load_by_surprise() -> None:
    configure_mappers()
    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy not in ("raise", "raise_on_sql", "write_only")
    ]
    assert not lazy, f'lazy="raise": a question says what it loads: {lazy}'


def test_every_instant_is_aware_and_in_utc() -> None:
    naive = [str(column) for column in columns() if isinstance(column.type, DateTime)]
    assert not naive, f"annotate it as Mapped[datetime]; {UtcDateTime.__name__} keeps the zone: {naive}"


def test_no_figure_is_kept_inexactly() -> None:
    inexact = [str(column) for column in columns() if isinstance(column.type, Float | Numeric)]
    assert not inexact, f"use Money, Quantity or Ratio of db/types.py: {inexact}"


def columns() -> list[Column[Any]]:
    """Every mapped column."""
    return [column for table in Base.metadata.tables.values() for column in table.columns]
