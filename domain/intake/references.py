"""Whom and what rows name: looked up by number first, then by exact name.

Lookups see every unit's records on purpose (plain tables): a customer of another unit is known, not new.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.bulk import records_in, table_of
from domain.contracts.contract import Contract
from domain.core.code_list import CodeList
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, FactSpec, FieldKind
from domain.intake.file_rows import FileRow
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from domain.sales.opportunity import Opportunity
from domain.sales.order import Order
from domain.sales.product import Product
from domain.training.course import Course
from domain.training.course_session import CourseSession


class UnknownReference(DomainError):
    """The row names something that does not exist and is not created on the way."""

    text = "There is no {what} {name}. Import it first, or correct the row."


class AmbiguousName(DomainError):
    """Several records answer to the name."""

    text = "{count} records are called {name} ({what}). Give the number instead of the name."


@dataclass(frozen=True)
class Kind:
    """Where records of a kind are found: the column of their number, then columns of their name."""

    table: Table
    number: str
    names: tuple[str, ...] = ()
    created: bool = True
    """Whether an unknown one is created, to be completed."""


KINDS = {
    FieldKind.UNIT: Kind(table_of(Unit), "code", ("name_zh", "name_en")),
    FieldKind.PERSON: Kind(table_of(Person), "number", ("name", "name_en")),
    FieldKind.CUSTOMER: Kind(table_of(Customer), "number", ("name", "name_en")),
    FieldKind.PRODUCT: Kind(table_of(Product), "number", ("name", "name_en")),
    FieldKind.ORDER: Kind(table_of(Order), "number", created=False),
    FieldKind.OPPORTUNITY: Kind(table_of(Opportunity), "ref", created=False),
    FieldKind.INVOICE: Kind(table_of(Invoice), "number", created=False),
    FieldKind.CONTRACT: Kind(table_of(Contract), "number", created=False),
    FieldKind.CODE_LIST: Kind(table_of(CodeList), "code", ("name_zh", "name_en"), created=False),
    FieldKind.POST: Kind(table_of(Post), "code", ("name_zh", "name_en"), created=False),
    FieldKind.COURSE: Kind(table_of(Course), "code", ("name_zh", "name_en"), created=False),
    FieldKind.COURSE_SESSION: Kind(table_of(CourseSession), "number", created=False),
}


@dataclass(eq=False, slots=True)
class Placeholder:
    """Somebody or something that rows name and nobody knows yet: to be created, to be completed."""

    kind: FieldKind
    text: str
    row: int | None = None
    """Number of the first accepted row that names it."""
    unit: Any = None
    """Unit of that row."""


@dataclass(slots=True)
class References:
    """What is known about the names in some rows, filled as rows come along."""

    session: Session
    spec: FactSpec
    source: str
    strict: bool
    known: dict[FieldKind, dict[str, list[Columns]]] = field(default_factory=lambda: defaultdict(dict))
    records: dict[FieldKind, dict[int, Columns]] = field(default_factory=lambda: defaultdict(dict))
    placeholders: dict[tuple[FieldKind, str], Placeholder] = field(default_factory=dict)

    def load(self, rows: Iterable[FileRow], stored: Iterable[Mapping[str, Any]]) -> None:
        """Look up, together, what the rows name and what the stored rows refer to."""
        rows, stored = list(rows), list(stored)
        for item in self.spec.fields:
            if item.kind in KINDS:
                texts = {row.values.get(item.name) for row in rows} - {None} - set(self.known[item.kind])
                self._look_up(item.kind, texts)
            if item.kind in KINDS and not KINDS[item.kind].created and item.attribute is not None:
                self._fetch(item.kind, {row[item.attribute] for row in stored} - {None})

    def resolve(self, kind: FieldKind, text: str) -> Any:
        """The key of what is named; of orders and invoices, the record.

        A Placeholder for somebody unknown; UnknownReference where none may be created.
        """
        found = self.known[kind].get(text, [])
        if len(found) > 1:
            found = [record for record in found if record.get("source") == self.source] or found
        if len(found) > 1:
            raise AmbiguousName(count=len(found), name=text, what=f"field.{kind.value}")
        if found:
            return found[0]["id"] if KINDS[kind].created else found[0]
        if self.strict or not KINDS[kind].created:
            raise UnknownReference(what=f"field.{kind.value}", name=text)
        return self.placeholders.setdefault((kind, text), Placeholder(kind, text))

    def record(self, kind: FieldKind, key: int | None) -> Columns | None:
        """A stored order or invoice by its key."""
        return None if key is None else self.records[kind][key]

    def _look_up(self, kind: FieldKind, texts: set[Any]) -> None:
        where, known = KINDS[kind], self.known[kind]
        open_texts = texts
        for column in (where.number, *where.names):
            for record in self._rows(where.table, column, open_texts):
                matches = known.setdefault(record[column], [])
                if record["id"] not in {match["id"] for match in matches}:
                    matches.append(record)
            if column == where.number:
                open_texts = texts - set(known)
        known |= {text: [] for text in texts if text not in known}

    def _fetch(self, kind: FieldKind, keys: set[int]) -> None:
        have = self.records[kind]
        have |= {record["id"]: record for record in self._rows(KINDS[kind].table, "id", keys - set(have))}

    def _rows(self, table: Table, column: str, values: set[Any]) -> Iterator[Columns]:
        columns = [item for item in table.c if item.name != "custom"]
        return records_in(self.session, columns, table.c[column], values)


def units_by_id(session: Session) -> dict[int, str]:
    """How to call every unit in a message."""
    unit = table_of(Unit)
    return {row.id: row.code for row in session.execute(select(unit.c.id, unit.c.code))}
