"""`neikong transfer ...`"""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from db.unit_of_work import carry_out, reading, unit_of_work
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.core.clock import now, today
from domain.core.errors import NotFound
from domain.core.language import say
from domain.core.permission import Actor, machine
from domain.transfer.bring_in import Fate, Line, bring_in, try_out
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from gateway import cli

SHELL = machine("command line")
As = Annotated[str, typer.Option("--as", help="Account on whose behalf; its rights count.")]


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="Configuration from one portal to another.", no_args_is_help=True)
    commands.command("out")(out)
    commands.command("in")(bring)
    app.add_typer(commands, name="transfer")


def out(file: Annotated[Path, typer.Argument(dir_okay=False, writable=True)]) -> None:
    """Write everything configured here to a file."""
    file.write_text(carry_out(SHELL, lambda session: make_pack(session, SHELL)), encoding="utf-8")


def bring(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    account: As,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
) -> None:
    """Bring a file in; exit code 1 if something of it was refused."""
    actor, items = _actor(account), read(file.read_bytes())
    if dry_run:
        with unit_of_work(actor) as session:
            lines = try_out(session, actor, items, now())
    else:
        lines = carry_out(actor, lambda session: bring_in(session, actor, items, now()))
    for line in lines:
        if line.fate is not Fate.SAME:
            typer.echo(_told(line))
    if any(line.fate is Fate.REFUSED for line in lines):
        raise typer.Exit(1)


def _actor(account: str) -> Actor:
    with reading(SHELL) as session:
        user = session.scalars(select(User).where(User.username == account)).one_or_none()
        if user is None:
            raise NotFound
        return actor_for(session, user, today(), origin="command line")


def _told(line: Line) -> str:
    why = f": {say(line.refusal, cli.language())}" if line.refusal else ""
    changed = f" ({', '.join(line.changes)})" if line.fate is Fate.CHANGED else ""
    key = " ".join(str(part) for part in line.item.key.values())
    return f"{line.fate} {line.item.kind} {key}{changed}{why}"
