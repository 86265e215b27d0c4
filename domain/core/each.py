"""One verb on many records: each succeeds or is refused by itself, and all are accounted for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.statement import Statement

T = TypeVar("T", bound=Entity)
AT_ONCE = 50
"""Records of one transaction, so that many of them keep nobody from writing for long."""


@dataclass(frozen=True)
class Refused:
    """One record that the verb did not touch, and why."""

    key: int
    title: str
    why: DomainError


@dataclass
class Account:
    """What came of it."""

    done: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    """Asked for, and done as soon as others have agreed."""
    refused: list[Refused] = field(default_factory=list)
    told: list[tuple[str, Statement]] = field(default_factory=list)
    """What must be told about single records once, by their titles."""

    def add(self, other: "Account") -> None:
        """Count the records of another transaction too."""
        self.done += other.done
        self.waiting += other.waiting
        self.told += other.told
        self.refused += other.refused


def each(
    session: Session,
    kind: type[T],
    keys: Iterable[int],
    verb: Callable[[T], object],
    title: Callable[[T], str] = str,
) -> Account:
    """Carry out the verb on each record, in a savepoint of its own; refusals are counted, not raised.

    A verb that answers False waits at a gate; a Statement that it answers is kept. A record that is gone or
    may not be seen counts as refused, under its number. Any other error than a refusal ends the whole: the
    caller's transaction is given up.
    """
    account = Account()
    for key in keys:
        name = f"#{key}"
        try:
            with session.begin_nested():
                record = find(session, kind, key)
                name = title(record)
                result = verb(record)
        except DomainError as why:
            account.refused.append(Refused(key, name, why))
        else:
            (account.waiting if result is False else account.done).append(key)
            if isinstance(result, Statement):
                account.told.append((name, result))
    return account


def parts(keys: Sequence[int], size: int = AT_ONCE) -> Iterable[Sequence[int]]:
    """The keys in pieces of one transaction each."""
    return (keys[at : at + size] for at in range(0, len(keys), size))
