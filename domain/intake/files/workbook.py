"""Sheets of XLSX, XLS and ODS workbooks, read by calamine in a process of its own."""

import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from domain.intake.files.limits import Limits, check_archive
from domain.intake.files.refusals import (
    DamagedFile,
    FileRefused,
    NoSuchSheet,
    NotATable,
    ProtectedWorkbook,
    TooManyRows,
    WorkbookTooHeavy,
)
from domain.intake.table import Row

CHILD = Path(__file__).with_name("workbook_child.py")
ARCHIVE = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What a compound document holds instead of a workbook if that asks for a password."""
PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
"""One of these is in the archive of any workbook."""


@dataclass
class Sheet:
    """The cells of one sheet, from its first row and column on."""

    name: str = ""
    names: tuple[str, ...] = ()
    """All visible sheets of the workbook."""
    rows: list[Row] = field(default_factory=list)


class PlainUnpickler(pickle.Unpickler):
    """Reads values only: the child has had a stranger's file in its hands."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Dates are the one kind of value that pickle needs a class for."""
        if module_name == "datetime" and global_name in {"date", "datetime"}:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(global_name)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like an archive or a compound document."""
    return data.startswith((ARCHIVE, COMPOUND))


def read_sheet(data: bytes, sheet: str | None, limits: Limits) -> Sheet:
    """The sheet asked for, or the first visible one that holds anything.

    Refused: what is no workbook, is damaged or protected, has no such sheet, or needs more rows,
    memory or time than the limits allow.
    """
    if data.startswith(ARCHIVE) and not check_archive(data, limits).intersection(PARTS):
        raise NotATable(what="an archive")
    if data.startswith(COMPOUND) and ENCRYPTED in data:
        raise ProtectedWorkbook
    options = {
        "sheet": sheet, "rows": limits.rows, "columns": limits.columns, "memory_bytes": limits.memory_bytes
    }  # fmt: skip
    child = subprocess.Popen(
        [sys.executable, "-I", str(CHILD)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018  asked for above
    clock = threading.Timer(limits.seconds, child.kill)
    clock.start()
    try:
        hand_over(child.stdin, options, data)
        return collect(child.stdout, sheet, limits)
    finally:
        clock.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


def hand_over(to: IO[bytes], options: dict[str, Any], data: bytes) -> None:
    """Send the question. A child that died meanwhile is noticed when its answer is read."""
    try:
        with to:
            pickle.dump(options, to)
            to.write(data)
    except BrokenPipeError:
        pass


def collect(answers: IO[bytes], wanted: str | None, limits: Limits) -> Sheet:
    """Put the child's answers together."""
    found = Sheet()
    characters = 0
    while True:
        try:
            kind, *content = PlainUnpickler(answers).load()
        except (EOFError, pickle.UnpicklingError) as error:
            raise WorkbookTooHeavy from error  # the child was ended by the memory or the time limit
        if kind == "sheets":
            found.names, found.name = tuple(content[0]), content[1]
        elif kind == "rows":
            found.rows.extend(content[0])
            characters += sum(len(cell) for row in content[0] for cell in row if isinstance(cell, str))
            if characters > limits.unpacked_bytes:
                raise WorkbookTooHeavy
        elif kind == "refused":
            raise refusal(content[0], wanted, found, limits)
        else:
            return found


def refusal(why: str, wanted: str | None, found: Sheet, limits: Limits) -> FileRefused:
    """The child's reason as a refusal."""
    reasons: dict[str, FileRefused] = {
        "password": ProtectedWorkbook(),
        "sheet": NoSuchSheet(sheet=wanted, sheets=", ".join(found.names)),
        "rows": TooManyRows(rows=limits.rows, columns=limits.columns),
        "heavy": WorkbookTooHeavy(),
    }
    return reasons.get(why, DamagedFile())
