"""`neikong journal ...`"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from db.unit_of_work import reading
from domain.core.errors import DomainError
from domain.core.journal import HASHED, entries
from domain.core.journal_check import Checked, check_journal, check_lines
from domain.core.permission import machine

NEEDED = {*HASHED, "previous_hash", "hash"}


class NotAJournal(DomainError):
    """The file is not an export of the journal."""

    text = "{file}, line {line}: not a line of an exported journal."


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="The record of every change.", no_args_is_help=True)
    commands.command("verify")(verify)
    commands.command("export")(export)
    app.add_typer(commands, name="journal")


def verify(
    file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Check this export instead.")
    ] = None,
) -> None:
    """Check that no line was changed, removed, added or moved; exit code 1 if one was."""
    if file is None:
        with reading(machine("command line")) as session:
            checked = check_journal(session)
    else:
        checked = check_lines(_read(file))
    _tell(checked)


def export(file: Annotated[Path, typer.Argument(dir_okay=False, writable=True)]) -> None:
    """Write the whole journal to a file, one JSON object a line."""
    with reading(machine("command line")) as session, file.open("w", encoding="utf-8") as out:
        for line in entries(session):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _read(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, start=1):
            try:
                line = json.loads(text)
            except ValueError:
                line = None
            if not isinstance(line, dict) or not line.keys() >= NEEDED:
                raise NotAJournal(file=file.name, line=number)
            yield line


def _tell(checked: Checked) -> None:
    typer.echo(f"{checked.lines} lines, intact. Last hash: {checked.last_hash}")
