"""Fixtures every test may ask for. Areas add their own in a conftest.py of their folder."""

import gc
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import demo_company, postgres
from tests.databases import PostgresDatabases, SqliteDatabases, using
from tests.portal import Portal, serving

BOTH = (pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres))


SQLITE = "neikong-sqlite-"
FIRST = (
    "domain/demo/test_answers.py",
    "browser/test_loop.py",
    "browser/",
    "domain/demo/",
)
"""What takes long with few tests: begun last, one worker would still be at it when the others are done."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a second database would only repeat, and begin with what takes long."""
    repeated = _repeated(items)
    if repeated:
        config.hook.pytest_deselected(items=[item for item in items if item in repeated])
        items[:] = [item for item in items if item not in repeated]
    _long_first(items)


def _repeated(items: list[pytest.Item]) -> set[pytest.Item]:
    """The cases of a test after its first on PostgreSQL: cases differ in values, which SQLite has seen.

    A test whose cases are what databases differ in is marked `every_case`.
    """
    seen, repeated = set(), set()
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        if params.get("database_kind") == "postgresql" and not item.get_closest_marker("every_case"):
            test = item.nodeid.partition("[")[0]
            if test in seen:
                repeated.add(item)
            seen.add(test)
    return repeated


def _long_first(items: list[pytest.Item]) -> None:
    """What takes long first, then files with many tests: a worker takes one file at a time, in this order."""
    tests = Counter(item.path for item in items)
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> tuple[int, int, Path]:
        path = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        first = next((at for at, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))
        return first, -tests[item.path], item.path

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """All that has been imported stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


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
    postgres.remove_left_behind(SQLITE)
    prefix, memory = f"{SQLITE}{os.getpid()}-", postgres.fastest_folder()
    with tempfile.TemporaryDirectory(prefix=prefix, dir=memory) as folder:
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


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company in an SQLite file to copy; loaded once, whichever worker asks first."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return demo_company.once(shared / "demo.db", demo_company.load)


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that really serves, on a fresh SQLite database, for the tests of one file."""
    folder = tmp_path_factory.mktemp("portal")
    with sqlite_databases.ready(folder) as url, serving(url, folder) as portal:
        yield portal
