"""The records behind a number with the names a person knows: customer, unit, file and row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks
from domain.core.period import Period
from domain.core.permission import Actor
from domain.core.told_name import told_name
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Behind, RecordBehind, Side, records_behind
from domain.intake.batch import ImportBatch
from domain.organisation.unit import Unit
from domain.sales.customer import Customer

PAGE = 20


@dataclass(frozen=True, slots=True)
class TracedRecord:
    """One record. `file_name` is empty where somebody entered it by hand."""

    record: RecordBehind
    customer_zh: str
    customer_en: str
    unit_zh: str
    unit_en: str
    file_name: str


@dataclass(frozen=True)
class Traced:
    """A page of the records of a number, and what they add up to."""

    behind: Behind
    records: tuple[TracedRecord, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.behind.count // PAGE))


def traced_records(
    session: Session,
    actor: Actor,
    wish: Wish,
    period: Period,
    today: date,
    side: Side,
    page: int = 1,
    size: int = PAGE,
) -> Traced:
    """A page of the records behind numerator or denominator of a figure."""
    behind = records_behind(session, actor, wish, period, today, side, limit=size, offset=(page - 1) * size)
    found = behind.records
    customers = _named(session, told_name(session, Customer), {one.customer_id for one in found})
    units = _named(session, told_name(session, Unit), {one.unit_id for one in found})
    files = _named(
        session,
        (ImportBatch.id, ImportBatch.file_name, ImportBatch.source),
        {one.batch_id for one in found},
    )
    nothing = ("", "")
    traced = (
        TracedRecord(
            one,
            *customers.get(one.customer_id or 0, nothing),
            *units.get(one.unit_id, nothing),
            files.get(one.batch_id or 0, nothing)[0],
        )
        for one in found
    )
    return Traced(behind, tuple(traced))


Columns = tuple[Any, Any, Any]
"""Key and two names."""


def _named(session: Session, columns: Columns, keys: set[int | None]) -> Mapping[int, tuple[str, str]]:
    wanted = sorted(key for key in keys if key is not None)
    return {
        key: (one, other)
        for some in chunks(wanted)
        for key, one, other in session.execute(select(*columns).where(columns[0].in_(some)))
    }
