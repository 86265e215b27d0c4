"""`neikong deliver`: send what is due, by hand or from a scheduler of the operating system."""

import typer

from domain.core.clock import now
from gateway.cli.said import tell
from gateway.delivery import deliver_due


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("deliver")(deliver)


def deliver() -> None:
    """Send the mails and chat messages that are due."""
    done = deliver_due(now())
    tell("Sent: {sent}. Failed, to be tried again: {failed}.", sent=done.sent, failed=done.failed)
