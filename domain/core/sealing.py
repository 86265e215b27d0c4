"""Secrets at rest: what the database must keep but nobody may read there is sealed under the portal's keys.

The keys are settings and never in the database, so that a copy of it (a backup above all) gives nothing away.
The newest key seals; older ones still open what they sealed, until everything has been sealed anew.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from db.settings import ROOT, is_key, settings
from domain.core.errors import DomainError


class NoKey(DomainError):
    """The portal has no key."""

    text = (
        "Secrets cannot be kept: the portal has no key for them. Set NEIKONG_SECRET_KEYS, or put back "
        "{file}; “neikong secrets new-key” prints a new key."
    )


class UnfitKey(DomainError):
    """A line of the file is no key."""

    text = "{file} holds a line that is no key such as “neikong secrets new-key” prints."


class WrongKey(DomainError):
    """None of the keys opens it."""

    text = (
        "This secret was sealed with a key that the portal does not have (any more). Add that key to "
        "NEIKONG_SECRET_KEYS or {file}, or type the secret again."
    )


def key_file() -> Path:
    """Where the keys are kept that no setting names."""
    return Path(settings().secret_key_file or ROOT / "data" / "secret.keys")


def keys() -> tuple[str, ...]:
    """The keys, the newest first. A file is read each time: a key that is added needs no restart."""
    named = settings().secret_keys.get_secret_value().replace(",", " ").split()
    if named:
        return tuple(named)
    try:
        found = key_file().read_text(encoding="ascii").split()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UnfitKey(file=str(key_file())) from error
    if not all(is_key(key) for key in found):
        raise UnfitKey(file=str(key_file()))
    return tuple(found)


def new_key() -> str:
    """A key nobody has."""
    return Fernet.generate_key().decode()


def seal(plain: str) -> str:
    """The text as only a holder of the newest key can read it; NoKey where there is none."""
    return _all().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; WrongKey if no key of the portal opens it."""
    try:
        return _all().decrypt(sealed).decode()
    except InvalidToken as error:
        raise WrongKey(file=str(key_file())) from error


def is_up_to_date(sealed: str) -> bool:
    """Whether the newest key sealed it."""
    newest = keys()[:1]
    if not newest:
        raise NoKey(file=str(key_file()))
    try:
        Fernet(newest[0]).decrypt(sealed)
    except InvalidToken:
        return False
    return True


def _all() -> MultiFernet:
    known = keys()
    if not known:
        raise NoKey(file=str(key_file()))
    return MultiFernet([Fernet(key) for key in known])
