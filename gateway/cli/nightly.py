"""`neikong nightly`: the work of the night, begun by hand or by a scheduler of the operating system."""

from typing import Annotated

import typer

from gateway.cli.said import tell
from gateway.nightly import Elsewhere, run_nightly


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("nightly")(nightly)


def nightly(
    again: Annotated[bool, typer.Option("--again", help="Even if it has been done today.")] = False,
) -> None:
    """Bring figures, alerts and outlooks up to date, once a day for the whole company."""
    done = run_nightly(again=again)
    if done is Elsewhere.DONE:
        tell("It has been done today.")
    elif done is Elsewhere.ASKED:
        tell("Another process leads the schedule; it does the work within a minute.")
    elif done is Elsewhere.FAILED:
        tell("It failed; the history of the schedule says why.")
        raise SystemExit(1)
    else:
        outcome = ", ".join(f"{name} {count}" for name, count in done.items())
        tell("Done: {outcome}", outcome=outcome)
