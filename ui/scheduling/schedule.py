"""The page of the schedule: jobs, who leads, history."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.scheduling.job import JOBS
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.questions import JobState, Leader, history, leader, overview, run_now
from domain.scheduling.trouble import LATE
from ui import formats
from ui.colours import badge_colour
from ui.language import _, label, listed
from ui.routes import literal
from ui.scheduling.cadence_form import draw_cadence
from ui.scheduling.words import in_words, job_name, span, told, took
from ui.wish import wish

PATH = "schedule"
ALL = ""


def draw(actor: Actor) -> None:
    """The page."""
    chosen = st.session_state.get(f"{PATH}:job", ALL)
    with reading(actor) as session:
        jobs, who, runs = overview(session), leader(session), history(session, chosen)
    st.title(label("page.schedule"), anchor=False)
    _draw_leader(who)
    _draw_trouble(jobs)
    for one in jobs:
        _draw_job(one)
    _draw_history(runs)


def _draw_leader(who: Leader | None) -> None:
    if who is None or not who.alive:
        st.warning(
            _("Nothing is done by itself at present: no process leads the schedule. A portal that has just "
              "started takes the lead within seconds; a separate worker is started with “neikong worker”."),
            icon=":material/pause_circle:",
        )  # fmt: skip
        return
    st.caption(_("Led by {process}. If it falls silent, another takes over.", process=literal(who.owner)))


def _draw_trouble(jobs: Sequence[JobState]) -> None:
    """What needs somebody, above all else."""
    bad = [job_name(one.job.code) for one in jobs if one.failing is not None or one.missed_at is not None]
    if bad:
        st.error(_("Needs a look: {jobs}", jobs=literal(listed(bad))), icon=":material/error:")


def _draw_job(one: JobState) -> None:
    code, last = one.job.code, one.last
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(job_name(code))}**", width="content")
            if last is not None:
                st.badge(label(last.outcome), color=badge_colour(last.outcome))  # type: ignore[arg-type]
            if one.missed_at is not None:
                st.badge(_("Missed"), color="red", icon=":material/timer_off:")
            st.space("stretch")
            st.button(
                _("Run now"), icon=":material/play_arrow:", key=f"{PATH}:{code}:run", type="tertiary",
                disabled=one.asked, on_click=_run, args=(code,),
                help=f"{_('Run now')}: {job_name(code)}",
            )  # fmt: skip
            with st.popover(_("Change when"), icon=":material/edit_calendar:", type="tertiary"):
                draw_cadence(one)
        st.caption(label(f"job_about.{code}"))
        st.markdown(literal(" · ".join(_facts(one))))
        for trouble in _troubles(one):
            st.markdown(f":red[{literal(trouble)}]")


def _facts(one: JobState) -> list[str]:
    last, said = one.last, [in_words(one.cadence)]
    if one.asked:
        said.append(_("begins within seconds"))
    elif one.next_at is not None:
        said.append(_("next {at}", at=formats.instant(one.next_at)))
    if last is not None:
        said.append(_("last {at}", at=formats.instant(last.began_at)))
        if last.late > LATE:
            said.append(_("{late} late", late=span(last.late)))
        if last.outcome is RunOutcome.DONE:
            said.append(told(last.counts))
    return said


def _troubles(one: JobState) -> list[str]:
    """What is wrong with a job, for whoever can mend it. The operators have been told."""
    said, last = [], one.last
    if one.failing is not None:
        since, times = formats.instant(one.failing.since), formats.number(one.failing.times)
        said.append(
            _("Fails since {since}, {times} time(s) in a row. Whoever operates the portal has been told.",
              since=since, times=times)
        )  # fmt: skip
    if last is not None and last.error:
        said.append(last.error)
    if one.missed_at is not None:
        at = formats.instant(one.missed_at)
        stuck = last is not None and last.outcome is RunOutcome.RUNNING
        said.append(
            _("Was due {at}, but its last run has not come to an end.", at=at)
            if stuck
            else _("Was due {at} while nothing was done by itself; it is done soon.", at=at)
        )
    return said


def _draw_history(runs: Sequence[JobRun]) -> None:
    st.subheader(_("Runs so far"), anchor=False)
    names = {ALL: _("All jobs")} | {job.code: job_name(job.code) for job in JOBS}
    st.selectbox(
        _("Job"), list(names), key=f"{PATH}:job", format_func=names.__getitem__, width=320,
        label_visibility="collapsed",
    )  # fmt: skip
    if not runs:
        st.markdown(f":material/history: {_('No run yet.')}")
        return
    headings = (
        label("JobRun.job"), label("JobRun.began_at"), label("JobRun.late"), label("JobRun.outcome"),
        label("JobRun.took"), label("JobRun.counts"), label("JobRun.asked_by"), label("JobRun.error"),
    )  # fmt: skip
    rows = [dict(zip(headings, _cells(run), strict=True)) for run in runs]
    st.dataframe(pa.Table.from_pylist(rows), hide_index=True, key=f"{PATH}:history:{runs[0].id}")


def _cells(run: JobRun) -> tuple[str, ...]:
    done = told(run.counts) if run.outcome is RunOutcome.DONE else ""
    who = run.asked_by or _("by the clock")
    late = span(run.late) if run.late > LATE else ""
    return (
        job_name(run.job), formats.instant(run.began_at), late, label(run.outcome), took(run), done, who,
        run.error,
    )  # fmt: skip


def _run(code: str) -> None:
    def work(session: Session) -> None:
        run_now(session, actor_of(session), code)

    wish(work, done=_("It begins within seconds."))
