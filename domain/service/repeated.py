"""Complaints about what the customer had complained of shortly before (R39)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.service.complaint import Complaint, ComplaintStatus

COMPLAINT = table_of(Complaint)
WITHIN = 90
"""Days after a complaint in which another one of the same cause is a repetition."""
NEEDED = (
    "id", "unit_id", "customer_id", "cause", "received_at", "received_on", "status", "repeated",
    *Complaint.period_columns,
)  # fmt: skip


def settle(session: Session, touched: Touched) -> None:
    """Look again at all complaints of every touched customer, and at touched ones of nobody."""
    rows = touched.get("complaint", ())
    columns = [COMPLAINT.c[name] for name in NEEDED]
    for some in chunks(sorted({row["customer_id"] for row in rows} - {None})):
        _complete(session, select_in(session, columns, COMPLAINT.c.customer_id, some))
    of_nobody = COMPLAINT.c.customer_id.is_(None)
    _complete(session, select_in(session, columns, COMPLAINT.c.id, {row["id"] for row in rows}, of_nobody))


def _complete(session: Session, rows: Iterable[object]) -> None:
    found = [dict(row._mapping) for row in rows]  # type: ignore[attr-defined]
    write_differences(session, Complaint, list(_judged(found)))


def _judged(rows: Sequence[Columns]) -> Iterator[tuple[Columns, Columns]]:
    last: dict[tuple[int, str], date] = {}
    for row in sorted(rows, key=lambda row: (row["received_at"], row["id"])):
        cause = row["cause"].strip().casefold()
        if row["customer_id"] is None or not cause or row["status"] is ComplaintStatus.WITHDRAWN:
            yield row, {"repeated": None}
            continue
        before = last.get((row["customer_id"], cause))
        yield row, {"repeated": before is not None and (row["received_on"] - before).days <= WITHIN}
        last[row["customer_id"], cause] = row["received_on"]
