"""The demo company, loaded once for the tests of one file: it takes half a minute."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.journal import extend_chain
from domain.core.permission import machine
from domain.demo.load import load_demo
from tests.databases import SqliteDatabases, using

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
MACHINE = machine("demo")


@pytest.fixture(scope="session")
def demo_url(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An SQLite database with the demo company; what databases may differ in, the areas' own tests cover."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("demo")) as url:
        with using(url):
            carry_out(MACHINE, lambda session: first_start(session, "公司", "Company"))
            carry_out(MACHINE, lambda session: load_demo(session, MACHINE, NOW))
            carry_out(MACHINE, extend_chain)
        yield url


@pytest.fixture
def demo(demo_url: str) -> Iterator[Session]:
    """The demo company, to be read."""
    with using(demo_url), reading(MACHINE) as session:
        yield session
