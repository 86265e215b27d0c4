"""From the options of `neikong import` to what is asked of the intake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec
from domain.intake.batch import ImportMapping
from domain.intake.files.read import read_table
from domain.intake.files.refusals import FileRefused
from domain.intake.mapping import corrected, mapping_for, mapping_named
from domain.intake.request import DEFAULT_SOURCE, ImportRequest, figures_of, guessed_columns, known
from domain.intake.table import Table


class NoSuchFile(DomainError):
    """There is nothing to read at the path."""

    text = "There is no file {path}."


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What was typed; None where nothing was."""

    spec: FactSpec
    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    mapping: str | None
    date_format: str | None
    encoding: str | None
    sheet: str | None
    source: str | None
    strict: bool


@dataclass(frozen=True)
class FileToImport:
    """A file with its content and what is asked for it."""

    path: Path
    content: bytes = field(repr=False)
    request: ImportRequest


def pairs(values: Iterable[str], option: str) -> dict[str, str]:
    """FIELD=VALUE, as often as it was typed."""
    found = {}
    for text in values:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"{text!r}: write FIELD=VALUE", param_hint=option)
        found[name.strip()] = value.strip()
    return found


def file_to_import(session: Session, path: Path, choices: Choices) -> FileToImport:
    """Read the file and settle which column is which field.

    What was typed wins over a saved mapping (the named one, or one saved for the same headers), that
    over guesses from headers and cells.
    """
    if not path.is_file():
        raise NoSuchFile(path=str(path))
    content = path.read_bytes()
    named = mapping_named(session, choices.spec.name, choices.mapping) if choices.mapping else None
    table = _table(path, content, choices, named)
    saved = named or mapping_for(session, choices.spec.name, table.headers)
    options: Mapping[str, Any] = saved.options if saved else {}
    proposed = saved.columns if saved else guessed_columns(choices.spec, table)
    request = ImportRequest(
        spec=choices.spec,
        table=table,
        columns=corrected(known(choices.spec, proposed), choices.columns),
        fixed=known(choices.spec, saved.fixed if saved else {}) | dict(choices.fixed),
        source=choices.source or options.get("source") or DEFAULT_SOURCE,
        strict=choices.strict or bool(options.get("strict")),
        date_format=choices.date_format or options.get("date_format") or "",
        **figures_of(options),
    )
    return FileToImport(path, content, request)


def _table(path: Path, content: bytes, choices: Choices, saved: ImportMapping | None) -> Table:
    """The file read by what it proves; where that is not enough, as the named mapping remembers."""
    try:
        return read_table(content, path.name, encoding=choices.encoding, sheet=choices.sheet)
    except FileRefused:
        if saved is None:
            raise
        known: Mapping[str, Any] = saved.options
        return read_table(
            content,
            path.name,
            encoding=choices.encoding or known.get("encoding"),
            delimiter=known.get("delimiter"),
            sheet=choices.sheet or known.get("sheet"),
        )
