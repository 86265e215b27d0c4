"""`neikong demo load`"""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.engine import make_url

from db.engine import engine
from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access.user import User
from domain.core.clock import now
from domain.core.errors import RuleBroken
from domain.core.permission import machine
from domain.demo.load import load_demo
from domain.demo.organisation import PASSWORD
from domain.demo.people import STAFF
from gateway import database


class FreshNeedsEmbedded(RuleBroken):
    """Only the embedded database may be thrown away from here."""

    text = "--fresh throws the whole database away and works on an embedded SQLite database only."


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    group = typer.Typer(help="A made-up company to try the portal on.", no_args_is_help=True)
    group.command("load")(load_command)
    app.add_typer(group, name="demo")


def load_command(
    years: Annotated[int, typer.Option(min=1, max=10, help="Years of trade.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed and day give the same company.")] = 7,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the embedded database away first.")] = False,
) -> None:
    """Load the demo company into an empty database."""
    if fresh:
        _throw_away()
    database.upgrade()
    load(years, seed)
    for line in how_to_sign_in():
        typer.echo(line)


def load(years: int = 3, seed: int = 7) -> None:
    """Load the demo company; raises NotEmpty where there are people already."""
    actor = machine("demo")
    carry_out(actor, lambda session: load_demo(session, actor, now(), years, seed))


def how_to_sign_in() -> list[str]:
    """The demo accounts and their password, as long as they are there and still have it."""
    names = [member.username for member in STAFF if member.username]
    with reading(machine("demo")) as session:
        query = select(User.username).where(User.username.in_(names), User.must_change_password.is_(False))
        present = set(session.scalars(query))
    if not present:
        return []
    listed = ", ".join(name for name in names if name in present)
    return [f"Demo accounts 演示账号: {listed}", f"Password 密码: {PASSWORD}"]


def _throw_away() -> None:
    url = make_url(settings().database_url.get_secret_value())
    if url.get_backend_name() != "sqlite" or not url.database:
        raise FreshNeedsEmbedded
    engine().dispose()
    for ending in ("", "-wal", "-shm"):
        Path(url.database + ending).unlink(missing_ok=True)
    engine.cache_clear()
