"""A migration that fails leaves the database as it was, on every database."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from db.engine import engine
from tests.databases import ROOT

SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = "{name}"
down_revision = {after!r}


def upgrade():
    {upgrade}


def downgrade():
    pass
"""
TWO_TABLES = """
    op.create_table("trial_parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "trial_child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("trial_parent.id"), nullable=False),
    )
    op.execute("INSERT INTO trial_parent VALUES (1)")
    op.execute("INSERT INTO trial_child VALUES (1, 1)")
"""
HALF_WAY = """
    op.add_column("trial_child", sa.Column("half", sa.Integer))
    raise RuntimeError("power cut")
"""
ORPHANS = """
    op.add_column("trial_child", sa.Column("half", sa.Integer))
    op.execute("DELETE FROM trial_parent")
"""
REBUILD = """
    with op.batch_alter_table("trial_parent", recreate="always") as table:
        table.add_column(sa.Column("title", sa.Text))
"""


@pytest.fixture
def migrations(empty_database: str, tmp_path: Path) -> Config:
    """A folder of migrations of its own, with our environment."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(ROOT / "alembic" / "env.py", folder)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    write(config, "one", None, TWO_TABLES)
    command.upgrade(config, "head")
    return config


def test_a_migration_that_stops_half_way_leaves_nothing_behind(migrations: Config) -> None:
    write(migrations, "two", "one", HALF_WAY)
    with pytest.raises(RuntimeError, match="power cut"):
        command.upgrade(migrations, "head")
    assert columns("trial_child") == {"id", "parent_id"}


def test_a_migration_that_would_orphan_rows_is_rolled_back(migrations: Config) -> None:
    write(migrations, "two", "one", ORPHANS)
    with pytest.raises(Exception, match="trial_child"):
        command.upgrade(migrations, "head")
    assert columns("trial_child") == {"id", "parent_id"}
    assert rows("trial_parent") == 1


@pytest.mark.sqlite_only  # PostgreSQL changes a table in place
def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(migrations: Config) -> None:
    write(migrations, "two", "one", REBUILD)
    command.upgrade(migrations, "head")
    assert columns("trial_parent") == {"id", "title"}
    assert rows("trial_child") == 1


def write(config: Config, name: str, after: str | None, upgrade: str) -> None:
    folder = Path(str(config.get_main_option("script_location"))) / "versions"
    (folder / f"{name}.py").write_text(SCRIPT.format(name=name, after=after, upgrade=upgrade.strip()))


def columns(table: str) -> set[str]:
    return {column["name"] for column in inspect(engine()).get_columns(table)}


def rows(table: str) -> int:
    with engine().connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())
