"""The records behind a number: each with what it adds, its file and row; their sum beside the number."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from domain.indicators.records_behind import Side
from domain.reporting.breakdown import Share
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.traced_records import Traced, TracedRecord
from ui import address, formats
from ui.indicators import wording
from ui.indicators.asked_records import PAGE, AskedRecords
from ui.indicators.formula_words import formula_in_words
from ui.indicators.numbers import RECORDS, is_money
from ui.indicators.records_export import columns_of, draw_records_export
from ui.indicators.shares import MEMBER, share_name
from ui.language import _
from ui.routes import literal, page_for

ROW = 35


def draw_records(
    view: IndicatorView, unit_id: int, traced: Traced | None, asked: AskedRecords | None
) -> None:
    """Heading with the proof, then the table."""
    if traced is None or asked is None:
        return
    shown = view.figure
    version = view.profile.version(shown.version_id if shown else None)
    formula = "" if version is None else version.numerator
    if version is not None and asked.side is Side.DENOMINATOR:
        formula = version.denominator
    with st.container(border=True, key="records-behind"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{literal(_title(view, asked, formula))}**", width="content")
            with st.container(horizontal=True, width="content"):
                if traced.records:
                    draw_records_export(view, unit_id, asked, traced.behind.count, is_money(formula))
                st.button(
                    _("Close"), icon=":material/close:", type="tertiary", key="records-close", on_click=_close
                )
        _draw_proof(traced, is_money(formula))
        if traced.records:
            _draw_table(traced, is_money(formula))
            _turn(traced, asked)


def _title(view: IndicatorView, asked: AskedRecords, formula: str) -> str:
    words = formula_in_words(formula)
    share = _share(view.shares, asked)
    parts = [words, wording.period_name(view.period)]
    if share is not None:
        parts.append(share_name(share, asked.by or ""))
    return " · ".join(parts)


def _share(shares: Sequence[Share], asked: AskedRecords) -> Share | None:
    return next((one for one in shares if asked.member is not None and one.key == asked.member), None)


def _draw_proof(traced: Traced, money: bool) -> None:
    behind = traced.behind
    write = formats.money if money else formats.number
    counted = _("{count} records", count=formats.number(behind.count))
    if not behind.adds_up:
        said = _("They are the basis of {number}; it is no sum of them.", number=write(behind.number))
        st.caption(f"{counted} · {said}")
    elif behind.total == behind.number:
        said = _("Sum {total} = the number above", total=write(behind.total))
        st.markdown(f":green[:material/check_circle:] {counted} · {literal(said)}")
    else:
        said = _(
            "Sum {total}, but the number is {number}: facts changed since it was computed.",
            total=write(behind.total), number=write(behind.number),
        )  # fmt: skip
        st.markdown(f":red[:material/error:] {counted} · {literal(said)}")


def _draw_table(traced: Traced, money: bool) -> None:
    drawn = st.session_state.get("records-drawn", 0)
    event = st.dataframe(
        _table(traced.records, money), hide_index=True, height=ROW * (len(traced.records) + 1) + 3,
        row_height=ROW, key=f"records-rows-{drawn}", on_select="rerun", selection_mode="single-cell",
        alt=_("The records behind this number"),
        column_config={name: st.column_config.TextColumn(alignment="right") for name in _numeric()},
    )  # fmt: skip
    cells = event.selection.cells
    if not cells:
        return
    st.session_state["records-drawn"] = drawn + 1
    record = traced.records[cells[0][0]].record
    page = page_for(record.entity)
    if page is not None:
        address.leave(page, {"id": str(record.id)})


def _numeric() -> tuple[str, str]:
    return _("Adds"), _("Row")


def _table(records: Sequence[TracedRecord], money: bool) -> pa.Table:
    columns = columns_of(records, money)
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _turn(traced: Traced, asked: AskedRecords) -> None:
    if traced.pages == 1:
        return
    page = min(asked.page, traced.pages)
    widget = f"records-page:{page}"
    st.pagination(
        traced.pages, default=page, key=widget, on_change=address.publish,
        args=(PAGE, widget, lambda chosen: [str(chosen)] if chosen > 1 else []),
    )  # fmt: skip


def _close() -> None:
    for word in (RECORDS, MEMBER, PAGE):
        address.put(word, ())
