"""From an alert to an improvement issue: everything the alert knows is filled in."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.improvement.alert_draft import draft_from_alert
from domain.improvement.issue import Issue
from domain.improvement.raise_from_alert import raise_from_alert
from domain.improvement.raise_issue import Report
from domain.indicators.alert import Alert
from ui import address
from ui.language import _, current, label
from ui.routes import page_for
from ui.wish import show_refusal, wish

FIELDS = ("title", "what", "place", "occurred", "size")
LONG = ("what",)
RAISED = "alerts:raised"


def draw_raise(alert: Alert, actor: Actor) -> None:
    """The button with its form; absent for those who may not raise issues here."""
    if not actor.may(Permission.ISSUES_RAISE, alert.unit_id):
        return
    place = f"alerts:{alert.id}:raise"
    draft = draft_from_alert(alert, current())
    name = _("Raise an improvement issue")
    with st.popover(name, icon=":material/build_circle:", key=f"{place}:form", width="content"):
        for field in FIELDS:
            ask = st.text_area if field in LONG else st.text_input
            ask(label(f"Issue.{field}"), value=getattr(draft, field), key=f"{place}:{field}")
        st.button(
            _("File the issue"), type="primary", key=place, on_click=_file,
            args=(alert.id, alert.unit_id, place),
        )  # fmt: skip
        show_refusal(place)


def go_to_raised() -> None:
    """After an issue was filed: on to it, where the person may open it."""
    raised = st.session_state.pop(RAISED, None)
    page = page_for("Issue")
    if raised is not None and page is not None:
        address.leave(page, {"id": str(raised)})


def _file(alert_id: int, unit_id: int, place: str) -> None:
    title, what, location, occurred, size = (
        str(st.session_state.get(f"{place}:{field}") or "") for field in FIELDS
    )
    report = Report(unit_id=unit_id, title=title, what=what, place=location, occurred=occurred, size=size)

    def work(session: Session) -> Issue:
        return raise_from_alert(session, actor_of(session), alert_id, report, now())

    filed = wish(work, done=lambda issue: _("Filed as {number}.", number=issue.number), place=place)
    if filed is not None:
        st.session_state[RAISED] = filed.id
