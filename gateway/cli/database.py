"""`neikong database ...`"""

import typer

from gateway import database


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="The database the portal works on.", no_args_is_help=True)
    commands.command("upgrade")(upgrade)
    app.add_typer(commands, name="database")


def upgrade() -> None:
    """Create or update the tables, keeping the data, and add what a new portal needs."""
    database.upgrade()
    typer.echo("The database is up to date.")
