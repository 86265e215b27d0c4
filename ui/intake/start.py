"""The first step: a file; and what was begun or done before."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.intake.batch import ImportBatch
from domain.intake.begin_draft import begin_draft
from domain.intake.draft import ImportDraft, discard_draft, my_drafts
from domain.intake.files.limits import LIMITS, MEGABYTE
from ui import address, formats
from ui.intake.naming import fact_name
from ui.intake.open_draft import forget_looks
from ui.intake.template_button import draw_templates
from ui.intake.way import to_draft
from ui.language import _
from ui.routes import literal, page_link
from ui.uploader import speak_our_language
from ui.wish import forget_refusal, show_refusal, wish

PLACE = "imports:file"
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]
RECENT = 5


def draw_start(actor: Actor) -> None:
    """Drop a file; or go on with one that was dropped before."""
    with reading(actor) as session:
        drafts = my_drafts(session, actor)
        query = select(ImportBatch).order_by(ImportBatch.id.desc()).limit(RECENT)
        if not actor.may(Permission.FACTS_IMPORT):
            query = query.where(ImportBatch.user_id == actor.user_id)
        batches = session.scalars(query).all()
    _draw_uploader()
    draw_templates(actor)
    if drafts:
        st.subheader(_("Not finished yet"), anchor=False)
        for draft in drafts:
            _draw_draft(draft)
    if batches:
        st.subheader(_("Imported last"), anchor=False)
        _draw_batches(batches)


def _draw_uploader() -> None:
    megabytes = LIMITS.file_bytes // MEGABYTE
    show_refusal(PLACE)
    with st.container(key="upload"):
        speak_our_language("upload")
        _make_room()
        st.file_uploader(
            _("A file from your ERP, CRM or spreadsheet"), type=TYPES, key=_widget(), on_change=_uploaded,
            max_upload_size=megabytes,
        )  # fmt: skip
    st.caption(
        _(
            "CSV, TSV or a workbook, up to {megabytes} MB, one row for each record, "
            "names of the columns on top. Nothing is written before you have seen and confirmed the dry run.",
            megabytes=megabytes,
        )
    )


def _make_room() -> None:
    """The one thing this page is about."""
    st.html("<style>.st-key-upload [data-testid=stFileUploaderDropzone] { padding: 2.5rem; }</style>")


def _widget() -> str:
    """Another one after each file: a widget keeps its file, and the same file may come twice."""
    return f"{PLACE}:{st.session_state.get(f'{PLACE}:count', 0)}"


def _uploaded() -> None:
    file: Any = st.session_state[_widget()]
    if file is None:
        return
    name, content = file.name, file.getvalue()
    st.session_state[f"{PLACE}:count"] = st.session_state.get(f"{PLACE}:count", 0) + 1
    forget_refusal(PLACE)
    forget_looks()

    def work(session: Session) -> int:
        return begin_draft(session, actor_of(session), name, content, now()).id

    draft_id = wish(work, place=PLACE)
    if draft_id is not None:
        to_draft(draft_id)


def _draw_draft(draft: ImportDraft) -> None:
    parts = [fact_name(draft.fact)] if draft.fact else []
    parts.append(_("last changed {at}", at=formats.instant(draft.updated_at)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            literal(draft.file_name), icon=":material/draft:", type="tertiary",
            key=f"imports:draft:{draft.id}", on_click=to_draft, args=(draft.id,),
        )  # fmt: skip
        st.caption(literal(" · ".join(parts)), width="content")
        st.button(
            _("Give up"), icon=":material/delete:", type="tertiary", key=f"imports:drop:{draft.id}",
            on_click=give_up, args=(draft.id,), help=_("Removes the file and everything decided about it"),
        )  # fmt: skip


def draw_give_up(draft_id: int) -> None:
    """The button of the steps that follow; it leads back to the beginning."""
    st.button(
        _("Give up"), type="tertiary", icon=":material/delete:", key="imports:give-up", on_click=_given_up,
        args=(draft_id,),
    )  # fmt: skip


def _given_up(draft_id: int) -> None:
    give_up(draft_id)
    address.go({})


def give_up(draft_id: int) -> None:
    """Callback: drop an unfinished import."""
    wish(
        lambda session: discard_draft(session, actor_of(session), draft_id),
        done=_("Given up. Nothing was written."),
    )


def _draw_batches(batches: Sequence[ImportBatch]) -> None:
    for batch in batches:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link("ImportBatch", batch.file_name, {"id": str(batch.id)}, f"batch-{batch.id}")
            st.caption(literal(" · ".join(_facts(batch))), width="content")
    page_link("import_batches", _("Show all imports"), {}, "imports-all")


def _facts(batch: ImportBatch) -> list[str]:
    changed = _(
        "{new} new, {changed} changed", new=formats.number(batch.new), changed=formats.number(batch.changed)
    )
    return [fact_name(batch.fact), changed, batch.by, formats.instant(batch.committed_at)]
