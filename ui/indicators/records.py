"""The records behind a number: each with what it adds, its file and row; their sum beside the number."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import today
from domain.core.permission import Actor, Permission
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Side
from domain.reporting.breakdown import Share
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.traced_records import Traced, TracedRecord, traced_records
from ui import address, formats
from ui.indicators import wording
from ui.indicators.formula_words import formula_in_words
from ui.indicators.numbers import RECORDS, is_money
from ui.indicators.shares import BY, ENTITIES, MEMBER, share_name
from ui.language import _, in_language, label
from ui.routes import literal, page_for

PAGE = "page"
ROW = 35


@dataclass(frozen=True)
class AskedRecords:
    """Which records the address asks for."""

    side: Side
    by: str | None
    member: int | None
    page: int


def asked_records() -> AskedRecords | None:
    """From the address; None when no number is opened."""
    side, by, member = address.get(RECORDS), address.get(BY), address.get(MEMBER)
    if side not in set(Side):
        return None
    page, one = address.get(PAGE) or "", member if member and member.isdigit() else None
    narrowed = by in ENTITIES and one is not None
    return AskedRecords(
        Side(side),
        by if narrowed else None,
        int(one) if one is not None and narrowed else None,
        int(page) if page.isdigit() and int(page) else 1,
    )


def look_for_records(
    session: Session, actor: Actor, view: IndicatorView, unit_id: int, asked: AskedRecords | None
) -> Traced | None:
    """Read a page of them, if one is asked for and may be seen."""
    if asked is None or not actor.may(Permission.FACTS_READ):
        return None
    wish = Wish(view.profile.indicator.code, unit_id, view.period.grain, by=asked.by, member=asked.member)
    return traced_records(session, actor, wish, view.period, today(), asked.side, asked.page)


def draw_records(view: IndicatorView, traced: Traced | None, asked: AskedRecords | None) -> None:
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
        st.switch_page(page, query_params={"id": str(record.id)})


def _numeric() -> tuple[str, str]:
    return _("Adds"), _("Row")


def _table(records: Sequence[TracedRecord], money: bool) -> pa.Table:
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
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _turn(traced: Traced, asked: AskedRecords) -> None:
    if traced.pages == 1:
        return
    widget = "records-page"
    st.session_state[widget] = min(asked.page, traced.pages)
    st.pagination(
        traced.pages, key=widget,
        on_change=lambda: address.put(PAGE, (str(st.session_state[widget]),)),
    )  # fmt: skip


def _close() -> None:
    for word in (RECORDS, MEMBER, PAGE):
        address.put(word, ())
