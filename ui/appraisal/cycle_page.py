"""A cycle on its page: whom it is about, its calendar, how far it is, what HR does with all of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.advance import publish_ready
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import RUNNING, CycleState
from domain.appraisal.open_cycle import ACTIVE, open_cycle, prepare_cycle
from domain.appraisal.progress import CycleProgress, progress_of
from domain.appraisal.score_cycle import score_cycle
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.organisation.unit import Unit
from ui import formats
from ui.appraisal.posts import draw_posts
from ui.appraisal.progress import progress_picture
from ui.appraisal.waiting import draw_waiting, look_at_waiting
from ui.boards.plain import draw_plain
from ui.language import _, in_language, label, listed, say
from ui.routes import literal, page_link

PHASE_STATES: Mapping[str, AssessmentState] = {
    "goals": AssessmentState.GOALS, "self": AssessmentState.SELF_RATING,
    "manager": AssessmentState.MANAGER_RATING, "second": AssessmentState.SECOND_RATING,
    "calibration": AssessmentState.CALIBRATION, "publication": AssessmentState.HR_CHECK,
}  # fmt: skip


class PeopleAdded(Statement):
    """What opening a cycle, or adding to it, came to."""

    text = "{count} people are assessed in addition."


class PeopleLeftOut(Statement):
    """The same, where nothing says by what some would be assessed."""

    text = "{count} people are assessed in addition. Left out: {left_out}."


class CycleScored(Statement):
    """What scoring came to."""

    text = "{scored} assessments have a score, {without} have none yet."


class CyclePublished(Statement):
    """What publishing came to."""

    text = "{done} assessments published, {refused} refused."


class PublishingRefused(Statement):
    """The same, with the first reason."""

    text = "{done} assessments published, {refused} refused: {why}"


def new_cycle(session: Session, actor: Actor, values: Mapping[str, Any]) -> AppraisalCycle:
    """A cycle that nobody is in yet."""
    return prepare_cycle(session, actor, values, now())


def takes_people(cycle: AppraisalCycle) -> bool:
    """People may still be added."""
    return cycle.state in ACTIVE


def takes_scores(cycle: AppraisalCycle) -> bool:
    """Figures may be pulled."""
    return cycle.state in RUNNING


def takes_publication(cycle: AppraisalCycle) -> bool:
    """HR publishes."""
    return cycle.state is CycleState.CALIBRATING


def open_or_extend(session: Session, actor: Actor, cycle: AppraisalCycle, _reason: str) -> Statement:
    """Make an assessment for everybody who has none."""
    opened = open_cycle(session, actor, cycle.id, now())
    if not opened.left_out:
        return PeopleAdded(count=len(opened.made))
    return PeopleLeftOut(count=len(opened.made), left_out=listed(say(one) for one in opened.left_out))


def score(session: Session, actor: Actor, cycle: AppraisalCycle, _reason: str) -> Statement:
    """Pull figures and score everybody who is not published."""
    scored = score_cycle(session, actor, cycle, today())
    return CycleScored(scored=scored.scored, without=scored.without_score)


def publish_all(session: Session, actor: Actor, cycle: AppraisalCycle, _reason: str) -> Statement:
    """Publish what HR has checked."""
    account = publish_ready(session, actor, cycle.id, now())
    facts = {"done": len(account.done), "refused": len(account.refused)}
    if not account.refused:
        return CyclePublished(**facts)
    return PublishingRefused(**facts, why=say(account.refused[0].why))


def draw_cycle(actor: Actor, cycle: AppraisalCycle) -> None:
    """Posts, calendar, progress, the way to the assessments."""
    with reading(actor) as session:
        found = progress_of(session, cycle.id, today())
        units = {
            row.id: in_language(row.name_zh, row.name_en)
            for row in session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
        }
        waiting = look_at_waiting(session, cycle, today(), units)
    writes = (
        actor.may(Permission.ASSESSMENTS_ADMINISTER) and cycle.state in AppraisalCycle.workflow.editable_in
    )
    draw_posts(actor, cycle, _("All posts of the unit and below."), writes=writes)
    draw_calendar(cycle, found, today())
    if found.total:
        draw_plain(progress_picture(found, units), f"cycle-{cycle.id}-progress")
    if cycle.state in RUNNING and found.total:
        reminds = actor.may(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
        draw_waiting(waiting, f"cycles:{cycle.id}:waiting", reminds=reminds)
    with st.container(horizontal=True, gap="medium"):
        asks = {"cycle": str(cycle.id)}
        page_link("assessments", _("All assessments of the cycle"), asks, f"cycle-{cycle.id}-list")
        page_link("calibration", label("page.calibration"), asks, f"cycle-{cycle.id}-calibration")
        if cycle.state not in ACTIVE:
            page_link("results", label("page.results"), asks, f"cycle-{cycle.id}-results")


def draw_calendar(cycle: AppraisalCycle, found: CycleProgress, day: date) -> None:
    """The phases as a rail: until when, how many still stand there, how many of them are late."""
    st.subheader(label("section.cycle_progress"), anchor=False)
    with st.grid(6, min_column_width=110, gap=None):
        for phase, due in cycle.calendar.items():
            _draw_phase(phase, due, found, running=cycle.state in RUNNING, day=day)


def _draw_phase(phase: str, due: date, found: CycleProgress, *, running: bool, day: date) -> None:
    state = PHASE_STATES[phase]
    count, late = found.in_state(state), found.late.get(state, 0)
    progress = "now" if running and count else "done" if due < day else "ahead"
    with st.container(key=f"stage-{progress}-{found.cycle_id}-{phase}", gap=None):
        st.markdown(f"**{literal(label(f'phase.{phase}'))}**")
        st.caption(formats.day(due))
        if count:
            st.caption(_("{count} still there", count=formats.number(count)))
        if late and running:
            st.markdown(f":small[:red[{literal(_('{count} late', count=late))}]]")
