"""What a step of an issue asks for, and the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor
from domain.improvement import check_proof, conclude
from domain.improvement.advance import advance
from domain.improvement.close_issue import close_issue
from domain.improvement.hand_over import hand_over
from domain.improvement.issue import Issue
from domain.improvement.severity import Severity
from domain.improvement.triage_issue import mark_duplicate, triage_issue
from ui import formats
from ui.improvement.choices import originals, people
from ui.improvement.look import Look
from ui.improvement.parts import needed, said
from ui.language import _, label

Ask = Callable[[Look, str], None]
"""Draws the inputs; their keys start with the place given."""
Do = Callable[[Session, Actor, int, str], object]
"""The verb, for the issue with this id, with what was typed at the place."""


@dataclass(frozen=True)
class Form:
    """Inputs and verb of one step."""

    ask: Ask
    do: Do


def form_of(issue: Issue, name: str) -> Form | None:
    """The form of a step; None where pressing the button says everything."""
    if name in FORMS:
        return FORMS[name]
    steps = (step for step in issue.workflow.steps if step.name == name and issue.state in step.sources)
    return Form(ask_reason, _plain(name)) if any(step.needs_reason for step in steps) else None


def take(step: str) -> Do:
    """A step that says everything by itself."""
    return lambda session, actor, key, _place: advance(session, actor, key, step, now())


def ask_reason(_look: Look, place: str) -> None:
    """Why."""
    st.text_area(_("Reason"), key=f"{place}:reason", placeholder=_("Why? It is kept in the journal."))


def _plain(step: str) -> Do:
    return lambda session, actor, key, place: advance(
        session, actor, key, step, now(), said(f"{place}:reason")
    )


def _ask_triage(look: Look, place: str) -> None:
    names = {rating: label(rating) for rating in Severity}
    rating = st.segmented_control(
        label("Issue.severity"), list(names), format_func=names.__getitem__, default=Severity.MEDIUM,
        required=True, key=f"{place}:severity",
    ) or Severity.MEDIUM  # fmt: skip
    _ask_person(look, place)
    latest = rating.latest(look.today)
    st.date_input(
        label("Issue.due_on"), value=latest, min_value=look.today, max_value=latest, format="YYYY-MM-DD",
        key=f"{place}:due:{rating}",
    )  # fmt: skip
    days = formats.number(rating.days)
    st.caption(_("With this rating the measures must be in force within {days} days.", days=days))


def _triage(session: Session, actor: Actor, key: int, place: str) -> object:
    rating = needed(st.session_state.get(f"{place}:severity"), "Issue.severity")
    return triage_issue(
        session, actor, key, severity=rating, now=now(), due_on=st.session_state.get(f"{place}:due:{rating}"),
        owner_id=needed(st.session_state.get(f"{place}:owner"), "Issue.owner_id"),
    )  # fmt: skip


def _ask_person(look: Look, place: str) -> None:
    names = people(look)
    st.selectbox(
        label("Issue.owner"), list(names), format_func=lambda one: names.get(one, ""), index=None,
        placeholder=_("Choose"), key=f"{place}:owner",
    )  # fmt: skip


def _ask_hand_over(look: Look, place: str) -> None:
    _ask_person(look, place)
    ask_reason(look, place)


def _hand_over(session: Session, actor: Actor, key: int, place: str) -> object:
    owner = needed(st.session_state.get(f"{place}:owner"), "Issue.owner_id")
    return hand_over(session, actor, key, owner_id=owner, reason=said(f"{place}:reason"), now=now())


def _ask_original(look: Look, place: str) -> None:
    names = originals(look)
    st.selectbox(
        label("Issue.duplicate_of"), list(names), format_func=lambda one: names.get(one, ""), index=None,
        placeholder=_("Choose"), key=f"{place}:original",
    )  # fmt: skip
    ask_reason(look, place)


def _mark_duplicate(session: Session, actor: Actor, key: int, place: str) -> object:
    original = needed(st.session_state.get(f"{place}:original"), "Issue.duplicate_of_id")
    return mark_duplicate(
        session, actor, key, original_id=original, now=now(), reason=said(f"{place}:reason")
    )


def _ask_note(_look: Look, place: str) -> None:
    st.text_area(
        _("What was checked, and how"), key=f"{place}:note",
        placeholder=_("Documents read, samples drawn, people asked"),
    )  # fmt: skip


def _accept_proof(session: Session, actor: Actor, key: int, place: str) -> object:
    return check_proof.accept_proof(session, actor, key, said(f"{place}:note"), now())


def _ask_reopened(look: Look, place: str) -> None:
    names = {measure.id: measure.title for measure in look.issue.current_measures}
    st.multiselect(
        _("Measures that lack proof"), list(names), format_func=names.__getitem__, key=f"{place}:measures",
        placeholder=_("Choose"),
    )  # fmt: skip
    ask_reason(look, place)


def _send_back_proof(session: Session, actor: Actor, key: int, place: str) -> object:
    measures: list[int] = st.session_state.get(f"{place}:measures") or []
    return check_proof.send_back_proof(session, actor, key, measures, said(f"{place}:reason"), now())


def _ask_opinion(look: Look, place: str) -> None:
    latest = look.issue.latest_verdict
    if latest is not None:
        st.caption(_("The computed verdict: {verdict}", verdict=label(latest.verdict)))
    st.text_area(
        label("EffectVerdict.opinion"), key=f"{place}:opinion", height=120,
        placeholder=_("What you checked, and what the figures mean"),
    )  # fmt: skip


def _conclude(session: Session, actor: Actor, key: int, place: str) -> object:
    return conclude.conclude(session, actor, key, said(f"{place}:opinion"), now())


def _ask_longer(look: Look, place: str) -> None:
    st.number_input(
        _("Months more"),
        min_value=1,
        max_value=conclude.MOST_EXTENDED,
        value=3,
        step=1,
        key=f"{place}:months",
    )
    ask_reason(look, place)


def _observe_longer(session: Session, actor: Actor, key: int, place: str) -> object:
    months: Any = needed(st.session_state.get(f"{place}:months"), "EffectPlan.extended_months")
    return conclude.observe_longer(session, actor, key, int(months), said(f"{place}:reason"), now())


def _ask_standard(_look: Look, place: str) -> None:
    st.text_area(
        label("Issue.standardised"), key=f"{place}:standard", height=120,
        placeholder=_("Rule, control, training, system setting: where the change is laid down for good"),
    )  # fmt: skip


def _close(session: Session, actor: Actor, key: int, place: str) -> object:
    return close_issue(session, actor, key, said(f"{place}:standard"), now())


FORMS: Mapping[str, Form] = {
    "triage": Form(_ask_triage, _triage),
    "hand_over": Form(_ask_hand_over, _hand_over),
    "mark_duplicate": Form(_ask_original, _mark_duplicate),
    "accept_proof": Form(_ask_note, _accept_proof),
    "send_back_proof": Form(_ask_reopened, _send_back_proof),
    "conclude": Form(_ask_opinion, _conclude),
    "observe_longer": Form(_ask_longer, _observe_longer),
    "close": Form(_ask_standard, _close),
}
"""Steps that ask for more than a reason."""
