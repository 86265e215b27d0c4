"""The migrations build exactly what the model maps, and each can be undone."""

import pytest
from alembic import command
from sqlalchemy import inspect

from db.base import Base
from db.engine import engine
from tests.databases import ALEMBIC

VERSION_TABLE = "alembic_version"


@pytest.fixture(autouse=True)
def migrated(empty_database: str) -> str:
    """A database that nothing but migrations has touched."""
    command.upgrade(ALEMBIC, "head")
    return empty_database


def test_migrations_build_exactly_the_mapped_tables() -> None:
    command.check(ALEMBIC)


def test_every_migration_can_be_undone_and_redone() -> None:
    built = schema()
    command.downgrade(ALEMBIC, "base")
    assert set(schema()) <= {VERSION_TABLE}
    command.upgrade(ALEMBIC, "head")
    assert schema() == built
    assert set(built) == {*Base.metadata.tables, VERSION_TABLE}


@pytest.mark.sqlite_only  # PostgreSQL cannot switch it off
def test_references_are_enforced_again_after_a_migration() -> None:
    command.downgrade(ALEMBIC, "base")
    command.upgrade(ALEMBIC, "head")
    with engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def schema() -> dict[str, list[str]]:
    """What is in the database: tables, columns with types, keys, indexes, checks and guards."""
    found = inspect(engine())
    with engine().connect() as connection:
        guards = connection.exec_driver_sql(GUARDS[connection.dialect.name]).all()
    described: dict[str, list[str]] = {table: [] for table in found.get_table_names()}
    for table, lines in described.items():
        lines += sorted(f"{c['name']} {c['type']} {c['nullable']}" for c in found.get_columns(table))
        lines += sorted(str(k) for k in found.get_foreign_keys(table))
        lines += sorted(str(i) for i in found.get_indexes(table))
        lines += sorted(str(c) for c in found.get_check_constraints(table))
        lines += sorted(str(u) for u in found.get_unique_constraints(table))
        lines += sorted(str(name) for name, guarded in guards if guarded == table)
    return described


GUARDS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT DISTINCT trigger_name, event_object_table FROM information_schema.triggers",
}
