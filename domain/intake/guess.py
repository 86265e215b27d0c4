"""Which column holds which field: a proposal from headers and samples, for a person to confirm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol

from domain.core.fact_spec import FieldKind
from domain.intake.bad_value import BadValue, DateOrderNeeded
from domain.intake.header import Name, name_of
from domain.intake.number_style import NumberStyle
from domain.intake.reading import Reading
from domain.intake.table import Cell
from domain.intake.text import is_blank

ENOUGH = 0.6
"""Proposals below this confidence are not made: a wrong column costs more than an empty field."""
FUZZY = 0.857
"""Likeness from which two names may be one, misspelt."""
SHORTEST = 6
"""Letters that a name must have for a misspelling to be told from another word (unit, units)."""
FITTING = 0.8
"""Share of sample cells that must be readable as the field's kind."""
PROVABLE = frozenset(
    {FieldKind.MONEY, FieldKind.QUANTITY, FieldKind.RATIO, FieldKind.DATE, FieldKind.BOOLEAN}
    | {FieldKind.CHOICE, FieldKind.MONTH, FieldKind.MOMENT}
)
REFERENCES = frozenset(
    {FieldKind.CUSTOMER, FieldKind.PRODUCT, FieldKind.PERSON, FieldKind.UNIT, FieldKind.ORDER}
    | {FieldKind.OPPORTUNITY, FieldKind.INVOICE, FieldKind.POST, FieldKind.CONTRACT}
    | {FieldKind.CODE_LIST, FieldKind.COURSE, FieldKind.COURSE_SESSION}
)


class Why(StrEnum):
    """What a proposal rests on."""

    ALIAS = "alias"
    """The header is a known name of the field."""
    WORDS = "words"
    """The header consists of the words of a known name and words without meaning of their own."""
    LIKENESS = "likeness"
    """The header is spelt almost like a known name."""


class Guessable(Protocol):
    """A field as far as guessing needs it; `FieldSpec` is one."""

    @property
    def name(self) -> str:
        """The field's name, itself an alias."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What headers call it, best first: of two columns the one with the earlier alias wins."""

    @property
    def kind(self) -> FieldKind:
        """How its cells are read."""

    @property
    def required(self) -> bool:
        """Whether a row without it is refused: it has the first pick among columns named alike."""

    @property
    def choices(self) -> Mapping[str, str]:
        """Accepted texts of a CHOICE."""


@dataclass(frozen=True, order=True)
class Guess:
    """A proposed column of a field; confidence from 0 to 1."""

    confidence: float
    header: str
    why: Why


def guess_mapping(
    fields: Iterable[Guessable], headers: Sequence[str], rows: Sequence[Sequence[Cell]] = ()
) -> dict[str, Guess]:
    """Field name -> proposed column, each column at most once.

    `rows` are samples (some hundred are plenty): a column whose cells cannot be read as the field's
    kind is not proposed for it. Fields without a convincing column are left out.
    """
    names = {header: name_of(header) for header in headers}
    samples = {
        header: [row[place] for row in rows if place < len(row)] for place, header in enumerate(headers)
    }
    found = [
        (guess.why is Why.ALIAS, field.required, guess, -order, field.name)
        for order, field in enumerate(fields)
        for header in headers
        if (guess := likeness(field, header, names[header])) and fits(field, samples[header])
    ]
    taken: dict[str, Guess] = {}
    used: set[str] = set()
    for _, _, guess, _, name in sorted(found, key=rank, reverse=True):
        if name not in taken and guess.header not in used:
            taken[name] = guess
            used.add(guess.header)
    return taken


def rank(candidate: tuple[bool, bool, Guess, int, str]) -> tuple[bool, bool, float, int]:
    """Known names first, of these required fields first, then by confidence, then by order of the fields."""
    known, required, guess, order, _ = candidate
    return known, required, guess.confidence, order


def likeness(field: Guessable, header: str, name: Name) -> Guess | None:
    """The best proof that a header means the field; None if it convinces nobody."""
    best: Guess | None = None
    for place, alias in enumerate((*field.aliases, field.name)):
        confidence, why = compare(name, name_of(alias), refers=field.kind in REFERENCES)
        guess = Guess(confidence - 0.001 * place, header, why)
        if confidence >= ENOUGH and (best is None or guess.confidence > best.confidence):
            best = guess
    return best


def compare(header: Name, alias: Name, *, refers: bool) -> tuple[float, Why]:
    """How far a header and a known name mean the same; `refers`: whether by code or name is no matter."""
    if header.joined == alias.joined:
        return 1.0, Why.ALIAS
    if header.telling and header.telling == alias.telling:
        return 0.9, Why.WORDS
    if refers and header.referred and header.referred == alias.referred:
        return 0.8, Why.WORDS
    shorter = min(header.joined, alias.joined, key=len)
    if header.qualifiers != alias.qualifiers or len(shorter) < (SHORTEST if shorter.isascii() else 3):
        return 0.0, Why.LIKENESS
    alike = SequenceMatcher(None, header.joined, alias.joined, autojunk=False).ratio()
    return (0.7 * alike if alike >= FUZZY else 0.0), Why.LIKENESS


def fits(field: Guessable, cells: Iterable[Cell]) -> bool:
    """Whether the cells can be read as the field's kind; nothing to read proves nothing."""
    if field.kind not in PROVABLE:
        return True
    filled = [cell for cell in cells if not is_blank(cell)]
    reading = Reading(kind=field.kind, style=NumberStyle.POINT, choices=field.choices)
    other = Reading(kind=field.kind, style=NumberStyle.COMMA, choices=field.choices)
    readable = sum(is_readable(reading, cell) or is_readable(other, cell) for cell in filled)
    return readable >= FITTING * len(filled)


def is_readable(reading: Reading, cell: Cell) -> bool:
    """Whether the cell has a value of this kind, in whatever order day and month are."""
    try:
        reading.value(cell)
    except DateOrderNeeded:
        return True
    except BadValue:
        return False
    return True
