"""`neikong config`"""

import typer

from db.settings import settings


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("config")(config)


def config() -> None:
    """Show the settings in force, secrets masked, as environment variables."""
    for name, value in settings().masked().items():
        typer.echo(f"NEIKONG_{name.upper()}={value}")
