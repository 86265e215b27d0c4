"""`neikong demo load`, `neikong demo answers`"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.engine import make_url

from db.engine import engine
from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access.user import User
from domain.core.clock import business_date, now
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, machine
from domain.demo.answers import answers
from domain.demo.load import finish, found, import_part, load_demo
from domain.demo.organisation import PASSWORD
from domain.demo.people import STAFF
from domain.demo.plan import DemoPlan
from domain.indicators.warnings.think import think_through
from gateway import database
from gateway.cli import language

LOOKED_AHEAD = 100
"""Series, about a tenth of a second each; the oldest units come first."""
Years = Annotated[int, typer.Option(min=1, max=10, help="Years of trade.")]
Seed = Annotated[int, typer.Option(help="The same seed and day give the same company.")]
Scale = Annotated[int, typer.Option(min=1, max=700, help="How many times 300 customers.")]


class FreshNeedsEmbedded(RuleBroken):
    """Only the embedded database may be thrown away from here."""

    text = "--fresh throws the whole database away and works on an embedded SQLite database only."


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    group = typer.Typer(help="A made-up company to try the portal on.", no_args_is_help=True)
    group.command("load")(load_command)
    group.command("answers")(answers_command)
    app.add_typer(group, name="demo")


def load_command(
    years: Years = 3,
    seed: Seed = 7,
    scale: Scale = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the embedded database away first.")] = False,
) -> None:
    """Load the demo company into an empty database."""
    if fresh:
        _throw_away()
    database.upgrade()
    load(years, seed, scale)
    for line in how_to_sign_in():
        typer.echo(line)


def answers_command(
    years: Years = 3,
    seed: Seed = 7,
    scale: Scale = 1,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day the company is seen from.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what is planted in the demo company, and who should notice."""
    day: date = today.date() if today is not None else business_date(now())
    key = answers(DemoPlan(day, years * 12, seed, scale))
    if as_json:
        typer.echo(json.dumps(key, ensure_ascii=False, indent=2))
        return
    what = "what_zh" if language() == "zh_CN" else "what_en"
    for one in key:
        when = f"{one['when']['from']}..{one['when']['to']}"
        typer.echo(f"{one['id']:<24}{one['where']['unit']:<9}{when}  {one[what]} ({one['expected']})")


def load(years: int = 3, seed: int = 7, scale: int = 1) -> None:
    """Load the demo company; raises NotEmpty where there are people already.

    A large company is written part by part, each in a transaction of its own. Of the figures, those of
    the company as a whole are looked ahead; the nightly work does the others.
    """
    actor, moment = machine("demo"), now()
    plan = DemoPlan(business_date(moment), years * 12, seed, scale)
    if scale == 1:
        carry_out(actor, lambda session: load_demo(session, actor, moment, years, seed))
    else:
        carry_out(actor, lambda session: found(session, actor, moment, plan))
        for part in range(scale):
            _load_part(actor, moment, plan, part)
        carry_out(actor, lambda session: finish(session, actor, moment, plan))
    think_through(actor, plan.today, LOOKED_AHEAD)


def _load_part(actor: Actor, moment: datetime, plan: DemoPlan, part: int) -> None:
    carry_out(actor, lambda session: import_part(session, actor, moment, plan, part))
    typer.echo(f"{part + 1}/{plan.scale}", err=True)


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
