"""`neikong report`: make a report as files, or make those that are due."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from db.settings import LANGUAGES
from db.unit_of_work import reading
from domain.access.user import NoSuchUser, User
from domain.core.clock import now, today
from domain.core.period import Grain, Period
from domain.core.permission import machine
from domain.reporting.pack import PackKind, last_closed_month
from domain.reporting.pack_issue import PDF, XLSX
from domain.reporting.pack_make import require_askable
from domain.reporting.pack_press import PackAsked, press
from gateway.cli import language
from gateway.cli.named import unit_named
from gateway.cli.said import tell
from gateway.packs.make_due import make_due_packs

ORIGIN = "command-line"
Unit = Annotated[str | None, typer.Option(help="Code or name; without it the whole company.")]
Month = Annotated[str | None, typer.Option(help="2026-10; without it the last closed month.")]
Reader = Annotated[str, typer.Option("--for", help="User name: the report shows what this person may see.")]
Folder = Annotated[Path, typer.Option(help="Where the files are written.", exists=True, file_okay=False)]


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    group = typer.Typer(help="Reports as PDF and spreadsheet.", no_args_is_help=True)
    group.command("make")(make)
    group.command("due")(due)
    app.add_typer(group, name="report")


def make(
    what: Annotated[PackKind, typer.Argument(help="Which report.")],
    reader: Reader,
    unit: Unit = None,
    month: Month = None,
    spoken: Annotated[str | None, typer.Option("--language", help=" or ".join(LANGUAGES))] = None,
    folder: Folder = Path(),
) -> None:
    """Write a report into a folder, as one person may see it."""
    chosen = Period.parse(month) if month else Period.of(last_closed_month(today()), Grain.MONTH)
    with reading(machine(ORIGIN)) as session:
        user = session.scalar(select(User.id).where(User.username == reader, User.archived_at.is_(None)))
        if user is None:
            raise NoSuchUser(username=reader)
        wanted = spoken if spoken in LANGUAGES else language()
        asked = PackAsked(what, unit_named(session, unit), chosen.key, wanted, user)
        require_askable(session, machine(ORIGIN), asked)
    made = press(asked, today())
    for ending, content in ((PDF, made.pdf), (XLSX, made.xlsx)):
        (folder / f"{made.name}.{ending}").write_bytes(content)
        tell("Written: {file}", file=str(folder / f"{made.name}.{ending}"))


def due() -> None:
    """Make the reports that are due and tell their readers."""
    done = make_due_packs(now())
    tell("Reports made: {made}. Failed, to be tried again: {failed}.", made=done.made, failed=done.failed)
