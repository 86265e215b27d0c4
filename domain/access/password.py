"""Passwords: which are good enough, and how they are kept.

Kept as bcrypt of the SHA-256 of the NFC-normalised password. bcrypt alone reads no more than 72 bytes,
which a Chinese sentence of 25 characters exceeds; with the hash in between every character counts,
and a long pass-phrase, the best kind of password, is not punished.
"""

import base64
import hashlib
import secrets
import unicodedata
from itertools import pairwise
from pathlib import Path

import bcrypt

from domain.core.errors import RuleBroken

COST = 12
"""bcrypt doubles its work with each step; 12 takes a quarter of a second. Raising it re-hashes at sign-in."""
SHORTEST, LONGEST = 10, 200
FEWEST_STEPS = 5
CONTEXT = b"neikong password\0"
"""Keeps our SHA-256 values useless against lists of hashes from elsewhere."""

ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
COMMON_WORDS = frozenset(Path(__file__).with_name("common_words.txt").read_text("utf-8").split())
"""What everybody tries first, digits and signs around it taken away; English and Chinese words, pinyin."""


class PasswordTooShort(RuleBroken):
    """Too few characters."""

    text = "The password needs at least {shortest} characters. A short sentence is good and easy to remember."


class PasswordTooLong(RuleBroken):
    """More characters than anybody types."""

    text = "The password may have at most {longest} characters."


class PasswordTooSimple(RuleBroken):
    """Repetition, a row of keys, or a word that everybody tries first."""

    text = "This password is easy to guess: it repeats itself, follows the keyboard or is a common word."


class PasswordContainsName(RuleBroken):
    """The password is built on a name that is known."""

    text = "The password must not contain the name of the user or the company."


def normal_password(typed: str) -> str:
    """The password as it counts, whichever way a keyboard composes its characters."""
    return unicodedata.normalize("NFC", typed).strip()


def require_strong(password: str, *names: str) -> None:
    """Refuse a password that is short, simple or built on one of the names."""
    text = normal_password(password)
    if len(text) < SHORTEST:
        raise PasswordTooShort(field="password", shortest=SHORTEST)
    if len(text) > LONGEST:
        raise PasswordTooLong(field="password", longest=LONGEST)
    folded = text.casefold()
    if any(len(name.encode()) > 2 and name.casefold() in folded for name in names):
        raise PasswordContainsName(field="password")
    if _steps(folded) < FEWEST_STEPS or len(set(folded)) < FEWEST_STEPS or _is_common(folded):
        raise PasswordTooSimple(field="password")


def hash_password(password: str) -> str:
    """What is kept instead of the password."""
    return bcrypt.hashpw(_prepared(password), bcrypt.gensalt(COST)).decode()


def matches(password: str, kept: str | None) -> bool:
    """Tell whether the password is the one that was hashed. Takes as long when there is no hash."""
    return bcrypt.checkpw(_prepared(password), (kept or _nobodys()).encode()) and kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether the hash was made with less work than we ask today."""
    return int(kept.split("$")[2]) != COST


def initial_password() -> str:
    """A password to be handed over once: 79 bits, no characters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _prepared(password: str) -> bytes:
    digest = hashlib.sha256(CONTEXT + normal_password(password).encode()).digest()
    return base64.b64encode(digest)  # bcrypt would stop at a zero byte


def _nobodys() -> str:
    return f"$2b${COST:02d}${'.' * 53}"


def _steps(text: str) -> int:
    """How many characters do not simply repeat or follow their predecessor on some row of keys."""
    return 1 + sum(not _follows(before, after) for before, after in pairwise(text))


def _follows(before: str, after: str) -> bool:
    pairs = (before + after, after + before)
    return before == after or any(pair in row for row in ROWS for pair in pairs)


def _is_common(text: str) -> bool:
    bare = text.strip("0123456789 .,;:!?@#$%^&*_+-=~()")
    letters = "".join(character for character in text.translate(LOOKALIKES) if character.isalpha())
    return bool({bare, bare.translate(LOOKALIKES), letters} & (COMMON_WORDS | {""}))
