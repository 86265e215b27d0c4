"""Tables whose rows the database itself refuses to change or delete."""

from collections.abc import Iterator

from sqlalchemy import Connection


def refuse_changes(connection: Connection, table: str) -> None:
    """Install the guard on an existing table."""
    for statement in _statements(connection.dialect.name, table):
        connection.exec_driver_sql(statement)


def allow_changes(connection: Connection, table: str) -> None:
    """Remove the guard, for a migration that drops the table."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_refuse()")
    else:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_update")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_delete")


def _statements(dialect: str, table: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
