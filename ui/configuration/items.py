"""The items of a code list, edited as a table."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.code_list import CodeList, CodeListItem, ItemTone
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.core.write_items import ItemRow, write_items
from ui.language import _, label
from ui.wish import show_refusal, wish

SHAPE = pa.schema(
    [*((name, pa.string()) for name in ("code", "name_zh", "name_en", "tone")), ("offered", pa.bool_())]
)


def draw_items(actor: Actor, code_list: CodeList) -> None:
    """Rows to add, change, and no longer offer; saved together."""
    with reading(actor) as session:
        query = select(CodeListItem).where(CodeListItem.code_list_id == code_list.id)
        items = session.scalars(query.order_by(CodeListItem.position, CodeListItem.id)).all()
    tones = {label(tone): tone for tone in ItemTone}
    place, mine = f"code_list:{code_list.id}", actor.may(Permission.CONFIGURATION_WRITE)
    st.subheader(label("related.items"), anchor=False)
    key = f"{place}:{max((item.updated_at.timestamp() for item in items), default=0)}:{len(items)}"
    edited = st.data_editor(
        _table(items), key=key, hide_index=True, num_rows="dynamic" if mine else "fixed", disabled=not mine,
        column_config={
            "code": st.column_config.TextColumn(
                label("CodeListItem.code"), required=True, validate="^[a-z][a-z0-9_]*$",
                help=_("Small letters, digits and _; files and formulas use it."),
            ),
            "name_zh": st.column_config.TextColumn(label("CodeListItem.name_zh"), required=True),
            "name_en": st.column_config.TextColumn(label("CodeListItem.name_en")),
            "tone": st.column_config.SelectboxColumn(
                label("CodeListItem.tone"), options=list(tones), default=label(ItemTone.CALM), required=True
            ),
            "offered": st.column_config.CheckboxColumn(label("CodeListItem.offered"), default=True),
        },
    )  # fmt: skip
    show_refusal(place)
    if mine:
        st.button(
            _("Save items"), type="primary", icon=":material/check:", key=f"{place}:save",
            on_click=_save, args=(code_list.id, _rows(edited, tones), place),
        )  # fmt: skip


def _table(items: Sequence[CodeListItem]) -> pa.Table:
    rows = [
        (item.code, item.name_zh, item.name_en, label(item.tone), item.archived_at is None) for item in items
    ]
    return pa.Table.from_pylist([dict(zip(SHAPE.names, row, strict=True)) for row in rows], SHAPE)


def _rows(edited: pa.Table, tones: dict[str, ItemTone]) -> list[ItemRow]:
    said: list[dict[str, Any]] = edited.to_pylist()
    return [
        ItemRow(
            code=str(row["code"] or "").strip(), name_zh=str(row["name_zh"] or ""),
            name_en=str(row["name_en"] or ""), tone=tones.get(str(row["tone"]), ItemTone.CALM),
            offered=row["offered"] is not False,
        )
        for row in said
    ]  # fmt: skip


def _save(list_id: int, rows: list[ItemRow], place: str) -> None:
    def work(session: Session) -> None:
        write_items(session, actor_of(session), find(session, CodeList, list_id), rows, now())

    wish(work, done=_("Saved."), place=place)
