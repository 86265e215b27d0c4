"""Fixtures every test may ask for. Areas add their own in a conftest.py of their folder."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.databases import PostgresDatabases, SqliteDatabases, using
from tests.portal import Portal, serving

BOTH = (pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that touches a database runs on each of them."""
    if "database_kind" in metafunc.fixturenames:
        sqlite_only = metafunc.definition.get_closest_marker("sqlite_only")
        metafunc.parametrize("database_kind", BOTH[:1] if sqlite_only else BOTH, scope="session")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The administrator's address of a running PostgreSQL."""
    try:
        with postgres.running() as url:
            yield url
    except postgres.NoPostgres as reason:
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture(scope="session")
def postgres_databases(postgres_url: str) -> Iterator[PostgresDatabases]:
    """Databases on a real server."""
    databases = PostgresDatabases(postgres_url)
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def sqlite_databases() -> Iterator[SqliteDatabases]:
    """Databases in files."""
    with tempfile.TemporaryDirectory(prefix="neikong-sqlite-", dir=postgres.fastest_folder()) as folder:
        yield SqliteDatabases(Path(folder))


@pytest.fixture(scope="session")
def databases(database_kind: str, request: pytest.FixtureRequest) -> SqliteDatabases | PostgresDatabases:
    """Each kind of database in turn: a test that asks for one runs on SQLite and on PostgreSQL."""
    found: SqliteDatabases | PostgresDatabases = request.getfixturevalue(
        "sqlite_databases" if database_kind == "sqlite" else "postgres_databases"
    )
    return found


@pytest.fixture
def database(databases: SqliteDatabases | PostgresDatabases, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database with all tables, that this process works on; its address.

    For tests marked `furnished` it holds the company and the shipped indicators.
    """
    furnished = request.node.get_closest_marker("furnished") is not None
    with databases.anew(furnished) as url, using(url):
        yield url


@pytest.fixture
def empty_database(databases: SqliteDatabases | PostgresDatabases, tmp_path: Path) -> Iterator[str]:
    """A fresh database without tables, that this process works on; its address."""
    with databases.empty(tmp_path) as url, using(url):
        yield url


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that really serves, on a fresh SQLite database, for the tests of one file."""
    folder = tmp_path_factory.mktemp("portal")
    with sqlite_databases.ready(folder) as url, serving(url, folder) as portal:
        yield portal
