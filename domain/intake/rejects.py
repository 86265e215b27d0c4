"""Rejected rows as a file: to be corrected and imported again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.language import translate
from domain.intake.bad_value import BadValue
from domain.intake.batch import ImportBatch, ImportRow, RowOutcome
from domain.intake.batch_rows import cells_of, reason_plain, reason_said
from domain.intake.number_style import NumberStyle
from domain.intake.numbers import parse_number
from domain.intake.plan import Fate, ImportPlan

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Rejected = tuple[int, dict[str, str], list[Any]]
"""Row number, cells under their headers, kept reasons."""


def rejected_of_plan(plan: ImportPlan) -> Iterator[Rejected]:
    """The rejected rows of a plan."""
    reasons = {row.number: row.reasons for row in plan.having(Fate.REJECTED)}
    for number, cells in cells_of(plan.request.table, set(reasons)):
        yield number, cells, [reason_plain(reason) for reason in reasons[number]]


def rejected_of_batch(session: Session, batch: ImportBatch) -> Iterator[Rejected]:
    """The rejected rows of a committed import."""
    query = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.outcome == RowOutcome.REJECTED)
    for row in session.scalars(query.order_by(ImportRow.number)):
        yield row.number, row.cells, row.reasons


def rejects_file(headers: Sequence[str], rejected: Iterable[Rejected], language: str) -> bytes:
    """CSV in UTF-8 with BOM: the original columns, then row number and reasons in the language.

    Cells that a spreadsheet would run as a formula are disarmed by an apostrophe; numbers stay as
    they are. Corrected, the file can be imported as it is: the two columns at the end map to nothing.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    rows = list(rejected)
    extra = dict.fromkeys(name for _, cells, _ in rows for name in cells if name not in headers)
    columns = [*headers, *extra]
    last = (translate("row in the file", language), translate("reason for rejection", language))
    writer.writerow(disarmed(text) for text in (*columns, *last))
    for number, cells, reasons in rows:
        said = "; ".join(reason_said(reason, language) for reason in reasons)
        writer.writerow([*(disarmed(cells.get(name, "")) for name in columns), number, disarmed(said)])
    return out.getvalue().encode("utf-8-sig")


def disarmed(text: str) -> str:
    """The text, such that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return any(parse_number(text, style) is not None for style in (NumberStyle.POINT, NumberStyle.COMMA))
    except BadValue:
        return False
