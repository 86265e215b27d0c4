"""A career path: where somebody stands, what is asked for next, how each condition is met."""

import streamlit as st

from domain.rewards.eligibility import Eligibility
from domain.rewards.path_condition import PathCondition, PathOutcome
from ui import formats
from ui.language import _, label, say
from ui.routes import literal
from ui.titles import title

ICONS = {
    PathOutcome.MET: ":green[:material/check_circle:]",
    PathOutcome.NOT_MET: ":red[:material/cancel:]",
    PathOutcome.UNKNOWN: ":orange[:material/help:]",
}


def draw_conditions(path: Eligibility) -> None:
    """One line for each condition: the outcome, the figure, what to do."""
    for one in path.conditions:
        _draw_condition(one)


def _draw_condition(one: PathCondition) -> None:
    figure = say(one.figure)
    if one.todo is not None:
        figure = _("{figure} — {todo}", figure=figure, todo=say(one.todo))
    name, outcome = literal(label(one.kind)), literal(label(one.outcome))
    st.markdown(f"{ICONS[one.outcome]} **{name}** · {outcome}  \n{literal(figure)}")


def draw_place(path: Eligibility) -> None:
    """From which level to which."""
    if path.current is None:
        st.markdown(_("No level is recorded yet. HR places people in a level, or links a level to a post."))
        return
    since = _(" since {day}", day=formats.day_in_words(path.since)) if path.since else ""
    st.markdown(f"**{literal(title(path.current))}**{literal(since)}")
    if path.next is None:
        st.caption(_("This is the highest level of the path."))


def summary(path: Eligibility) -> str:
    """How many conditions are met."""
    met = sum(one.outcome is PathOutcome.MET for one in path.conditions)
    return _("{met} of {all} met", met=met, all=len(path.conditions))
