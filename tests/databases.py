"""Fresh, migrated databases in milliseconds: migrate a template once, copy it for each test."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, make_url

from db.base import Base
from db.engine import engine
from db.settings import settings

ROOT = Path(__file__).parents[1]
ALEMBIC = Config(toml_file=ROOT / "pyproject.toml")
EMPTY_SETTINGS = "no-such-neikong.toml"

_numbers = itertools.count(1)


@contextmanager
def using(url: str) -> Iterator[str]:
    """Let this process work on the database, with default settings, whatever the machine sets."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("NEIKONG_") and n != "NEIKONG_TRIALS"]:
            patch.delenv(name)
        patch.setenv("NEIKONG_CONFIG", EMPTY_SETTINGS)
        patch.setenv("NEIKONG_DATABASE_URL", url)
        _forget()
        if url.startswith("sqlite"):
            event.listen(engine(), "connect", _speed_not_safety)
        try:
            yield url
        finally:
            engine().dispose()
            _forget()


def migrate(url: str) -> None:
    """Bring the database to the newest migration."""
    with using(url):
        command.upgrade(ALEMBIC, "head")
        if not ScriptDirectory.from_config(ALEMBIC).get_heads():  # before the first migration is written
            Base.metadata.create_all(engine())


class SqliteTemplate:
    """A migrated file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        migrate(f"sqlite:///{self.file}")

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """A copy of the file in the folder."""
        fresh = folder / f"test-{next(_numbers)}.db"
        shutil.copyfile(self.file, fresh)
        yield f"sqlite:///{fresh}"


class PostgresTemplate:
    """A migrated database on a running server."""

    def __init__(self, admin_url: str) -> None:
        self.admin = create_engine(admin_url, isolation_level="AUTOCOMMIT")
        self.name = f"neikong_template_{os.getpid()}"
        self._do(f"CREATE DATABASE {self.name}")
        migrate(self._url(self.name))

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """A copy of the database on the server; the folder is not needed."""
        fresh = f"neikong_test_{os.getpid()}_{next(_numbers)}"
        self._do(f"CREATE DATABASE {fresh} TEMPLATE {self.name}")
        try:
            yield self._url(fresh)
        finally:
            self._do(f"DROP DATABASE {fresh} WITH (FORCE)")

    def drop(self) -> None:
        """Remove the template from the server."""
        self._do(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.admin.dispose()

    def _url(self, name: str) -> str:
        return make_url(self.admin.url).set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)


def _forget() -> None:
    settings.cache_clear()
    engine.cache_clear()


def _speed_not_safety(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
