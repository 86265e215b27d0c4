"""A test never sees what another left, although all of them have their database at one address."""

from sqlalchemy import func, inspect, select, text

from db.engine import engine
from db.unit_of_work import reading, unit_of_work
from domain.core.journal import JournalEntry
from domain.core.permission import machine
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit
from tests.databases import PostgresDatabases, SqliteDatabases, using
from tests.factories import a_unit, the_root

Databases = SqliteDatabases | PostgresDatabases


def test_rows_are_gone_and_numbers_start_again(databases: Databases) -> None:
    for _ in range(2):
        with databases.anew() as url, using(url), unit_of_work(machine("test")) as session:
            assert session.scalars(select(func.count()).select_from(Unit)).one() == 0
            assert session.scalars(select(func.count()).select_from(JournalEntry)).one() == 0
            assert a_unit(session).id <= 2


def test_what_a_furnished_database_lost_or_got_is_made_good(databases: Databases) -> None:
    seen = []
    for _ in range(2):
        with databases.anew(furnished=True) as url, using(url):
            with reading(machine("test")) as session:
                seen.append(session.execute(select(Indicator.id, Indicator.code, Indicator.version)).all())
            with unit_of_work(machine("test")) as session:
                session.scalars(select(Indicator)).first().name_en = "Changed"  # type: ignore[union-attr]
                a_unit(session, parent_id=the_root(session).id)
    assert seen[0] == seen[1] != []


def test_a_changed_table_is_made_anew(databases: Databases) -> None:
    for _ in range(2):
        with databases.anew() as url, using(url), engine().begin() as connection:
            assert "extra" not in {column["name"] for column in inspect(connection).get_columns("unit")}
            connection.execute(text("ALTER TABLE unit ADD COLUMN extra INTEGER"))


def test_a_transaction_left_open_holds_nobody_up(databases: Databases) -> None:
    with databases.anew() as url, using(url):
        left = engine().connect()
        left.execute(text("DELETE FROM unit"))
    with databases.anew() as url, using(url), unit_of_work(machine("test")) as session:
        assert session.scalars(select(Unit)).all() == []
    left.invalidate()
    left.close()
