"""The import wizard: choose a file, say which column is which, look at the dry run, commit.

The address says where one is: `?draft=7` an unfinished import, `?draft=7&step=check` its dry run,
`?batch=12` what came of it. Everything decided is kept with the draft, so that leaving loses nothing.
"""

import streamlit as st

from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.intake.may_import import require_import
from ui import address
from ui.intake.check_step import draw_check, draw_commit_under_way
from ui.intake.done import draw_done
from ui.intake.file_line import draw_file_line
from ui.intake.mapping_step import draw_mapping
from ui.intake.open_draft import OpenDraft, open_draft
from ui.intake.start import draw_give_up, draw_start
from ui.intake.way import BATCH, CHECK, DRAFT, STEP, Stage, draw_way, fresh_place
from ui.language import _, label
from ui.question import whole
from ui.routes import literal, page_link


def draw(actor: Actor) -> None:
    """The step the address names. NotPermitted for somebody who may bring in nothing."""
    require_import(actor)
    draft_id, batch_id = whole(address.get(DRAFT) or ""), whole(address.get(BATCH) or "")
    st.title(label("page.imports"), anchor=False)
    if batch_id is not None:
        draw_way(Stage.DONE)
        with fresh_place(Stage.DONE):
            draw_done(actor, batch_id)
    elif draft_id is None:
        draw_way(Stage.FILE)
        with fresh_place(Stage.FILE):
            draw_start(actor)
    elif not draw_commit_under_way(draft_id, actor):
        _draw_draft(actor, draft_id)


def _draw_draft(actor: Actor, draft_id: int) -> None:
    try:
        found = open_draft(actor, draft_id)
    except NotFound:
        draw_way(Stage.FILE)
        with fresh_place(Stage.FILE):
            _draw_gone()
        return
    checks = address.get(STEP) == CHECK and _can_be_checked(found)
    stage = Stage.CHECK if checks else Stage.COLUMNS
    draw_way(stage)
    with fresh_place(stage):
        st.subheader(literal(found.draft.file_name), anchor=False)
        if checks:
            draw_check(found, actor)
        else:
            draw_file_line(found)
            if found.table is not None and found.draft.fact in found.specs:
                draw_mapping(found)
            else:
                draw_give_up(draft_id)


def _can_be_checked(found: OpenDraft) -> bool:
    return found.table is not None and found.draft.fact in found.specs and not found.request.missing


def _draw_gone() -> None:
    st.info(_("This import is not here any more: it was committed or given up."), icon=":material/info:")
    page_link("import_batches", _("Show all imports"), {}, "imports-gone")
    st.button(_("Import another file"), on_click=address.go, args=({},), key="imports:another")
