"""Take an import back, with a reason; the figures follow."""

from collections.abc import Hashable

import streamlit as st

from db.unit_of_work import carry_out
from domain.core.clock import now
from domain.core.errors import NotPermitted
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch
from domain.intake.may_import import permission_to_undo
from domain.intake.progress import Progress
from domain.intake.undo_batch import undo_batch
from ui import job
from ui.intake.figures import refresh_figures
from ui.language import _, say
from ui.session import current_actor
from ui.wish import tell


def draw_undo(batch: ImportBatch, actor: Actor) -> None:
    """The button, which asks why; its refusal below."""
    key = f"imports:undo:{batch.id}"
    needed = permission_to_undo(batch.fact)
    if not actor.may(needed):
        st.button(
            _("Undo the import"), icon=":material/undo:", key=key, disabled=True,
            help=say(NotPermitted(permission=needed)),
        )  # fmt: skip
        return
    with st.popover(_("Undo the import"), icon=":material/undo:", key=f"{key}:open"):
        st.caption(_("The records it created go, what it changed is as before. File and journal are kept."))
        st.text_area(_("Reason"), key=f"{key}:reason")
        st.button(
            _("Undo the import"), type="primary", icon=":material/undo:", key=key, on_click=_undo,
            args=(batch.id, f"{key}:reason"),
        )  # fmt: skip


def draw_undo_under_way(batch_id: int) -> None:
    """How far the undoing is, or why it was refused."""
    running = job.find(_key(batch_id))
    if running is None:
        return
    if not running.finished.is_set():
        job.draw_progress(_key(batch_id))
    elif running.succeeded:
        job.drop(_key(batch_id))
    else:
        job.draw_problem(running, say)


def _key(batch_id: int) -> Hashable:
    return "undo", batch_id


def _undo(batch_id: int, reason: str) -> None:
    """Callback."""
    actor, why = current_actor(), st.session_state.get(reason) or ""
    ended = job.begin(_key(batch_id), lambda progress: _take_back(actor, batch_id, why, progress))
    if ended.succeeded:
        job.drop(_key(batch_id))
        tell(_("Import {number} is undone.", number=batch_id))


def _take_back(actor: Actor, batch_id: int, reason: str, progress: Progress) -> bool:
    carry_out(actor, lambda session: undo_batch(session, actor, batch_id, now(), reason))
    refresh_figures(progress)
    return True
