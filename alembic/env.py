"""Run migrations against the application's database."""

from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from db.base import Base
from db.engine import engine
from domain import entities  # noqa: F401  registers every table


class BrokenReferences(Exception):
    """A migration would leave rows that point nowhere; it was rolled back."""


def render_as_stored(kind: str, item: Any, _: object) -> str | bool:
    """Write our column types as what the database stores, so that old migrations outlive our classes."""
    if kind == "type" and isinstance(item, TypeDecorator) and type(item).__module__.startswith("db."):
        return f"sa.{item.impl_instance!r}"
    return False


def refuse_broken_references(ctx: Any, **_: object) -> None:
    """Check every foreign key before a migration commits: SQLite does not while tables are rebuilt."""
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise BrokenReferences("; ".join(f"{row[0]} row {row[1]} -> {row[2]}" for row in broken[:20]))


def migrate(connection: Connection) -> None:
    """Each migration is one transaction, schema changes included, on every database."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=True,
        render_item=render_as_stored,
        transaction_per_migration=True,
        transactional_ddl=True,
        on_version_apply=refuse_broken_references if sqlite else None,
    )
    with context.begin_transaction():
        context.run_migrations()


def enforce_references(connection: Connection, switch: str) -> None:
    """SQLite rebuilds a table by dropping it; enforced references would delete the rows that point to it."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={switch}")


with engine().connect() as connection:
    enforce_references(connection, "OFF")
    try:
        migrate(connection)
    finally:
        connection.rollback()
        enforce_references(connection, "ON")
