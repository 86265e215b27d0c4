"""`neikong import ...` and `neikong imports ...`: files in, and taken back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.core.clock import now, today
from domain.core.fact_spec import FactSpec
from domain.core.permission import machine
from domain.intake.batch import ImportBatch
from domain.intake.commit_import import commit_import
from domain.intake.plan_import import plan_import
from domain.intake.record_registry import records
from domain.intake.registry import FACTS
from domain.intake.spec_of import spec_of
from domain.intake.undo_batch import undo_batch
from domain.reporting.bring_up_to_date import bring_up_to_date
from gateway.cli.import_report import Done, rejected_rows, report
from gateway.cli.import_request import Choices, FileToImport, file_to_import, pairs
from gateway.cli.said import tell, warn

ORIGIN = "command line"
UNDO = "undo"

Fact = Annotated[str, typer.Argument(metavar="FACT", help=f"{', '.join(FACTS)}; or: undo BATCH")]
Files = Annotated[list[str], typer.Argument(help="CSV, TSV or XLSX files.", metavar="FILE...")]
Columns = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Column of a field; FIELD= leaves it out."),
]
Saved = Annotated[str | None, typer.Option(metavar="NAME", help="Use a saved mapping.")]
Fixed = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Value for every row.")]
DateFormat = Annotated[
    str | None, typer.Option(metavar="F", help="ymd, dmy, mdy, or a pattern like %d.%m.%Y.")
]
Encoding = Annotated[str | None, typer.Option(metavar="E", help="Encoding of text files.")]
Sheet = Annotated[str | None, typer.Option(metavar="S", help="Sheet of a workbook.")]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="System the rows come from.")]
Strict = Annotated[bool, typer.Option("--strict", help="Reject rows that name unknown records.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would happen; write nothing.")]
Rejects = Annotated[
    Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Write rejected rows here.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    app.command("import")(import_)
    commands = typer.Typer(help="Imports made so far.", no_args_is_help=True)
    commands.command(UNDO)(undo)
    commands.command("list")(listed)
    app.add_typer(commands, name="imports")


def import_(
    fact: Fact,
    files: Files,
    column: Columns = None,
    mapping: Saved = None,
    fixed: Fixed = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    sheet: Sheet = None,
    source: Source = None,
    strict: Strict = False,
    dry_run: DryRun = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
) -> None:
    """Import files of one fact; the figures they touch are computed again.

    Columns are guessed from their headers where --map says nothing. Exit code 1 if rows were rejected
    and nobody asked for them (--rejects).
    """
    if fact == UNDO:
        undo(_batch_number(files))
        return
    spec = _spec(fact)
    _require_folder(rejects)
    choices = Choices(
        spec=spec, columns=pairs(column or (), "--map"), fixed=pairs(fixed or (), "--set"),
        mapping=mapping, date_format=date_format, encoding=encoding, sheet=sheet, source=source,
        strict=strict,
    )  # fmt: skip
    with reading(machine(ORIGIN)) as session:
        asked = [file_to_import(session, Path(name), choices) for name in files]
    done = [_plan(file) if dry_run else _commit(file) for file in asked]
    report(done, as_json=as_json)
    if rejects is not None:
        rejects.write_bytes(rejected_rows(done))
    if not dry_run:
        refresh_figures()
    if rejects is None and any(plan.counts["rejected"] for _, plan, _ in done):
        warn(
            "Rejected rows: add --rejects FILE to get them with their reasons, "
            "correct them and import that file."
        )
        raise typer.Exit(1)


def _spec(name: str) -> FactSpec:
    if name not in FACTS and name not in records():
        known = ", ".join((*FACTS, *records()))
        raise typer.BadParameter(f"{name!r} is not one of {known}", param_hint="FACT")
    with reading(machine(ORIGIN)) as session:
        return spec_of(session, machine(ORIGIN), name)


def _require_folder(file: Path | None) -> None:
    if file is not None and not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {file.parent}", param_hint="--rejects")


def undo(batch: Annotated[int, typer.Argument(help="Number of the import.")]) -> None:
    """Take an import back: its records go, what it changed is as before."""
    actor = machine(ORIGIN)
    undone = carry_out(actor, lambda session: undo_batch(session, actor, batch, now()))
    refresh_figures()
    tell("Import {batch} ({file}) is undone.", batch=undone.id, file=undone.file_name)


def listed(as_json: AsJson = False) -> None:
    """List the imports, newest first."""
    with reading(machine(ORIGIN)) as session:
        batches = list(session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())))
    shown = ("fact", "file_name", "source", "read", "new", "changed", "same", "rejected", "by")
    rows = []
    for batch in batches:
        at = batch.committed_at.isoformat(timespec="seconds")
        own = {"batch": batch.id, "at": at, "status": batch.status.value}
        rows.append(own | {name: getattr(batch, name) for name in shown})
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo("  ".join(str(value) for value in row.values()))


def refresh_figures() -> None:
    """Compute again what the facts that came or went are part of."""
    actor = machine("refresh")
    carry_out(actor, lambda session: bring_up_to_date(session, actor, today()))


def _plan(file: FileToImport) -> Done:
    actor = machine(ORIGIN)
    if file.request.spec.name in records():  # a dry run through verbs writes and goes back
        return file, carry_out(actor, lambda session: plan_import(session, actor, file.request)), None
    with reading(actor) as session:
        return file, plan_import(session, actor, file.request), None


def _commit(file: FileToImport) -> Done:
    actor = machine(ORIGIN)
    batch, plan = carry_out(
        actor, lambda session: commit_import(session, actor, file.request, now(), file.content)
    )
    return file, plan, batch.id


def _batch_number(files: Sequence[str]) -> int:
    if len(files) != 1 or not files[0].isdecimal():
        raise typer.BadParameter("give the number of one import", param_hint="BATCH")
    return int(files[0])
