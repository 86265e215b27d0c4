"""The rows of a list as a file; permission is asked for again when it is made, and the journal knows."""

import csv
import io
from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.clock import today
from domain.core.errors import RuleBroken
from domain.core.journal import note
from domain.core.permission import Actor
from ui import formats, table
from ui.fields import NUMERIC
from ui.language import _, current, label, say, speaking
from ui.question import Wanted, load, ordered, query_of, summary
from ui.screen import Column, Screen
from ui.session import asked_later
from ui.titles import as_told_to

MOST_ROWS = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TooManyRows(RuleBroken):
    """The file would be larger than a spreadsheet handles."""

    text = "The list has {count} rows; at most {most} go into one file. Narrow it with the filters."


def draw_export(screen: Screen, wanted: Wanted, columns: Sequence[Column], count: int) -> None:
    """The button. The file is made when it is pressed, not before, and then permission is asked for again."""
    who, language = asked_later(), current()
    refusal = say(TooManyRows(count=count, most=MOST_ROWS)) if count > MOST_ROWS else None
    st.download_button(
        _("Export"), data=lambda: made(who(), language, screen, wanted, columns), mime="text/csv",
        file_name=f"{label(screen.title_key)}_{today():%Y%m%d}.csv", icon=":material/download:",
        key=f"{screen.url_path}:export", on_click="ignore", disabled=refusal is not None,
        help=refusal or _("The rows found, all pages, as a CSV file"),
    )  # fmt: skip


def made(actor: Actor, language: str, screen: Screen, wanted: Wanted, columns: Sequence[Column]) -> bytes:
    """The file as bytes: UTF-8 with the mark that spreadsheets look for."""
    with speaking(language), as_told_to(actor):
        return carry_out(actor, lambda session: export(session, actor, screen, wanted, columns))


def export(
    session: Session, actor: Actor, screen: Screen, wanted: Wanted, columns: Sequence[Column]
) -> bytes:
    """Write the rows this actor may see and leave a line in the journal."""
    actor.require(screen.read)
    query = query_of(screen, wanted, session)
    count = summary(screen, query, session).count
    if count > MOST_ROWS:
        raise TooManyRows(count=count, most=MOST_ROWS)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([table.heading(column, screen.entity) for column in columns])
    for record in load(ordered(screen, wanted, query), columns, session):
        writer.writerow([_cell(record, column) for column in columns])
    changes = {
        "rows": count,
        "search": wanted.text,
        "filters": {k: list(v) for k, v in wanted.chosen.items()},
    }
    note(session, "exported", entity=screen.entity.__name__, changes=changes)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(record: object, column: Column) -> str:
    what = table.kind(column)
    text = table.text(table.value(record, column, today()), what)
    if text == formats.NOTHING:
        return ""
    return text.replace(",", "") if what in NUMERIC else harmless(text)


def harmless(text: str) -> str:
    """The text, with a quote in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
