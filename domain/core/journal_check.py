"""Is the journal as it was written? Checked in the database, or offline on an export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.journal import GENESIS, JournalHead, entries, first_broken


class JournalBroken(DomainError):
    """A line was changed, removed, added or moved."""

    text = "The journal is not as it was written: line {line} does not follow from the one before."


class JournalCut(DomainError):
    """Lines are missing at the end."""

    text = "The journal is not as it was written: it ends at line {line}, but line {head} had been written."


@dataclass(frozen=True)
class Checked:
    """An intact journal: how long it is and the hash that stands for all of it.

    Who keeps length and hash elsewhere can prove later that nothing before was touched.
    """

    lines: int
    last_hash: str


def check_lines(lines: Iterable[dict[str, Any]]) -> Checked:
    """Follow the chain from its beginning; JournalBroken where it breaks."""
    followed = _Followed(lines)
    broken = first_broken(followed)
    if broken is not None:
        raise JournalBroken(line=broken)
    return Checked(followed.count, followed.last_hash)


def check_journal(session: Session) -> Checked:
    """Follow the chain in the database to the head that the last writer left."""
    head = session.execute(select(JournalHead.seq, JournalHead.hash).where(JournalHead.id == 1)).one_or_none()
    checked = check_lines(entries(session))
    if head is not None and (head.seq, head.hash) != (checked.lines, checked.last_hash):
        raise JournalCut(line=checked.lines, head=head.seq)
    return checked


class _Followed:
    """Counts lines while somebody else reads them."""

    def __init__(self, lines: Iterable[dict[str, Any]]) -> None:
        self.lines, self.count, self.last_hash = lines, 0, GENESIS

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self.lines:
            self.count, self.last_hash = self.count + 1, line["hash"]
            yield line
