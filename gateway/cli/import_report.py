"""What `neikong import` tells about what it did."""

import json
from collections import Counter
from collections.abc import Callable, Sequence

import typer

from domain.intake.batch_rows import reasons_said
from domain.intake.plan import Fate, ImportPlan
from domain.intake.rejects import rejected_of_plan, rejects_file
from gateway.cli import language
from gateway.cli.import_request import FileToImport
from gateway.cli.said import tell, warn

SHOWN = 20
"""Rejected rows that are printed."""
Teller = Callable[..., None]
Done = tuple[FileToImport, ImportPlan, int | None]
"""A file, what became of its rows, and its batch."""


def report(done: Sequence[Done], *, as_json: bool) -> None:
    """Print counts and batch; as JSON, everything else goes to stderr."""
    if as_json:
        counts = Counter[str]()
        for _, plan, _ in done:
            counts.update(plan.counts)
        batches = [batch for _, _, batch in done]
        shown = {name: counts[name] for name in ("read", *Fate)} | {"batch": batches[-1]}
        typer.echo(json.dumps(shown | ({"batches": batches} if len(batches) > 1 else {})))
    for file, plan, batch in done:
        _tell_of(file, plan, batch, out=warn if as_json else tell)


def _tell_of(file: FileToImport, plan: ImportPlan, batch: int | None, *, out: Teller) -> None:
    request = file.request
    out(
        "{file}: {read} rows read, {new} new, {changed} changed, {same} the same, {rejected} rejected.",
        file=file.path.name, **plan.counts,
    )  # fmt: skip
    out(
        "Columns read: {columns}",
        columns=", ".join(f"{name}={header}" for name, header in request.columns.items()),
    )
    if request.ignored:
        out("Columns not read: {columns}", columns=", ".join(request.ignored))
    created = Counter(one.kind.value for one in plan.placeholders)
    if created:
        named = ", ".join(f"{kind} {count}" for kind, count in created.items())
        out("Named by rows and new, to be completed: {created}", created=named)
    if plan.earlier is not None:
        out("This very file was imported before, as import {batch}.", batch=plan.earlier)
    if batch is not None:
        out("Import {batch} is done. To take it back: neikong import undo {batch}", batch=batch)
    for row, _ in zip(plan.having(Fate.REJECTED), range(SHOWN), strict=False):
        warn("Row {row}: {reasons}", row=row.number, reasons=reasons_said(row.reasons, language()))
    if plan.counts["rejected"] > SHOWN:
        warn("... and {count} more.", count=plan.counts["rejected"] - SHOWN)


def rejected_rows(done: Sequence[Done]) -> bytes:
    """The rejected rows of all files as one file."""
    headers = dict.fromkeys(header for file, _, _ in done for header in file.request.table.headers)
    rejected = [row for _, plan, _ in done for row in rejected_of_plan(plan)]
    return rejects_file(list(headers), rejected, language())
