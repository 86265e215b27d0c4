"""What happened to an issue, the latest first; and every change, for those who want all of it."""

from collections.abc import Iterator

import streamlit as st

from domain.improvement.issue import Issue
from domain.improvement.timeline import Moment, moments
from ui import formats
from ui.history import draw_changes
from ui.improvement.look import Look
from ui.improvement.parts import words
from ui.language import _, label
from ui.routes import literal
from ui.steps import step_name

OWN = frozenset({"raise", "contain", "hand_over", "compute_effect", "extend", "withdraw", "finish", "reopen"})
"""Acts with a name of their own that are no steps of the issue."""
FIXED = frozenset({"baseline_to", "baseline_value", "planned_change"})
"""What the approval of a plan fixes in it."""
TOLD = frozenset({"CauseAnalysis", "EffectPlan"})
"""Parts whose making and changing is worth telling."""


def draw_story(look: Look) -> None:
    """The steps and acts, each with who and when and why."""
    st.subheader(_("What happened"), anchor=False)
    for moment in reversed(moments(look.lines)):
        text = _told(look, moment)
        if not text:
            continue
        with st.container(gap=None):
            st.markdown(f"**{literal(text)}**" if _is_step(moment) else literal(text))
            st.caption(literal(f"{formats.instant(moment.at)} · {moment.who}"))
            if moment.reason:
                st.markdown(f":gray[{words(moment.reason)}]")


def draw_all_changes(look: Look) -> None:
    """Every line of the journal about the issue and its parts; read when it is opened."""
    opened = st.expander(
        _("All changes · {count}", count=formats.number(len(look.lines))), icon=":material/history:",
        key=f"issues:{look.issue.id}:changes", on_change="rerun",
    )  # fmt: skip
    if opened.open:
        with opened:
            draw_changes(list(reversed(look.lines)), look.names, key=f"issues:{look.issue.id}:lines")


def _is_step(moment: Moment) -> bool:
    return moment.entity == Issue.__name__ and moment.is_step


def _told(look: Look, moment: Moment) -> str:
    """The moment in words; empty where it only goes with another one."""
    if moment.entity == Issue.__name__:
        return step_name("Issue", moment.action) if _is_step(moment) or moment.action in OWN else ""
    part = next(_part(look, moment), "")
    if moment.entity == "ImprovementMeasure" and moment.action in (*OWN, "created"):
        return f"{label(f'told.ImprovementMeasure.{moment.action}')}{_named(part)}"
    if moment.entity == "Evidence" and moment.action == "created":
        return f"{label('told.Evidence.created')}{_named(part)}"
    if moment.action == "compute_effect":
        return f"{step_name('Issue', moment.action)}{_named(part)}"
    if moment.entity in TOLD and moment.action in ("created", "changed") and not _by_approval(moment):
        return label(f"told.{moment.entity}.{moment.action}")
    return ""


def _by_approval(moment: Moment) -> bool:
    return bool(FIXED & moment.changes.keys()) and moment.action == "changed"


def _named(part: str) -> str:
    return f" · {part}" if part else ""


def _part(look: Look, moment: Moment) -> Iterator[str]:
    """What the measure, file or verdict of the moment is called."""
    issue = look.issue
    for measure in issue.measures:
        if moment.entity == "ImprovementMeasure" and measure.id == moment.entity_id:
            yield measure.title
        yield from (
            proof.name
            for proof in measure.evidence
            if moment.entity == "Evidence" and proof.id == moment.entity_id
        )
    for verdict in issue.verdicts:
        if moment.entity == "EffectVerdict" and verdict.id == moment.entity_id:
            yield label(verdict.verdict)
