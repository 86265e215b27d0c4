"""A chart as files: picture, table. Each is made when it is asked for; then the right is checked again."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import streamlit as st
import xlsxwriter
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.journal import note
from domain.core.permission import Actor, Permission
from ui import formats
from ui.charts.columns import Columns
from ui.charts.style import style
from ui.dashboard.declaration import Panel, Picture
from ui.dashboard.png import draw_png, warm
from ui.dashboard.view import View
from ui.export import harmless
from ui.language import _
from ui.session import asked_later

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """Which chart is taken away, for the journal."""

    page: str
    panel: str
    unit: int
    period: str


def draw_files(key: str, panel: Panel, picture: Picture, view: View, page: str) -> None:
    """The buttons."""
    who, look = asked_later(), style()
    asked = Asked(page, panel.key, view.unit.id, view.period.label)
    name = f"{page}_{panel.key}_{view.unit.code}_{view.period.label}"
    spec, tables, title = picture.spec(look), picture.tables, picture.title
    kinds: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
        "csv": ("CSV", "text/csv", lambda: csv_of(picture.table)),
        "xlsx": ("XLSX", SPREADSHEET, lambda: xlsx_of({title: picture.table})),
    }
    if picture.figure:
        warm()
        kinds = {"png": (_("Picture"), "image/png", lambda: draw_png(spec, tables, title, look)), **kinds}
    with st.container(horizontal=True, gap="small"):
        for kind, (said, mime, make) in kinds.items():
            st.download_button(
                said, data=_taken(who, asked, kind, make), mime=mime, file_name=f"{name}.{kind}",
                icon=":material/download:", key=f"{key}:{kind}", on_click="ignore",
            )  # fmt: skip


def _taken(
    who: Callable[[], Actor], asked: Asked, kind: str, make: Callable[[], bytes]
) -> Callable[[], bytes]:
    def take() -> bytes:
        actor = who()
        carry_out(actor, lambda session: write_down(session, actor, asked, kind))
        return make()

    return take


def write_down(session: Session, actor: Actor, asked: Asked, kind: str) -> None:
    """Figures leave the portal: the journal knows which and to whom. The right is asked for as it is now."""
    actor.require(Permission.INDICATORS_READ, asked.unit)
    note(session, "exported", entity="Dashboard", changes={**asdict(asked), "as": kind})


def csv_of(table: Columns) -> bytes:
    """UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table)
    for row in zip(*table.values(), strict=True):
        writer.writerow(harmless(_cell(cell)) for cell in row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_of(tables: Mapping[str, Columns]) -> bytes:
    """One sheet for each table, under its name, with its title above; cells are kept as they are read."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for at, (title, table) in enumerate(tables.items(), 1):
            sheet = book.add_worksheet(_sheet_name(title, at))
            sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
            for column, (heading, cells) in enumerate(table.items()):
                sheet.write_string(2, column, heading, bold)
                sheet.write_column(3, column, [_typed(str(cell)) for cell in cells])
                sheet.set_column(
                    column, column, min(60, max(10, *(2 * len(str(cell)) for cell in cells), 10))
                )
            sheet.freeze_panes(3, 1)
    return out.getvalue()


def _cell(cell: object) -> str:
    text = str(cell)
    return "" if text == formats.NOTHING else text


def _typed(text: str) -> str | float:
    """A plain figure as a number, everything else as the words that it is."""
    if text == formats.NOTHING:
        return ""
    bare = text.replace(",", "")
    try:
        return float(bare) if bare and (bare[0].isdigit() or bare[0] == "-") and bare[-1].isdigit() else text
    except ValueError:
        return text


def _sheet_name(title: str, at: int) -> str:
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return f"{at} {kept}"[:31]
