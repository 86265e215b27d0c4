"""The rail above an issue: the stages of the loop, the present one marked, with the days each took."""

from datetime import timedelta

import streamlit as st

from domain.improvement.issue import Issue
from domain.improvement.stage import Stage
from ui import formats
from ui.improvement.look import Look
from ui.improvement.stages import Progress, Standing, standings
from ui.language import _, label

SIGNS = {
    Progress.DONE: ":material/check_circle:",
    Progress.NOW: ":material/radio_button_checked:",
    Progress.STOPPED: ":material/block:",
    Progress.AHEAD: ":material/radio_button_unchecked:",
}
DAY = timedelta(days=1)


def draw_rail(look: Look) -> None:
    """One cell per stage; on a phone they flow into rows."""
    with st.grid(9, min_column_width=92, gap=None):
        for one in standings(look.issue, look.steps, look.now):
            _draw(look, one)


def _draw(look: Look, one: Standing) -> None:
    name = label(one.stage)
    with st.container(key=f"stage-{one.progress}-{one.stage}", gap=None):
        if one.progress is Progress.AHEAD:
            st.markdown(f":gray[{SIGNS[one.progress]} {name}]")
            return
        colour = {Progress.DONE: "green", Progress.NOW: "blue"}.get(one.progress, "gray")
        st.markdown(f":{colour}[{SIGNS[one.progress]}] **{name}**")
        st.caption(_spent(look, one))


def _spent(look: Look, one: Standing) -> str:
    """How long it took; of the end, when it came."""
    if one.stage is Stage.CLOSED:
        return formats.day(look.issue.closed_on)
    return " · ".join(filter(None, (days(one.spent), _limit(look, one)))) or formats.NOTHING


def days(spent: timedelta) -> str:
    """How long, in days; part of a day is said as such."""
    if spent <= timedelta():
        return ""
    return _("under a day") if spent < DAY else _("{count} days", count=formats.number(spent.days))


def _limit(look: Look, one: Standing) -> str:
    """How much longer the present stage may last, or by how much it is too long."""
    due = Issue.workflow.due(look.issue)
    if one.progress is not Progress.NOW or due is None:
        return ""
    left = (due - look.now).days
    if due < look.now:
        return f":red[{_('{count} days over', count=formats.number(max(1, -left)))}]"
    return _("{count} days left", count=formats.number(left))
