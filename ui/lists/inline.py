"""Typing into the rows of a list: the switch, the table, and saving row by row."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.each import Account, each
from domain.core.editing import edit
from domain.core.errors import StaleRecord
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from ui import formats, table
from ui.fields import Field
from ui.inputs import Options, options_for
from ui.language import _, label, say
from ui.lists.bulk_verbs import settable
from ui.lists.columns import ROW_HEIGHT, density
from ui.lists.inline_cells import arrow_type, arrow_value, cell_of, column_of, value_in
from ui.lists.inline_state import Typed, is_editing, typed_in
from ui.screen import Column, Screen
from ui.titles import full_title
from ui.wish import tell, wish

PROBLEM = "_problem"


def editable(screen: Screen, columns: Sequence[Column], actor: Actor) -> dict[str, Field]:
    """Columns of the list that this person may write."""
    shown = {column.key for column in columns}
    return {key: one for key, one in settable(screen, actor).items() if key in shown}


def draw_switch(screen: Screen, columns: Sequence[Column], actor: Actor) -> None:
    """On or off; nothing where there is nothing to type."""
    if editable(screen, columns, actor):
        st.toggle(_("Edit in the list"), key=f"{screen.url_path}:inline")
    elif is_editing(screen):
        st.session_state[f"{screen.url_path}:inline"] = False


def draw_editor(screen: Screen, records: Sequence[Any], columns: Sequence[Column], actor: Actor) -> None:
    """The page of the list as a table to type into."""
    fields, typed = editable(screen, columns, actor), typed_in(screen)
    with reading(actor) as session:
        options = options_for(list(fields.values()), session, screen.choices)
    for record in records:
        typed.seen(record.id, record.version)
    ids = [record.id for record in records]
    widget = f"{screen.url_path}:edit:{typed.round}:{ids[0]}:{ids[-1]}"
    cells = _cells(records, columns, fields, typed)
    height = ROW_HEIGHT[density()]
    _draw_saving(screen, fields, typed)
    st.data_editor(
        pa.table({key: pa.array(held, kind) for key, (held, kind) in cells.items()}),
        column_config=_configuration(screen, columns, fields, options, cells), hide_index=True,
        disabled=[key for key in cells if key not in fields], key=widget, num_rows="fixed", placeholder="",
        height=height * (len(records) + 1) + 3, row_height=height, alt=label(screen.title_key),
        on_change=_keep, args=(screen, widget, ids, fields),
    )  # fmt: skip


def _cells(
    records: Sequence[Any], columns: Sequence[Column], fields: dict[str, Field], typed: Typed
) -> dict[str, tuple[list[Any], pa.DataType]]:
    """Column -> what its cells hold and how they travel; refusals stand first."""
    found: dict[str, tuple[list[Any], pa.DataType]] = {}
    if any(record.id in typed.problems for record in records):
        found[PROBLEM] = [typed.problems.get(record.id, "") for record in records], pa.string()
    day = today()
    for column in columns:
        one = fields.get(column.key)
        if one is None:
            shown = [table.text(table.value(record, column, day), table.kind(column)) for record in records]
            found[column.key] = shown, pa.string()
            continue
        held = [
            arrow_value(one, typed.cells.get(record.id, {}).get(one.key, cell_of(record, one, day)))
            for record in records
        ]
        found[column.key] = held, arrow_type(one)
    return found


def _configuration(
    screen: Screen,
    columns: Sequence[Column],
    fields: dict[str, Field],
    options: Options,
    cells: dict[str, tuple[list[Any], pa.DataType]],
) -> dict[str, Any]:
    found: dict[str, Any] = {PROBLEM: st.column_config.TextColumn(_("Refused"), width="medium")}
    for column in columns:
        name, one = table.heading(column, screen.entity), fields.get(column.key)
        if one is None:
            found[column.key] = st.column_config.TextColumn(name)
        else:
            found[column.key] = column_of(one, name, options, cells[column.key][0])
    return found


def _keep(screen: Screen, widget: str, ids: Sequence[int], fields: dict[str, Field]) -> None:
    """Callback: remember what was typed, but only in columns that can be typed into."""
    typed = typed_in(screen)
    for row, cells in st.session_state[widget]["edited_rows"].items():
        own = {key: held for key, held in cells.items() if key in fields}
        if own and int(row) < len(ids):
            typed.keep(ids[int(row)], own)


def _draw_saving(screen: Screen, fields: dict[str, Field], typed: Typed) -> None:
    count = len(typed.cells)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Save") + (f" · {formats.number(count)}" if count else ""), type="primary",
            icon=":material/check:", disabled=not count, key=f"{screen.url_path}:inline:save",
            on_click=_save, args=(screen, fields),
        )  # fmt: skip
        st.button(
            _("Discard"), disabled=not count, key=f"{screen.url_path}:inline:discard", on_click=_discard,
            args=(screen,),
        )  # fmt: skip
        if typed.problems:
            told = _("Refused: {count}; what was typed is kept.", count=len(typed.problems))
            st.caption(f":red[:material/error: {told}]", width="content")


def _save(screen: Screen, fields: dict[str, Field]) -> None:
    """Callback: every row by itself; what is refused stays as it was typed."""
    typed = typed_in(screen)
    account = wish(lambda session: _write(session, screen, fields, typed))
    if account is None:
        return
    typed.settle(account.done)
    for one in account.refused:
        typed.problems[one.key] = say(one.why)
        if isinstance(one.why, StaleRecord):  # told who changed what; the next press counts
            typed.versions.pop(one.key, None)
    done, refused = formats.number(len(account.done)), formats.number(len(account.refused))
    icon = ":material/rule:" if account.refused else ":material/check_circle:"
    tell(_("Saved: {done}, refused: {refused}", done=done, refused=refused), icon)


def _write(session: Session, screen: Screen, fields: dict[str, Field], typed: Typed) -> Account:
    actor = actor_of(session)

    def write(record: Any) -> None:
        cells = typed.cells[record.id]
        values = dict(value_in(fields[key], held) for key, held in cells.items() if key in fields)
        if screen.write is not None:
            edit(session, actor, screen.write, record, values, typed.versions.get(record.id))

    return each(session, screen.entity, list(typed.cells), write, full_title)


def _discard(screen: Screen) -> None:
    """Callback: forget what was typed."""
    typed = typed_in(screen)
    typed.cells.clear()
    typed.problems.clear()
    typed.round += 1
