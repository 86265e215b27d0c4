"""The approvals of one record, on its page: how far they are, and the buttons where it is one's turn."""

from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.approvals.questions import Case, about, with_seat
from domain.approvals.request_state import ALIVE
from domain.core.clock import now, today
from domain.core.workflow import WorkflowEntity
from ui import formats
from ui.approvals.colleague_names import colleague_names
from ui.approvals.deciding import draw_deciding
from ui.approvals.stepper import draw_stepper
from ui.approvals.words import person_name
from ui.colours import badge_colour
from ui.language import _, label
from ui.routes import literal
from ui.session import current_actor
from ui.steps import step_name


def draw_strip(record: Any) -> None:
    """Running requests about the record; of those that are over, the latest, folded up."""
    if not isinstance(record, WorkflowEntity):
        return
    actor = current_actor()
    with reading(actor) as session:
        cases = [with_seat(session, case, actor, today()) for case in about(session, record)]
        names = colleague_names(session) if any(case.seat_of is not None for case in cases) else {}
    alive = [case for case in cases if case.request.state in ALIVE]
    for case in alive:
        with st.container(border=True, gap="small"):
            _draw_heading(case)
            draw_stepper(case)
            draw_deciding(case, actor, names, f"approval-strip:{case.request.id}")
    if not alive and cases:
        _draw_past(cases[0])


def _draw_heading(case: Case) -> None:
    request = case.request
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        what = _("Approval: {step}", step=step_name(request.entity, request.step))
        st.markdown(f"**{literal(what)}**", width="content")
        st.badge(label(request.state), color=badge_colour(request.state))  # type: ignore[arg-type]
        if case.overdue(now()):
            st.badge(_("late"), color="red", icon=":material/schedule:")
    asked = _(
        "asked for by {who}, {at}", who=person_name(case.names.get(request.submitter_id)),
        at=formats.instant(request.submitted_at),
    )  # fmt: skip
    due = _("due {at}", at=formats.instant(request.due_at)) if request.due_at else ""
    st.caption(" · ".join(literal(part) for part in (asked, due, request.reason) if part))


def _draw_past(case: Case) -> None:
    request = case.request
    name = _("Last approval: {step}", step=step_name(request.entity, request.step))
    with st.expander(f"{literal(name)} · {label(request.state)}", icon=":material/approval:"):
        _draw_heading(case)
        draw_stepper(case)
