"""The form by which colleagues are nominated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.culture.nominate import Nomination, nominate
from domain.culture.recognition import Recognition
from domain.culture.recognition_state import RecognitionKind
from domain.improvement.issue import Issue
from domain.service.suggestion import Suggestion, SuggestionKind
from ui import address
from ui.approvals.colleague_names import colleague_names
from ui.language import _, label
from ui.titles import full_title
from ui.wish import refusal_at, show_refusal, wish

MOST = 200
PLACE = "recognitions:nominate"
FIELDS = ("nominees", "kind", "title", "happened", "happened_on", "issue_id", "suggestion_id")


@dataclass(frozen=True)
class Choices:
    """What can be named: colleagues, improvements, suggestions."""

    people: Mapping[int, str]
    issues: Mapping[int, str]
    suggestions: Mapping[int, str]


def choices_of(session: Session, actor: Actor) -> Choices:
    """Everybody but oneself; the latest issues and suggestions one may see."""
    people = {key: name for key, name in colleague_names(session).items() if key != actor.person_id}
    issues = select(Issue).where(Issue.archived_at.is_(None)).order_by(Issue.id.desc()).limit(MOST)
    handed_in = (
        select(Suggestion)
        .where(Suggestion.archived_at.is_(None), Suggestion.kind == SuggestionKind.SUGGESTION)
        .order_by(Suggestion.id.desc())
        .limit(MOST)
    )
    return Choices(
        people,
        {one.id: full_title(one) for one in session.scalars(issues)},
        {one.id: f"{one.number} {one.subject}".strip() for one in session.scalars(handed_in)},
    )


def draw_nomination(choices: Choices, day: date) -> None:
    """Who, what for, what they did, and the record that shows it."""
    round_ = int(st.session_state.get(f"{PLACE}:round", 0))
    opened = refusal_at(PLACE) is not None
    with st.expander(_("Nominate colleagues"), icon=":material/add_reaction:", expanded=opened):
        key = f"{PLACE}:{round_}"
        with st.form(key, border=False, enter_to_submit=False):
            show_refusal(PLACE)
            st.multiselect(
                f"{label('Recognition.nominees')} ＊", list(choices.people), key=f"{key}:nominees",
                format_func=choices.people.__getitem__, placeholder=_("Choose"),
            )  # fmt: skip
            kinds = {kind: label(kind) for kind in RecognitionKind}
            left, right = st.columns(2)
            left.selectbox(
                label("Recognition.kind"), list(kinds), key=f"{key}:kind", format_func=kinds.__getitem__
            )
            right.date_input(
                label("Recognition.happened_on"), value=day, max_value=day, key=f"{key}:happened_on",
                format="YYYY-MM-DD",
            )  # fmt: skip
            st.text_input(f"{label('Recognition.title')} ＊", key=f"{key}:title", max_chars=200)
            st.text_area(f"{label('Recognition.happened')} ＊", key=f"{key}:happened", height=120)
            _ask_records(choices, key)
            st.caption(
                _("Points for improvements and suggestions come once the effect of the issue was found.")
            )
            st.form_submit_button(
                _("Nominate"), type="primary", icon=":material/send:", on_click=_nominate, args=(key, round_)
            )


def _ask_records(choices: Choices, key: str) -> None:
    left, right = st.columns(2)
    for column, name, offered in (
        (left, "issue_id", choices.issues), (right, "suggestion_id", choices.suggestions),
    ):  # fmt: skip
        column.selectbox(
            label(f"Recognition.{name.removesuffix('_id')}"), list(offered), index=None, key=f"{key}:{name}",
            format_func=offered.__getitem__, placeholder=_("None"),
        )  # fmt: skip


def _nominate(key: str, round_: int) -> None:
    said: dict[str, Any] = {name: st.session_state.get(f"{key}:{name}") for name in FIELDS}
    asked = Nomination(**{**said, "title": said["title"] or "", "happened": said["happened"] or ""})

    def work(session: Session) -> Recognition:
        return nominate(session, actor_of(session), asked, now())

    made = wish(work, done=_("Nominated. Whoever decides has been told."), place=PLACE)
    if made is not None:
        st.session_state[f"{PLACE}:round"] = round_ + 1
        address.go({"id": str(made.id)})
