"""The records behind a number as columns of text, and all of them as a file."""

import csv
import io
from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.clock import today
from domain.core.journal import note
from domain.core.permission import Actor
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.traced_records import TracedRecord, traced_records
from ui import formats
from ui.export import MOST_ROWS, TooManyRows, harmless
from ui.indicators.asked_records import AskedRecords, wish_of
from ui.language import _, current, in_language, label, say, speaking
from ui.session import asked_later


def columns_of(records: Sequence[TracedRecord], money: bool) -> dict[str, list[str]]:
    """The records as columns of text, under their headings."""
    write = formats.money if money else formats.number
    columns: dict[str, list[str]] = {
        _("Record"): [f"{label(f'entity.{one.record.entity}')} {one.record.number}" for one in records],
        _("Date"): [formats.day(one.record.on) for one in records],
        _("Due"): [formats.day(one.record.due_on) for one in records],
        _("Customer"): [in_language(one.customer_zh, one.customer_en) or formats.NOTHING for one in records],
        _("Unit"): [in_language(one.unit_zh, one.unit_en) for one in records],
        _("Adds"): [write(one.record.amount) for one in records],
        _("File"): [one.file_name or _("entered by hand") for one in records],
        _("Row"): [str(one.record.batch_row or formats.NOTHING) for one in records],
    }
    if all(one.record.due_on is None for one in records):
        del columns[_("Due")]
    return columns


def draw_records_export(
    view: IndicatorView, unit_id: int, asked: AskedRecords, count: int, money: bool
) -> None:
    """The button. The file is made when it is pressed, and then permission is asked for again."""
    who, language = asked_later(), current()
    refusal = say(TooManyRows(count=count, most=MOST_ROWS)) if count > MOST_ROWS else None
    code = view.profile.indicator.code
    st.download_button(
        _("Export"), data=lambda: _made(who(), language, view, unit_id, asked, money), mime="text/csv",
        file_name=f"{code}_{view.period.label}_{asked.side.value}.csv", icon=":material/download:",
        key="records-export", on_click="ignore", disabled=refusal is not None, type="tertiary",
        help=refusal or _("All records of this number, as a CSV file"),
    )  # fmt: skip


def _made(
    actor: Actor, language: str, view: IndicatorView, unit_id: int, asked: AskedRecords, money: bool
) -> bytes:
    with speaking(language):
        return carry_out(actor, lambda session: export_records(session, actor, view, unit_id, asked, money))


def export_records(
    session: Session, actor: Actor, view: IndicatorView, unit_id: int, asked: AskedRecords, money: bool
) -> bytes:
    """Every record behind the number, with a line in the journal: UTF-8 with the mark spreadsheets expect."""
    wish = wish_of(view, unit_id, asked)
    traced = traced_records(session, actor, wish, view.period, today(), asked.side, size=MOST_ROWS)
    columns = columns_of(traced.records, money)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    amounts = _("Adds")
    for row in zip(*columns.values(), strict=True):
        writer.writerow(
            cell.replace(",", "") if name == amounts else harmless(cell.replace(formats.NOTHING, ""))
            for name, cell in zip(columns, row, strict=True)
        )
    changes = {
        "indicator": view.profile.indicator.code, "period": view.period.label, "side": asked.side.value,
        "unit": unit_id, "rows": len(traced.records),
    }  # fmt: skip
    note(session, "exported", entity="Indicator", entity_id=view.profile.indicator.id, changes=changes)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
