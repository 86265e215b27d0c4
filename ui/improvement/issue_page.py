"""One issue on one page, as a committee would have it projected: the verdict first, then the story."""

import streamlit as st

from domain.core.permission import Actor
from domain.improvement.issue import Issue
from ui.approvals.strip import draw_strip
from ui.improvement.actions import draw_actions
from ui.improvement.cause import draw_cause
from ui.improvement.cause_form import edit_cause
from ui.improvement.effect_chart import draw_effect, draw_figure
from ui.improvement.effect_form import edit_promise
from ui.improvement.heading import draw_facts, draw_next, draw_title
from ui.improvement.look import Look, look
from ui.improvement.measures import draw_measures
from ui.improvement.parts import draw_section, words
from ui.improvement.problem import draw_containment, draw_problem, edit_containment, edit_problem
from ui.improvement.promise import draw_promise
from ui.improvement.rail import draw_rail
from ui.improvement.rounds import draw_rounds
from ui.improvement.story import draw_all_changes, draw_story
from ui.improvement.verdict import draw_verdict
from ui.language import label
from ui.record_page import draw_way
from ui.records.tabs import draw_talk
from ui.routes import record_link
from ui.screen import Screen
from ui.titles import full_title


def draw_issue(screen: Screen, actor: Actor, key: int) -> None:
    """The page of one issue."""
    seen = look(actor, key)
    draw_way(screen, actor, key)
    draw_title(seen)
    draw_facts(seen)
    draw_rail(seen)
    draw_next(seen)
    draw_actions(seen)
    draw_strip(seen.issue)
    story, side = st.columns([2.4, 1], gap="large")
    with story:
        _draw_result(seen)
        draw_section(seen, "problem", draw_problem, edit_problem)
        if seen.issue.plan is None:
            draw_figure(seen)
        if seen.issue.severity is not None:
            draw_section(seen, "containment", draw_containment, edit_containment)
        if _planning_began(seen.issue):
            draw_section(seen, "cause", draw_cause, edit_cause)
            draw_section(seen, "effect", draw_promise, edit_promise)
            _draw_course(seen)
            draw_measures(seen)
        draw_rounds(seen)
    with side:
        draw_story(seen)
    draw_talk(Issue, key, actor, f"issues:{key}")
    draw_all_changes(seen)


def _planning_began(issue: Issue) -> bool:
    return bool(issue.causes or issue.plans or issue.measures) or "CAUSE" in issue.state.name


def _draw_result(seen: Look) -> None:
    """What a committee asks first: did it work, and is it the standard now."""
    issue, plan = seen.issue, seen.issue.plan
    verdict, picture = issue.latest_verdict, seen.pictures.get(issue.round)
    if issue.duplicate_of is not None:
        record_link(issue.duplicate_of, full_title(issue.duplicate_of), f"issue-{issue.id}-original")
    if verdict is not None and plan is not None and picture is not None:
        draw_verdict(seen, verdict, plan, picture)
    if plan is not None and picture is not None and issue.implemented_on is not None:
        draw_effect(issue, plan, picture)
    if issue.standardised:
        st.subheader(label("Issue.standardised"), anchor=False)
        st.markdown(words(issue.standardised))


def _draw_course(seen: Look) -> None:
    """Before the measures are in force: where the figure stands and where it should go."""
    issue, plan = seen.issue, seen.issue.plan
    picture = seen.pictures.get(issue.round)
    if plan is not None and picture is not None and issue.implemented_on is None:
        draw_effect(issue, plan, picture)
