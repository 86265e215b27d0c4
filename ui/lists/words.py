"""The words by which an address narrows a list, short enough to read and the same in both languages.

`status=open` any of the words · `unit=not:3` none of them · `name=has:valve`, `starts:A` · `none` empty, `..`
filled in · `amount=10..20`, `over:10`, `under:10` · `due_on=before:2026-01-31`, `after:...`, `last_month`,
`next_14_days`, `overdue` · `salesperson=me` · `unit=my_unit`. A text that looks like one of these is written
with `is:` before it.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from domain.core.relative_days import NAMED, span_of

RANGE, NOBODY = "..", "none"
ME, MY_UNIT = "me", "my_unit"
MATCH, ANY = "match", "any"
SIGN = ":"


class Operator(StrEnum):
    """How a value is compared; the member is the word before the sign, where one is written."""

    IS = "is"
    NOT = "not"
    HAS = "has"
    STARTS = "starts"
    BETWEEN = "between"
    OVER = "over"
    UNDER = "under"
    AFTER = "after"
    BEFORE = "before"
    WITHIN = "within"
    LAST = "last"
    NEXT = "next"
    EMPTY = "empty"
    FILLED = "filled"


WRITTEN = frozenset(
    {
        Operator.IS, Operator.NOT, Operator.HAS, Operator.STARTS, Operator.OVER, Operator.UNDER,
        Operator.AFTER, Operator.BEFORE,
    }
)  # fmt: skip
"""Operators that are written before the value; the others show by the value's own form."""
BARE = {Operator.EMPTY: NOBODY, Operator.FILLED: RANGE}


def parsed(word: str) -> tuple[Operator, str]:
    """How a word compares, and with what."""
    if word == NOBODY:
        return Operator.EMPTY, ""
    if word == RANGE:
        return Operator.FILLED, ""
    name, sign, value = word.partition(SIGN)
    if sign and name in WRITTEN:
        return Operator(name), value
    return Operator.IS, word


def written(operator: Operator, value: str) -> str:
    """The word for it; a plain value where the operator shows by itself."""
    if operator in BARE:
        return BARE[operator]
    if operator in WRITTEN and operator is not Operator.IS:
        return f"{operator}{SIGN}{value}"
    misread = operator is Operator.IS and parsed(value) != (Operator.IS, value)
    return f"{operator}{SIGN}{value}" if misread else value


def is_personal(words: Sequence[str]) -> bool:
    """Whether the answer depends on who asks."""
    return any(parsed(word)[1] in (ME, MY_UNIT) for word in words)


def operator_of(words: Sequence[str], offered: Sequence[Operator]) -> Operator:
    """The operator that these words use, of those offered; the first of them where they say nothing."""
    if not words:
        return offered[0]
    operator, value = parsed(words[0])
    if operator is Operator.IS:
        operator = _by_form(value, offered)
    return operator if operator in offered else offered[0]


def _by_form(value: str, offered: Sequence[Operator]) -> Operator:
    """A range, a relative day or a plain value: seen by how it is written."""
    direction = value.partition("_")[0]
    if Operator.WITHIN in offered and value in NAMED:
        return Operator.WITHIN
    if direction in offered and span_of(value, date(2000, 1, 1)) is not None:
        return Operator(direction)
    if Operator.BETWEEN in offered and (RANGE in value or Operator.IS not in offered):
        return Operator.BETWEEN
    return Operator.IS


def rewritten(words: Sequence[str], operator: Operator) -> list[str]:
    """The same values under another operator, as far as it takes them."""
    if operator in BARE:
        return [BARE[operator]]
    values = [value for word in words if (value := parsed(word)[1]) and RANGE not in value]
    if operator in (Operator.IS, Operator.NOT):
        return [written(operator, value) for value in values if not _moves(value)]
    if operator in WRITTEN:
        return [written(operator, value) for value in values[:1] if not _moves(value)]
    return []


def _moves(value: str) -> bool:
    return span_of(value, date(2000, 1, 1)) is not None
