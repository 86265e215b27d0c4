"""What the record page of an import shows beyond its fields: follow-ups, changed rows, rejected rows."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.fact_spec import FactSpec
from domain.core.permission import Actor
from domain.core.stored_file import StoredFile
from domain.intake.batch import BatchStatus, ImportBatch, may_see_rows
from domain.intake.batch_questions import RecordChange, changed_records, still_to_be_completed
from domain.intake.batch_rows import reason_said
from domain.intake.rejects import Rejected, rejected_of_batch
from domain.intake.spec_of import specs_of
from ui import formats
from ui.intake.done import Outcome, draw_counts, draw_left_to_do
from ui.intake.figures import figures_are_behind
from ui.intake.naming import outcome_name
from ui.intake.preview_table import AUTO, ROW_HEIGHT, TALLEST, difference_text
from ui.intake.reading_words import draw_reading
from ui.intake.rejects_button import draw_rejects_button
from ui.intake.undo import draw_undo, draw_undo_under_way
from ui.language import _, current, label

SHOWN = 200


def draw_batch(actor: Actor, batch: ImportBatch) -> None:
    """Everything an import has left behind."""
    stands = batch.status is BatchStatus.COMMITTED
    with reading(actor) as session:
        sees = may_see_rows(session, actor, batch)
        specs = {one.entity.__name__: one for one in specs_of(session, actor).values()}
        outcome = Outcome(batch, still_to_be_completed(session, batch), figures_are_behind(session))
        changes = changed_records(session, actor, batch, SHOWN) if sees and stands else []
        rejected = list(islice(rejected_of_batch(session, batch), SHOWN)) if sees else []
        kept = session.scalar(select(StoredFile.id).where(StoredFile.id == batch.file_id))
    draw_undo_under_way(batch.id)
    draw_counts(batch)
    draw_left_to_do(outcome, whole=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        if kept is not None and sees:
            st.link_button(_("Download the file"), f"/files/{kept}", icon=":material/download:")
        if stands:
            draw_undo(batch, actor)
    _draw_reading(actor, batch)
    if not sees:
        st.caption(_("Rows of an import show to whoever made it, and to those who see all units."))
    if changes:
        _draw_changes(specs, changes)
    if rejected:
        _draw_rejected(batch, rejected)


def _draw_reading(actor: Actor, batch: ImportBatch) -> None:
    with st.expander(_("How the file was read"), icon=":material/rule:"):
        draw_reading(actor, batch.fact, batch.reading)


def _draw_changes(specs: Mapping[str, FactSpec], changes: Sequence[RecordChange]) -> None:
    st.subheader(_("Changed records"), anchor=False)
    rows: list[dict[str, str]] = [
        {
            "row": str(one.number), "kind": label(f"entity.{one.entity}"),
            "outcome": outcome_name(one.outcome),
            "what": "; ".join(difference_text(specs[one.entity], part) for part in one.differences),
        }
        for one in changes
    ]  # fmt: skip
    looks: dict[str, Any] = {
        "row": st.column_config.TextColumn(_("Row"), alignment="right", width=60),
        "kind": st.column_config.TextColumn(_("Kind of record"), width=100),
        "outcome": st.column_config.TextColumn(_("Outcome"), width=80),
        "what": st.column_config.TextColumn(_("Before → after"), width="large"),
    }
    _table(rows, looks, _("Changed records"), "imports:changes")


def _draw_rejected(batch: ImportBatch, rejected: Sequence[Rejected]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{_('Rejected rows')} · {formats.number(batch.rejected)}", anchor=False)
        draw_rejects_button(batch)
    headers = list(dict.fromkeys(name for _number, cells, _reasons in rejected for name in cells))
    rows = [
        {"#": str(number), "?": "; ".join(reason_said(reason, current()) for reason in reasons)}
        | {f"c{place}": cells.get(name, "") for place, name in enumerate(headers)}
        for number, cells, reasons in rejected
    ]
    looks: dict[str, Any] = {
        "#": st.column_config.TextColumn(_("Row"), alignment="right", width=60),
        "?": st.column_config.TextColumn(_("Reason"), width="large"),
    }
    looks |= {f"c{place}": st.column_config.TextColumn(name) for place, name in enumerate(headers)}
    _table(rows, looks, _("Rejected rows"), "imports:rejected")


def _table(rows: Sequence[dict[str, str]], looks: dict[str, Any], name: str, key: str) -> None:
    st.dataframe(
        pa.Table.from_pylist(list(rows)), column_config=looks, hide_index=True, key=key, alt=name,
        row_height=ROW_HEIGHT, height="auto" if len(rows) <= AUTO else ROW_HEIGHT * TALLEST,
    )  # fmt: skip
    if len(rows) == SHOWN:
        st.caption(_("The first {shown} are shown.", shown=SHOWN))
