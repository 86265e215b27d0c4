"""`neikong secrets ...`: the keys under which secrets are sealed in the database."""

import typer

from db.settings import settings
from db.unit_of_work import carry_out
from domain.core.errors import DomainError, RuleBroken
from domain.core.sealing import key_file, keys, new_key
from domain.messaging.keep_sealed import Resealed, reseal
from gateway.cli.said import tell
from gateway.secret_keys import ACTOR, put_first


class KeysAreNamed(RuleBroken):
    """The file does not count."""

    text = (
        "NEIKONG_SECRET_KEYS names the keys. Put the new key before them, separated by a comma, restart, and "
        "run: neikong secrets reseal"
    )


class NotAllReadable(DomainError):
    """Some secrets stay under a key that is lost."""

    text = "Sealed anew: {sealed}. The addresses of these channels cannot be read: {names}. {why}"


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="Keys that seal secrets in the database.", no_args_is_help=True)
    commands.command("new-key")(print_key)
    commands.command("rotate")(rotate)
    commands.command("reseal")(seal_all)
    app.add_typer(commands, name="secrets")


def print_key() -> None:
    """Print a new key; nothing is changed."""
    typer.echo(new_key())


def rotate() -> None:
    """Put a new key into the file and seal everything under it. The older keys stay, for older backups."""
    if settings().secret_keys.get_secret_value():
        raise KeysAreNamed
    put_first(new_key())
    _say(carry_out(ACTOR, reseal))
    tell("{file} holds {count} keys; the first one seals.", file=str(key_file()), count=len(keys()))


def seal_all() -> None:
    """Seal what is plain or under an older key under the newest."""
    _say(carry_out(ACTOR, reseal))


def _say(done: Resealed) -> None:
    if done.why is not None:
        raise NotAllReadable(sealed=done.sealed, names=", ".join(done.unreadable), why=done.why)
    tell("Sealed anew: {sealed}.", sealed=done.sealed)
