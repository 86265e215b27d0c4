"""Fixtures every test may ask for. Areas add their own in a conftest.py of their folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.databases import PostgresTemplate, SqliteTemplate, using

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
def postgres_template(postgres_url: str) -> Iterator[PostgresTemplate]:
    """A migrated PostgreSQL database to copy."""
    template = PostgresTemplate(postgres_url)
    yield template
    template.drop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A migrated SQLite database to copy."""
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated, empty database that this process works on; its address.

    The test runs once on SQLite and once on PostgreSQL.
    """
    name = "sqlite_template" if database_kind == "sqlite" else "postgres_template"
    template: SqliteTemplate | PostgresTemplate = request.getfixturevalue(name)
    with template.copy(tmp_path) as url, using(url):
        yield url
