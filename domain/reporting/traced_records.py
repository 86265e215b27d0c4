"""The records behind a number with the names a person knows: customer, unit, file and row."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks
from domain.core.period import Period
from domain.core.permission import Actor
from domain.core.told_name import told_names
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
    customers = told_names(session, Customer, (one.customer_id for one in found))
    units = told_names(session, Unit, (one.unit_id for one in found))
    files = _file_names(session, {one.batch_id for one in found if one.batch_id is not None})
    nothing = ("", "")
    traced = (
        TracedRecord(
            one,
            *customers.get(one.customer_id or 0, nothing),
            *units.get(one.unit_id, nothing),
            files.get(one.batch_id or 0, ""),
        )
        for one in found
    )
    return Traced(behind, tuple(traced))


def _file_names(session: Session, batches: set[int]) -> dict[int, str]:
    query = select(ImportBatch.id, ImportBatch.file_name)
    return {
        key: name
        for some in chunks(sorted(batches))
        for key, name in session.execute(query.where(ImportBatch.id.in_(some)))
    }
