"""The process that makes a report: `python -m ui.packs.press <folder>`, the order as JSON on its input.

It writes the files into the folder and says on its output how far it has come (`3/9`).
"""

import hashlib
import json
import logging
import sys
from datetime import date
from pathlib import Path
from typing import Any

import typst

from db.unit_of_work import reading
from domain.access.actors import working_actors
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission, machine
from domain.reporting.pack import PackKind
from domain.reporting.pack_press import FACTS_FILE, PDF_FILE, XLSX_FILE
from ui.charts.style import Style
from ui.language import speaking
from ui.packs.contents import document_of
from ui.packs.document import Document
from ui.packs.print_charts import fonts, svg_of
from ui.packs.subject import subject_of
from ui.packs.typeset import charts_of, source_of
from ui.packs.workbook import workbook_of
from ui.titles import as_told_to

SOURCE = "pack.typ"
MORE = 2
"""Steps after the chapters: pictures and pages, then the workbook."""


def make(order: dict[str, Any], folder: Path) -> None:
    """The report of an order, as files."""
    today, language = date.fromisoformat(order["today"]), order["language"]
    actor = reader(int(order["user_id"]), int(order["unit_id"]), today)
    with speaking(language), as_told_to(actor), reading(actor) as session:
        subject = subject_of(session, int(order["unit_id"]), int(order["month"]), today)
        document = document_of(subject, PackKind(order["what"]), lambda done, of: say(done, of + MORE))
        steps = len(document.chapters) + MORE
        say(steps - 2, steps)
        source = set_pages(document, folder)
        say(steps - 1, steps)
        (folder / XLSX_FILE).write_bytes(workbook_of(document))
        say(steps, steps)
    name = "_".join((document.title, subject.view.unit.code, subject.view.period.label))
    facts = {"content_hash": source, "name": name}
    (folder / FACTS_FILE).write_text(json.dumps(facts))


def reader(user_id: int, unit_id: int, today: date) -> Actor:
    """The person with the rights of today; NotPermitted without the right to the unit's figures."""
    with reading(machine("report")) as session:
        actor = working_actors(session, today, [user_id], origin="report").get(user_id)
    if actor is None:
        raise NotPermitted(permission=Permission.INDICATORS_READ)
    actor.require(Permission.INDICATORS_READ, unit_id)
    return actor


def set_pages(document: Document, folder: Path) -> str:
    """Write the PDF; the hash of source and pictures."""
    look = Style(document.language, dark=False)
    digest = hashlib.sha256()
    for name, chart in charts_of(document).items():
        drawn = svg_of(chart, look).encode()
        (folder / name).write_bytes(drawn)
        digest.update(drawn)
    source = source_of(document).encode()
    digest.update(source)
    (folder / SOURCE).write_bytes(source)
    typst.compile(
        str(folder / SOURCE), output=str(folder / PDF_FILE), root=str(folder), font_paths=[str(fonts())],
        ignore_system_fonts=True, timestamp=0,
    )  # fmt: skip
    return digest.hexdigest()


def say(done: int, of: int) -> None:
    """To whoever follows."""
    sys.stdout.write(f"{done}/{of}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it misses the screen that there is none of
    make(json.loads(sys.stdin.read()), Path(sys.argv[1]))
