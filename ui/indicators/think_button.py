"""Work out forecasts and notices now, for those who may compute figures. At night it happens by itself."""

import streamlit as st

from domain.core.clock import today
from domain.core.permission import Actor, Permission
from domain.indicators.warnings.think import ThinkSummary, think_through
from domain.intake.progress import Phase, Progress
from ui import job
from ui.language import _, say

KEY = "think"
MOST = 300
"""Series per press: about a minute of one core."""


def draw_think_button(actor: Actor) -> None:
    """The button; while the work is under way, a bar; then what came of it."""
    if not actor.may(Permission.INDICATORS_REFRESH) or actor.units is not None:
        return
    found = job.find(KEY)
    if found is not None and not found.finished.is_set():
        job.draw_progress(KEY)
        return
    st.button(
        _("Work out forecasts now"), icon=":material/query_stats:", key="think-now", type="tertiary",
        on_click=_begin, args=(actor,), help=_("It also happens every night by itself."),
    )  # fmt: skip
    if found is None:
        return
    if found.succeeded:
        st.caption(_told(found.result), width="content")
    job.draw_problem(found, say)


def _begin(actor: Actor) -> None:
    job.begin(KEY, lambda progress: _work(actor, progress))


def _work(actor: Actor, progress: Progress) -> ThinkSummary:
    return think_through(actor, today(), MOST, lambda done, total: progress(Phase.FORECASTING, done, total))


def _told(done: ThinkSummary) -> str:
    told = _(
        "{made} forecasts made anew, {given} notices given, {ended} ended.",
        made=done.made, given=done.given, ended=done.ended,
    )  # fmt: skip
    return f"{told} {_('{left} figures wait for the next run.', left=done.left)}" if done.left else told
