"""A PostgreSQL database put back as it was copied, in a fifth of the time that another copy takes.

Rows are removed for good, so that tables lie as in a fresh copy; the rows it was copied with come back, and
sequences start where they did. What changes more than rows (a table, a column, an index) is noticed: then
only another copy will do.
"""

from collections.abc import Iterable
from typing import LiteralString

import psycopg

KEEP: LiteralString = """
DROP SCHEMA IF EXISTS kept CASCADE;
CREATE SCHEMA kept;
CREATE TABLE kept.sequences AS
  SELECT seqrelid AS id, pg_sequence_last_value(seqrelid) AS last FROM pg_sequence;
CREATE TABLE kept.redefined (tag text);
CREATE FUNCTION kept.note() RETURNS event_trigger LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO kept.redefined VALUES (tg_tag); END $$
"""
NOTE: LiteralString = "CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION kept.note()"
FILLED: LiteralString = """
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
KEPT: LiteralString = """
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'kept'::regnamespace AND relkind = 'r' AND relname NOT IN ('sequences', 'redefined')
"""
STRANGERS: LiteralString = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
SEQUENCES: LiteralString = """
SELECT setval(seqrelid, coalesce(last, 1), last IS NOT NULL) FROM pg_sequence
JOIN kept.sequences ON id = seqrelid
WHERE pg_sequence_last_value(seqrelid) IS DISTINCT FROM last
"""
UNWATCHED = "SET LOCAL session_replication_role = replica"


def remember(address: str) -> None:
    """Note in a database that is to be copied what it holds."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(KEEP)
        for table in _filled(connection):
            _do(connection, f"CREATE TABLE kept.{table} AS TABLE public.{table}")
        connection.execute(NOTE)


class Copy:
    """One copy of such a database, used again and again."""

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.kept = [str(row[0]) for row in self.connection.execute(KEPT)]

    def put_back(self) -> bool:
        """Make it as it was; False where only another copy will do."""
        self.connection.execute(STRANGERS)
        if self.connection.execute("SELECT 1 FROM kept.redefined").fetchone():
            return False
        if tables := _filled(self.connection):
            _as_one(self.connection, (f"DELETE FROM public.{table}" for table in tables))
            _do(self.connection, f"VACUUM (INDEX_CLEANUP ON) {', '.join(tables)}")
        if _filled(self.connection):
            return False
        _as_one(self.connection, (f"INSERT INTO public.{table} TABLE kept.{table}" for table in self.kept))
        self.connection.execute(SEQUENCES)
        return True

    def close(self) -> None:
        """Let go of it."""
        self.connection.close()


def _filled(connection: psycopg.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute(FILLED)]


def _as_one(connection: psycopg.Connection, statements: Iterable[str]) -> None:
    """In one transaction, without triggers and foreign keys: what is append-only to others is emptied too."""
    _do(connection, "; ".join(("BEGIN", UNWATCHED, *statements, "COMMIT")))


def _do(connection: psycopg.Connection, statement: str) -> None:
    connection.execute(statement.encode())
