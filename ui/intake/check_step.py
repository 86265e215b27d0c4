"""The third step: the dry run, row by row, and the commit of exactly what was seen."""

from collections.abc import Hashable
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.intake.commit_draft import ChangedMeanwhile, commit_draft
from domain.intake.draft import my_draft
from domain.intake.plan import Fate
from domain.intake.preview_import import SHOWN, Preview, preview_import
from domain.intake.progress import Progress
from domain.intake.record_registry import records
from domain.intake.rejects import rejects_file
from domain.intake.spec_of import spec_of
from ui import address, formats, job
from ui.intake.figures import refresh_figures
from ui.intake.naming import outcome_name
from ui.intake.open_draft import OpenDraft
from ui.intake.preview_table import draw_rows
from ui.intake.rejects_button import rejects_name
from ui.intake.start import give_up
from ui.intake.way import Stage, draw_way, to_batch, to_draft
from ui.language import _, current, label, listed, say
from ui.routes import literal, page_link
from ui.session import current_actor

NAMED = 5
"""New names that are listed before "and others"."""
ALL = "all"


@dataclass(frozen=True)
class Committed:
    """What a commit came to."""

    batch_id: int


def draw_check(found: OpenDraft, actor: Actor) -> None:
    """Run the import dry (beside the screen, if it takes long) and show what it would do."""
    key = _check(found)
    running = job.find(key) or job.begin(key, lambda progress: _look(actor, found.draft.id, progress))
    _draw_refused_commit(found.draft.id, actor)
    if not running.finished.is_set():
        job.draw_progress(key)
    elif running.succeeded:
        _draw_preview(found, running.result)
        return
    else:
        job.draw_problem(running, say)
    with st.container(horizontal=True):
        _draw_ways_out(found.draft.id, again=running.finished.is_set())


def draw_commit_under_way(draft_id: int, actor: Actor) -> bool:
    """Whether this draft is being committed: then its progress is shown, or what came of it."""
    key = _commit_key(draft_id, actor)
    running = job.find(key)
    if running is None:
        return False
    if running.succeeded:
        job.drop(key)
        address.go({"batch": str(running.result.batch_id)})
        st.rerun()
    if running.finished.is_set():
        return False
    draw_way(Stage.CHECK)
    st.subheader(_("Importing"), anchor=False)
    job.draw_progress(key)
    return True


def _check(found: OpenDraft) -> Hashable:
    """Another decision makes another dry run."""
    return "check", found.draft.id, found.draft.updated_at


def _commit_key(draft_id: int, actor: Actor) -> Hashable:
    return "commit", draft_id, actor.user_id


def _look(actor: Actor, draft_id: int, progress: Progress) -> Preview:
    def look(session: Session) -> Preview:
        draft = my_draft(session, actor, draft_id, whole=True)
        spec = spec_of(session, actor, draft.fact)
        return preview_import(session, actor, draft.request(draft.table(), spec), progress)

    with reading(actor) as session:
        by_verbs = my_draft(session, actor, draft_id).fact in records()
        if not by_verbs:
            return look(session)
    return carry_out(actor, look)  # it writes and goes back


def _draw_refused_commit(draft_id: int, actor: Actor) -> None:
    failed = job.find(_commit_key(draft_id, actor))
    if failed is not None and failed.finished.is_set():
        job.draw_problem(failed, say)


def _draw_preview(found: OpenDraft, preview: Preview) -> None:
    request = found.request
    _draw_counts(preview)
    _draw_notes(preview)
    key = f"imports:{found.draft.id}:fate"
    with st.container(horizontal=True, vertical_alignment="center"):
        fates = [fate for fate in Fate if preview.counts[fate.value]]
        names = {ALL: _("All"), **{fate.value: outcome_name(fate) for fate in fates}}
        chosen = st.segmented_control(
            _("Rows"),
            list(names),
            format_func=names.__getitem__,
            default=ALL,
            key=key,
            required=True,
            label_visibility="collapsed",
        )
        if preview.rejected:
            _draw_rejects(found, preview)
    rows = [row for row in preview.rows if chosen in (ALL, None, row.fate.value)]
    draw_rows(request, rows, f"{key}:rows:{chosen}")
    if any(preview.counts[fate.value] > SHOWN for fate in fates if chosen in (ALL, None, fate.value)):
        st.caption(_("The first {shown} rows of each outcome are shown; the counts are of all.", shown=SHOWN))
    _draw_commit(found.draft.id, preview)


def _draw_counts(preview: Preview) -> None:
    with st.grid(5, min_column_width=110, gap="small"):
        st.metric(_("Rows read"), formats.number(preview.counts["read"]), border=True)
        for fate in Fate:
            st.metric(outcome_name(fate), formats.number(preview.counts[fate.value]), border=True)


def _draw_notes(preview: Preview) -> None:
    if preview.earlier is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = _("This very file was imported before.")
            st.markdown(f":orange[:material/history: {said}]", width="content")
            page_link(
                "ImportBatch", _("Import {number}", number=preview.earlier), {"id": str(preview.earlier)},
                "imports-earlier",
            )  # fmt: skip
    for kind, names in preview.created.items():
        more = _(" and {count} more", count=formats.number(len(names) - NAMED)) if len(names) > NAMED else ""
        st.caption(
            ":material/add_circle: "
            + literal(
                _(
                    "New, to be completed: {kind} × {count} ({names}{more})",
                    kind=label(f"field.{kind.value}"), count=formats.number(len(names)),
                    names=listed(names[:NAMED]), more=more,
                )
            )
        )  # fmt: skip


def _draw_rejects(found: OpenDraft, preview: Preview) -> None:
    language = current()  # the file is made when the button is pressed, outside the run
    st.download_button(
        _("Download rejected rows"), icon=":material/download:", key="imports:rejects", mime="text/csv",
        file_name=rejects_name(found.draft.file_name), on_click="ignore",
        data=lambda: rejects_file(preview.headers, preview.rejected, language),
        help=_("With the reasons; correct them and import the file as it is"),
    )  # fmt: skip


def _draw_commit(draft_id: int, preview: Preview) -> None:
    writes = preview.counts["new"] + preview.counts["changed"]
    name = _("Import {count} rows", count=formats.number(writes)) if writes else _("Nothing to import")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            name, type="primary", icon=":material/check:", key="imports:commit", disabled=not writes,
            on_click=_commit, args=(draft_id, preview.seal),
        )  # fmt: skip
        _draw_ways_out(draft_id)
        if preview.counts["rejected"] and writes:
            st.caption(_("Rejected rows stay out; the others are imported."))
        elif not writes:
            st.caption(_("Every row is the same as what is stored, or rejected."))


def _draw_ways_out(draft_id: int, *, again: bool = True) -> None:
    st.button(
        _("Back to the columns"), icon=":material/arrow_back:", key="imports:columns", on_click=to_draft,
        args=(draft_id,),
    )  # fmt: skip
    if again:
        st.button(
            _("Run again"), type="tertiary", icon=":material/refresh:", key="imports:again", on_click=_again,
            args=(draft_id,),
        )  # fmt: skip
    st.button(
        _("Give up"), type="tertiary", icon=":material/delete:", key="imports:give-up", on_click=_given_up,
        args=(draft_id,),
    )  # fmt: skip


def _again(draft_id: int) -> None:
    """Callback: forget the dry run, and why the commit was refused."""
    job.drop(_commit_key(draft_id, current_actor()))
    job.drop_all(lambda key: isinstance(key, tuple) and key[:2] == ("check", draft_id))


def _given_up(draft_id: int) -> None:
    _again(draft_id)
    give_up(draft_id)
    address.go({})


def _commit(draft_id: int, seal: str) -> None:
    """Callback: import what was seen."""
    actor = current_actor()
    key = _commit_key(draft_id, actor)
    ended = job.begin(key, lambda progress: _import(actor, draft_id, seal, progress))
    if ended.succeeded:
        job.drop(key)
        to_batch(ended.result.batch_id)
    elif isinstance(ended.refusal, ChangedMeanwhile):
        job.drop_all(lambda key: isinstance(key, tuple) and key[:2] == ("check", draft_id))


def _import(actor: Actor, draft_id: int, seal: str, progress: Progress) -> Committed:
    batch = carry_out(actor, lambda session: commit_draft(session, actor, draft_id, seal, now(), progress))
    refresh_figures(progress)
    return Committed(batch.id)
