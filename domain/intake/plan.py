"""What an import would do, row by row, without doing it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, FactSpec
from domain.intake.file_rows import FileRow
from domain.intake.references import Placeholder
from domain.intake.request import ImportRequest


class SaysSomethingElse(DomainError):
    """Two rows of one file contradict each other."""

    text = "Row {row} says something else about {ref}. Keep one of the two."


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


@dataclass(slots=True)
class PlannedCompanion:
    """A record that comes along with a row: as it should be (None: gone), and as it is (None: not there)."""

    spec: FactSpec
    source_ref: str
    link: str
    columns: Columns | None
    stored: Columns | None


@dataclass(slots=True)
class PlannedRow:
    """A row of the file with its fate. Columns may hold Placeholders until they are created."""

    row: FileRow
    fate: Fate
    columns: Columns = field(default_factory=dict)
    stored: Columns | None = None
    companions: list[PlannedCompanion] = field(default_factory=list)
    reasons: Sequence[DomainError] = ()
    repeats: int | None = None
    """The row of the same file that says the very same; this one adds nothing."""

    @property
    def number(self) -> int:
        """The number a person sees beside the row."""
        return self.row.number

    @property
    def differing(self) -> Columns:
        """The columns whose values change."""
        return differing(self.columns, self.stored or {})


def differing(columns: Columns, stored: Mapping[str, Any]) -> Columns:
    """The columns that hold something else than what is stored."""
    return {name: value for name, value in columns.items() if name not in stored or stored[name] != value}


@dataclass(slots=True)
class ImportPlan:
    """The fate of every row of a file."""

    request: ImportRequest
    rows: list[PlannedRow]
    earlier: int | None = None
    """An import of the very same file that still stands."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and how many have each fate."""
        fates = Counter(row.fate for row in self.rows)
        return {"read": len(self.rows)} | {fate.value: fates[fate] for fate in Fate}

    def having(self, *fates: Fate) -> Iterator[PlannedRow]:
        """The rows with one of these fates, in the order of the file."""
        return (row for row in self.rows if row.fate in fates)

    @property
    def placeholders(self) -> list[Placeholder]:
        """Units, people, customers and products that are new, in the order in which rows name them."""
        accepted = self.having(Fate.NEW, Fate.CHANGED)
        values = (value for row in accepted for value in row.columns.values())
        return list(dict.fromkeys(value for value in values if isinstance(value, Placeholder)))
