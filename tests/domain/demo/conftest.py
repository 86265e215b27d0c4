"""The demo company, to be read; loading it takes a minute, so all tests of a run share one."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import machine
from tests.databases import SqliteDatabases, using
from tests.demo_company import HOUR, TODAY

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, HOUR, tzinfo=UTC)
MACHINE = machine("demo")


@pytest.fixture(scope="session")
def demo_url(demo_file: Path, sqlite_databases: SqliteDatabases) -> str:
    """An SQLite database with the demo company; what databases may differ in, the areas' own tests cover."""
    copy = sqlite_databases.folder / "demo.db"
    shutil.copyfile(demo_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def demo(demo_url: str) -> Iterator[Session]:
    """The demo company, to be read."""
    with using(demo_url), reading(MACHINE) as session:
        yield session
