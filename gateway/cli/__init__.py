"""The command line: `neikong ...`. Names are fixed; errors go to stderr with exit code 1, wrong usage 2."""

import os
import sys
from importlib import import_module

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from db.settings import InvalidSettings
from domain.core.errors import DomainError
from domain.core.language import nearest, say, translate

COMMANDS = (
    "serve",
    "worker",
    "database",
    "demo",
    "facts",
    "imports",
    "indicators",
    "nightly",
    "receivables",
    "deliver",
    "journal",
    "report",
    "secrets",
    "transfer",
    "user",
    "config",
)
"""Modules of this package; each offers `add_to(app)`."""


def language() -> str:
    """The language of the terminal."""
    return nearest(
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    )


def build() -> typer.Typer:
    """The whole command tree."""
    app = typer.Typer(
        name="neikong", help="Neikong 内控台: sales internal control.", no_args_is_help=True,
        add_completion=False, pretty_exceptions_enable=False,
    )  # fmt: skip
    for name in COMMANDS:
        import_module(f"gateway.cli.{name}").add_to(app)
    return app


def main() -> None:
    """Run a command; tell refusals to stderr in the terminal's language."""
    # Our matrices are tiny: threads of the linear algebra library mostly wait for each other
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        build()()
    except DomainError as refusal:
        fail(say(refusal, language()))
    except InvalidSettings as error:
        fail(str(error))
    except (OperationalError, ProgrammingError) as error:
        advice = "The database does not answer as expected; run: neikong database upgrade"
        fail(f"{translate(advice, language())}\n{error.orig}")


def fail(message: str) -> None:
    """Say why and leave with exit code 1."""
    sys.stderr.write(message + "\n")
    raise SystemExit(1)
