"""Rejected rows of an import as a file, made when the button is pressed."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.editing import find
from domain.intake.batch import ImportBatch, may_see_rows
from domain.intake.rejects import rejected_of_batch, rejects_file
from ui.language import _, current
from ui.session import current_actor


def draw_rejects_button(batch: ImportBatch) -> None:
    """The button; for those who may see the rows."""
    st.download_button(
        _("Download rejected rows"), icon=":material/download:", key="imports:rejects", mime="text/csv",
        file_name=rejects_name(batch.file_name), on_click="ignore", data=lambda: _file(batch.id),
        help=_("With the reasons; correct them and import the file as it is"),
    )  # fmt: skip


def rejects_name(file_name: str) -> str:
    """What the file is called: like the one it comes from."""
    return f"{file_name.rpartition('.')[0] or file_name}_{_('rejected')}.csv"


def _file(batch_id: int) -> bytes:
    actor = current_actor()
    with reading(actor) as session:
        batch = find(session, ImportBatch, batch_id)
        rejected = list(rejected_of_batch(session, batch)) if may_see_rows(actor, batch) else []
    return rejects_file([], rejected, current())
