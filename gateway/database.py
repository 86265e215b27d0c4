"""The state of the database: behind or up to date, and bringing it there."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from db.engine import engine
from db.settings import ROOT, settings
from db.unit_of_work import carry_out
from domain.access.first_start import first_start
from domain.appraisal.shipped_grades import install_grades
from domain.approvals.shipped_routes import install_routes
from domain.core.clock import now
from domain.core.permission import machine
from domain.culture.points_rule import install_points_rules
from domain.indicators.catalogue import install_catalogue
from domain.rewards.shipped_rewards import install_rewards
from gateway.secret_keys import look_after_secrets


class DatabaseBehind(Exception):
    """The tables are older than the program."""


def is_behind() -> bool:
    """Tell whether migrations are waiting; also true for an empty database."""
    newest = set(ScriptDirectory.from_config(_alembic()).get_heads())
    with engine().connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) != newest


def require_up_to_date() -> None:
    """Raise DatabaseBehind, with what to do, when migrations are waiting."""
    if is_behind():
        raise DatabaseBehind("The database is older than the program; run: neikong database upgrade")


def upgrade() -> None:
    """Run the waiting migrations and add what a new portal needs. May be run at any time."""
    command.upgrade(_alembic(), "head")
    carry_out(machine("database upgrade"), _furnish)
    look_after_secrets()


def _furnish(session: Session) -> None:
    first_start(session, settings().organisation_zh, settings().organisation_en)
    install_catalogue(session, now())
    install_routes(session, now())
    install_points_rules(session)
    install_grades(session)
    install_rewards(session)


@cache
def _alembic() -> Config:
    return Config(toml_file=ROOT / "pyproject.toml")
