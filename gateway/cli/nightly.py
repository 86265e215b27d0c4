"""`neikong nightly`: the work of the night, begun by hand or by a scheduler of the operating system."""

from typing import Annotated

import typer

from domain.core.permission import machine
from gateway.cli.said import tell
from gateway.nightly import run_nightly

ORIGIN = "schedule"


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("nightly")(nightly)


def nightly(
    again: Annotated[bool, typer.Option("--again", help="Even if it has been done today.")] = False,
) -> None:
    """Bring figures, escalations and outlooks up to date, once a day for the whole company."""
    done = run_nightly(machine(ORIGIN), again=again)
    tell(
        "Done: {outcome}" if done is not None else "Another process does this today, or has done it.",
        outcome=done or "",
    )
