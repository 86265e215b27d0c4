"""`neikong receivables ...`"""

import json
from collections.abc import Hashable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from db.unit_of_work import reading
from domain.core.permission import machine
from domain.receivables.ageing import AgeingRow, Bucket, Cell
from domain.receivables.ageing_report import AgeingReport, ageing_report
from gateway.cli.exact import exact


class By(StrEnum):
    """What the ageing may be broken down by."""

    CUSTOMER = "customer"
    UNIT = "unit"


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="What customers owe.", no_args_is_help=True)
    commands.callback()(receivables)
    commands.command("ageing")(ageing)
    app.add_typer(commands, name="receivables")


def receivables() -> None:
    """What customers owe."""


def ageing(
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day; it counts.")],
    by: Annotated[By | None, typer.Option(help="Break down by customer or unit.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON with exact amounts.")] = False,
) -> None:
    """Open receivables by days past due, at the end of a day, tied out with the ledger."""
    actor = machine("command line")
    with reading(actor) as session:
        report = ageing_report(session, actor, as_of.date(), by and by.value)
    if as_json:
        typer.echo(json.dumps(_as_json(report, by), ensure_ascii=False, indent=2))
    else:
        _print(report)


def _as_json(report: AgeingReport, by: By | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"as_of": report.table.as_of.isoformat()} | _row(report.table.whole)
    shown |= {
        "open_total": exact(report.open_total),
        "difference": exact(report.difference),
        "unapplied_cash": exact(report.unapplied_cash),
        "unapplied_credit": exact(report.unapplied_credit),
        "without_due_date": report.without_due_date,
    }
    if by is not None:
        shown["rows"] = [
            {by.value: number, "name": name} | _row(row) for number, name, row in _groups(report)
        ]
    return shown


def _row(row: AgeingRow) -> dict[str, Any]:
    count = sum(cell.count for cell in row.buckets.values())
    return {
        "buckets": {bucket.value: _cell(cell) for bucket, cell in row.buckets.items()},
        "total": _cell(Cell(count, row.total)),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"count": cell.count, "amount": exact(cell.amount)}


def _groups(report: AgeingReport) -> list[tuple[str | None, str, AgeingRow]]:
    """Number, name and figures of each group that owes something, the largest first."""
    names: Mapping[Hashable, tuple[str, str]] = report.names
    rows = [(*names.get(group, (None, "")), row) for group, row in report.table.rows.items() if row.total]
    return sorted(rows, key=lambda row: (-row[2].total, row[0] or ""))


def _print(report: AgeingReport) -> None:
    whole = report.table.whole
    rows = [["", *(bucket.value for bucket in Bucket), "total"]]
    rows += [[number or "-", *_amounts(row)] for number, _, row in _groups(report) if report.names]
    counts = [cell.count for cell in whole.buckets.values()]
    rows += [["total", *_amounts(whole)], ["items", *map(str, (*counts, sum(counts)))]]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for first, *others in rows:
        cells = (text.rjust(width) for text, width in zip(others, widths[1:], strict=True))
        typer.echo("  ".join((first.ljust(widths[0]), *cells)))
    typer.echo(f"ledger {exact(report.open_total)}, difference {exact(report.difference)}")


def _amounts(row: AgeingRow) -> list[str]:
    return [exact(amount) for amount in (*(cell.amount for cell in row.buckets.values()), row.total)]
