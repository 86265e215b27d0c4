"""Fresh databases in milliseconds: prepare a template once, copy it for each test."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, make_url

from db import engine as engine_module
from db.append_only import refuse_changes
from db.base import Base
from db.engine import engine, make_engine
from db.settings import settings
from db.unit_of_work import unit_of_work
from domain import entities  # noqa: F401  relationships name classes: all of them are known before any is used
from domain.core.permission import machine
from domain.core.working_days import USUAL, observe
from domain.indicators.catalogue import install_catalogue
from domain.organisation.calendar_day import forget_calendar
from tests.factories import NOON, the_root
from tests.put_back import Copy, remember

ROOT = Path(__file__).parents[1]
ALEMBIC = Config(toml_file=ROOT / "pyproject.toml")
APPEND_ONLY = ("journal_entry",)
SECRET_KEY = "dGhpcyBrZXkgb25seSBzZWFscyB0ZXN0IHNlY3JldHM="
"""Of the tests alone."""
FIRST_WITH_STRATEGIES = (15,)
ENGINES_KEPT = 8

_numbers = itertools.count(1)


@contextmanager
def using(url: str) -> Iterator[str]:
    """Let this process work on the database, with default settings, whatever the machine sets."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("NEIKONG_") and n != "NEIKONG_TRIALS"]:
            patch.delenv(name)
        for name, value in environment(url).items():
            patch.setenv(name, value)
        patch.setattr(engine_module, "make_engine", engine_of)
        _forget()
        try:
            yield url
        finally:
            engine().dispose()
            _forget()


@lru_cache(ENGINES_KEPT)
def engine_of(url: str) -> Engine:
    """The engine for the address, made once: with it SQLAlchemy keeps the statements it has compiled."""
    made = make_engine(url)
    if url.startswith("sqlite"):
        event.listen(made, "connect", _speed_not_safety)
    return made


def environment(url: str) -> dict[str, str]:
    """What a process needs to work on the database with default settings."""
    return {
        "NEIKONG_DATABASE_URL": url,
        "NEIKONG_CONFIG": "no-such-neikong.toml",
        "NEIKONG_SECRET_KEYS": SECRET_KEY,
    }


def prepare(url: str) -> None:
    """Bring an empty database to the newest migration.

    While somebody works on the model it runs ahead of the migrations; then the model decides, so that
    only the migration tests fail, not every test.
    """
    with using(url):
        command.upgrade(ALEMBIC, "head")
        with engine().begin() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            if compare_metadata(context, Base.metadata):
                Base.metadata.drop_all(connection)
                Base.metadata.create_all(connection)
                for table in APPEND_ONLY:
                    refuse_changes(connection, table)


def furnish(url: str) -> None:
    """Put the company and the shipped indicators into a prepared database."""
    with using(url), unit_of_work(machine("test")) as session:
        the_root(session)
        install_catalogue(session, NOON)


class SqliteDatabases:
    """Files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def template(self) -> Path:
        """A prepared file to copy."""
        file = self.folder / "template.db"
        prepare(f"sqlite:///{file}")
        return file

    @cached_property
    def furnished(self) -> Path:
        """A prepared file with the company and the shipped indicators in it."""
        file = self.folder / "furnished.db"
        shutil.copyfile(self.template, file)
        furnish(f"sqlite:///{file}")
        return file

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """A database without tables."""
        yield f"sqlite:///{folder}/test-{next(_numbers)}.db"

    @contextmanager
    def ready(self, folder: Path) -> Iterator[str]:
        """A database with all tables, empty."""
        with self.empty(folder) as url:
            shutil.copyfile(self.template, str(make_url(url).database))
            yield url

    @contextmanager
    def anew(self, furnished: bool = False) -> Iterator[str]:
        """The one database that tests have one after the other, made anew; its address stays the same."""
        file = self.folder / "test.db"
        for left in self.folder.glob("test.db*"):
            left.unlink()
        shutil.copyfile(self.furnished if furnished else self.template, file)
        yield f"sqlite:///{file}"


class PostgresDatabases:
    """Databases on a running server; the folder is not needed."""

    def __init__(self, admin_url: str) -> None:
        self.admin = create_engine(admin_url, isolation_level="AUTOCOMMIT")
        self.prefix = f"neikong_test_{os.getpid()}"
        self.copies: dict[str, Copy] = {}

    @cached_property
    def template(self) -> str:
        """A prepared database to copy."""
        name = f"{self.prefix}_template"
        self._create(name, "template0")
        prepare(self._url(name))
        remember(self._address(name))
        return name

    @cached_property
    def furnished(self) -> str:
        """A prepared database with the company and the shipped indicators in it."""
        name = f"{self.prefix}_furnished"
        self._create(name, self.template)
        furnish(self._url(name))
        remember(self._address(name))
        return name

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """A database without tables."""
        with self._copy("template0", str(next(_numbers))) as url:
            yield url

    @contextmanager
    def ready(self, folder: Path) -> Iterator[str]:
        """A database with all tables, empty."""
        with self._copy(self.template, str(next(_numbers))) as url:
            yield url

    @contextmanager
    def anew(self, furnished: bool = False) -> Iterator[str]:
        """The one database that tests have one after the other, as if made anew at the same address."""
        template = self.furnished if furnished else self.template
        name = f"{template}_anew"
        if name not in self.copies:
            self._create(name, template)
            self.copies[name] = Copy(self._address(name))
        try:
            yield self._url(name)
        finally:
            if not self.copies[name].put_back():
                self._drop(name)

    def close(self) -> None:
        """Leave nothing on the server."""
        for name in tuple(self.copies):
            self._drop(name)
        for name in ("template", "furnished"):
            self._do(f"DROP DATABASE IF EXISTS {self.prefix}_{name} WITH (FORCE)")
        self.admin.dispose()

    def _drop(self, name: str) -> None:
        self.copies.pop(name).close()
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def _copy(self, template: str, name: str) -> Iterator[str]:
        name = f"{self.prefix}_{name}"
        self._create(name, template)
        try:
            yield self._url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _create(self, name: str, template: str) -> None:
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} {self._strategy}")

    @cached_property
    def _strategy(self) -> str:
        """Copy files, as older servers always do: three times as fast as writing each block to the log."""
        with self.admin.connect() as connection:
            told = connection.dialect.server_version_info or (0,)
        return "STRATEGY FILE_COPY" if told >= FIRST_WITH_STRATEGIES else ""

    def _url(self, name: str) -> str:
        return make_url(self.admin.url).set(database=name).render_as_string(hide_password=False)

    def _address(self, name: str) -> str:
        """The same without SQLAlchemy."""
        return make_url(self._url(name)).set(drivername="postgresql").render_as_string(hide_password=False)

    def _do(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)


def _forget() -> None:
    settings.cache_clear()
    forget_calendar()
    observe(USUAL)
    engine.cache_clear()


def _speed_not_safety(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
