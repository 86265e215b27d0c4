"""The top of an issue's page: what it is, who answers, until when, what it waits for."""

from collections.abc import Iterator

import streamlit as st

from domain.improvement.issue_state import IssueState
from ui import formats
from ui.improvement.look import Look
from ui.indicators.wording import state_badge
from ui.language import _, label
from ui.routes import literal
from ui.titles import title

S = IssueState


def draw_title(look: Look) -> None:
    """Number, title, state, severity; what is alarming about it."""
    issue = look.issue
    st.caption(literal(issue.number))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(issue.title), anchor=False, width="content")
        state_badge(issue.state)
        if issue.severity is not None:
            st.badge(
                f"{label('Issue.severity')} {label(issue.severity)}",
                color="red" if issue.severity.severe else "gray",
            )
        if issue.overdue(look.today) and issue.due_on is not None:
            days = formats.number((look.today - issue.due_on).days)
            st.badge(_("{count} days overdue", count=days), color="red", icon=":material/schedule:")
        if issue.escalated_at is not None:
            st.badge(_("Escalated"), color="red", icon=":material/priority_high:")


def draw_facts(look: Look) -> None:
    """Who, where, until when: one row."""
    with st.grid(6, min_column_width=140, gap="small"):
        for name, text in _facts(look):
            with st.container(gap=None):
                st.caption(name)
                st.markdown(text)


def draw_next(look: Look) -> None:
    """Whose turn it is, in one line."""
    text = NEXT.get(look.issue.state)
    if text is not None:
        owner = look.name(look.issue.owner_id) or _("the owner")
        st.markdown(f":material/arrow_forward: {literal(_(text, owner=owner))}")


def _facts(look: Look) -> Iterator[tuple[str, str]]:
    issue = look.issue
    yield label("Issue.owner"), literal(look.name(issue.owner_id) or _("not named yet"))
    yield label("Issue.unit"), literal(title(issue.unit))
    yield label("Issue.due_on"), formats.day(issue.due_on)
    raised = f"{formats.day(issue.raised_on)} · {look.name(issue.reporter_id)}"
    yield label("Issue.raised_on"), literal(raised)
    days = _("{count} days", count=formats.number(issue.open_days(look.today)))
    yield label("Issue.open_days"), days
    if issue.verifier_id is not None:
        yield label("Issue.verifier"), literal(look.name(issue.verifier_id))
    else:
        yield label("Issue.round"), formats.number(issue.round)


NEXT = {
    S.IDENTIFIED: "Next: the committee's secretary rates the issue and names an owner.",
    S.TRIAGED: "Next: {owner} starts the analysis of causes.",
    S.CAUSE_ANALYSIS: "Next: {owner} records cause, measures and promised effect, and submits the plan.",
    S.PLAN_PROPOSED: "Next: a member of the committee approves the plan or sends it back.",
    S.PLAN_APPROVED: "Next: {owner} starts the work.",
    S.IN_PROGRESS: "Next: the measures are carried out and proven; then {owner} reports it.",
    S.IMPLEMENTED: "Next: somebody who took no part checks the proof.",
    S.OBSERVING: "Next: when the observation is over, somebody who took no part judges the effect.",
    S.INCONCLUSIVE: "Next: the data were too few; the verifier observes longer.",
    S.NOT_EFFECTIVE: "Next: the committee sends the issue back to the analysis of causes.",
    S.EFFECTIVE: "Next: the committee's chair closes the issue once the change is the standard.",
}
"""What each open state waits for."""
