"""`neikong serve`"""

import socket
import sys
from typing import Annotated

import typer

from db.settings import ROOT
from db.unit_of_work import reading
from domain.access.first_start import nobody_yet
from domain.core.errors import DomainError
from domain.core.permission import machine
from gateway import database
from gateway.cli.demo import how_to_sign_in, load

FIRST = "neikong user add NAME --role administrator"


class PortTaken(DomainError):
    """Something else listens there."""

    text = "Nothing can be served on {host}:{port}: {why}. Choose another port: neikong serve --port N"


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    host: Annotated[str, typer.Option(help="0.0.0.0 opens the portal to the network.")] = "127.0.0.1",
    with_demo: Annotated[bool, typer.Option("--with-demo", help="Fill an empty database.")] = False,
) -> None:
    """Serve the portal until stopped. Updates the database first where that is needed."""
    _require_free(host, port)
    if database.is_behind():
        database.upgrade()
    with reading(machine("command line")) as session:
        empty = nobody_yet(session)
    if empty and with_demo:
        load()
        empty = False
    _tell(f"http://{host}:{port}", empty=empty)
    _run(host, port)


def _require_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise PortTaken(host=host, port=port, why=error.strerror) from error


def _tell(address: str, *, empty: bool) -> None:
    typer.echo(f"Neikong 内控台: {address}")
    if empty:
        typer.echo(f"Nobody has an account yet. Make the first one with: {FIRST}")
    for line in how_to_sign_in():
        typer.echo(line)
    sys.stdout.flush()


def _run(host: str, port: int) -> None:
    from streamlit.web import cli

    script = str(ROOT / "streamlit_app.py")
    cli.main(["run", script, "--server.address", host, "--server.port", str(port)], standalone_mode=False)
