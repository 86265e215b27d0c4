"""Rejected rows of an import as a file, made when the button is pressed."""

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.journal import note
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch, may_see_rows
from domain.intake.rejects import rejected_of_batch, rejects_file
from ui.language import _, current
from ui.session import asked_later


def draw_rejects_button(batch: ImportBatch) -> None:
    """The button; for those who may see the rows."""
    who, language = asked_later(), current()
    st.download_button(
        _("Download rejected rows"), icon=":material/download:", key="imports:rejects", mime="text/csv",
        file_name=rejects_name(batch.file_name), on_click="ignore",
        data=lambda: rejects_of(who(), batch.id, language),
        help=_("With the reasons; correct them and import the file as it is"),
    )  # fmt: skip


def rejects_name(file_name: str) -> str:
    """What the file is called: like the one it comes from."""
    return f"{file_name.rpartition('.')[0] or file_name}_{_('rejected')}.csv"


def rejects_of(actor: Actor, batch_id: int, language: str) -> bytes:
    """The file as bytes; NotFound for those who may not see the rows. The journal knows."""

    def work(session: Session) -> bytes:
        batch = find(session, ImportBatch, batch_id)
        if not may_see_rows(session, actor, batch):
            raise NotFound
        note(session, "exported", entity="ImportBatch", entity_id=batch.id, changes={"rows": batch.rejected})
        return rejects_file([], rejected_of_batch(session, batch), language)

    return carry_out(actor, work)
