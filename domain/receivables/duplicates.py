"""Invoices that look like the same claim twice (domain reference G.5). A person decides; this only points.

Pairs come from blocks of records that share a key, each record held against the one before it in its
block, so that the work grows with the number of invoices, not with its square.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

CLOSE_DAYS = 7
RECURRING_MONTHS = 3
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


class Likeness(StrEnum):
    """What two invoices have in common."""

    SAME_NUMBER = "same_number"
    SAME_FILE = "same_file"
    SAME_DAY = "same_day"
    """Same party, amount and date."""
    CLOSE_DAYS = "close_days"
    """Same party and amount within 7 days."""
    OTHER_PARTY = "other_party"
    """Same number and amount, another party."""
    NEAR_NUMBER = "near_number"
    """Same party and amount, numbers one character apart."""

    @property
    def score(self) -> int:
        """How strong a sign it is, 60..100."""
        return _SCORES[self]


_SCORES = {
    Likeness.SAME_NUMBER: 100,
    Likeness.SAME_FILE: 100,
    Likeness.SAME_DAY: 90,
    Likeness.CLOSE_DAYS: 70,
    Likeness.OTHER_PARTY: 70,
    Likeness.NEAR_NUMBER: 60,
}


@dataclass(frozen=True, slots=True)
class InvoiceCopy:
    """What is compared. `number` is as written; `key` must sort and tell which came first on one day."""

    key: int
    party: Hashable
    number: str
    amount: Decimal
    issued_on: date
    file_hash: str = ""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two invoices and how alike they are; the second is the later one, the presumed copy."""

    first: int
    second: int
    likeness: tuple[Likeness, ...]

    @property
    def score(self) -> int:
        """The strongest sign's score."""
        return max(likeness.score for likeness in self.likeness)


def normalised_number(raw: str) -> str:
    """An invoice number without what people write differently: width, case, punctuation, leading zeros.

    NFKC, upper case, letters and digits only, each run of digits without its leading zeros (a run of
    zeros keeps one).
    """
    folded = unicodedata.normalize("NFKC", raw).upper()
    return _LEADING_ZEROS.sub("", "".join(character for character in folded if character.isalnum()))


def find_duplicates(
    invoices: Iterable[InvoiceCopy],
    recurring: Collection[tuple[Hashable, Decimal]] = (),
    dismissed: Collection[tuple[int, int]] = (),
) -> list[Suspect]:
    """Suspected duplicates, strongest first, each pair once with everything the two have in common.

    `recurring` are (party, amount) of agreed regular fees: the same amount again is then no sign.
    `dismissed` are (first, second) pairs a person has already cleared. An invoice cancelled by its
    reversal (same party and number, sum 0) is out of the comparison together with the reversal.
    """
    copies = sorted(((copy, normalised_number(copy.number)) for copy in invoices), key=_by_date)
    copies = _without_reversed(copies)
    found: dict[tuple[int, int], set[Likeness]] = defaultdict(set)
    for first, second, likeness in (*_exact(copies), *_by_amount(copies, set(recurring))):
        found[first.key, second.key].add(likeness)
    cleared = set(dismissed)
    suspects = [
        Suspect(first, second, tuple(sorted(likeness, key=lambda sign: (-sign.score, sign))))
        for (first, second), likeness in found.items()
        if (first, second) not in cleared
    ]
    return sorted(suspects, key=lambda suspect: (-suspect.score, suspect.second, suspect.first))


Numbered = tuple[InvoiceCopy, str]
Sign = tuple[InvoiceCopy, InvoiceCopy, Likeness]


def _by_date(copy: Numbered) -> tuple[date, int]:
    return copy[0].issued_on, copy[0].key


def _without_reversed(copies: list[Numbered]) -> list[Numbered]:
    """Drop each negative record together with one positive of the same party, number and size."""
    unmatched: dict[Hashable, list[int]] = defaultdict(list)
    gone: set[int] = set()
    for copy, number in copies:
        partners = unmatched[copy.party, number, -copy.amount]
        if partners and number and copy.amount:
            gone |= {partners.pop(), copy.key}
        else:
            unmatched[copy.party, number, copy.amount].append(copy.key)
    return [numbered for numbered in copies if numbered[0].key not in gone]


def _exact(copies: list[Numbered]) -> Iterator[Sign]:
    """Pairs that share a number, a number and an amount, or the very file."""
    numbers: dict[Hashable, InvoiceCopy] = {}
    amounts: dict[Hashable, InvoiceCopy] = {}
    files: dict[str, InvoiceCopy] = {}
    for copy, number in copies:
        if number:
            if earlier := numbers.get((copy.party, number)):
                yield earlier, copy, Likeness.SAME_NUMBER
            other = amounts.get((number, copy.amount))
            if other and other.party != copy.party:
                yield other, copy, Likeness.OTHER_PARTY
            numbers[copy.party, number] = amounts[number, copy.amount] = copy
        if copy.file_hash:
            if earlier := files.get(copy.file_hash):
                yield earlier, copy, Likeness.SAME_FILE
            files[copy.file_hash] = copy


def _by_amount(copies: list[Numbered], recurring: set[tuple[Hashable, Decimal]]) -> Iterator[Sign]:
    """Pairs of one party and one amount that are close in time or in number."""
    blocks: dict[tuple[Hashable, Decimal], list[Numbered]] = defaultdict(list)
    for copy, number in copies:
        if copy.amount and (copy.party, copy.amount) not in recurring:
            blocks[copy.party, copy.amount].append((copy, number))
    for block in blocks.values():
        if len(block) > 1:
            yield from _close_in_time(block)
            yield from _close_in_number(block)


def _close_in_time(block: list[Numbered]) -> Iterator[Sign]:
    for (earlier, _), (later, _) in pairwise(block):
        days = (later.issued_on - earlier.issued_on).days
        if days <= CLOSE_DAYS:
            yield earlier, later, Likeness.CLOSE_DAYS if days else Likeness.SAME_DAY


def _close_in_number(block: list[Numbered]) -> Iterator[Sign]:
    """Numbers one edit apart. An amount invoiced in three or more months recurs: there, numbers that
    follow one another are expected and say nothing."""
    if len({(copy.issued_on.year, copy.issued_on.month) for copy, _ in block}) >= RECURRING_MONTHS:
        return
    latest: dict[str, Numbered] = {}
    for copy, number in block:
        seen: set[int] = set()
        for shortened in _shortened(number):
            earlier = latest.get(shortened)
            if earlier and earlier[0].key not in seen and _one_edit_apart(earlier[1], number):
                seen.add(earlier[0].key)
                yield earlier[0], copy, Likeness.NEAR_NUMBER
            latest[shortened] = (copy, number)


def _shortened(number: str) -> set[str]:
    """The number, and it with any one character left out: numbers one edit apart share one of these."""
    return {number} | {number[:at] + number[at + 1 :] for at in range(len(number))} if number else set()


def _one_edit_apart(one: str, other: str) -> bool:
    """One character inserted, left out or replaced turns one into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    pairs = enumerate(zip(short, long, strict=False))
    at = next((at for at, (left, right) in pairs if left != right), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
