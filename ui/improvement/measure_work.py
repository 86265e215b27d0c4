"""Carrying out a measure: bring proof, report it done, ask for more time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.document import LARGEST, MEDIA_TYPES
from domain.core.errors import DomainError, NotPermitted
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.improvement.add_evidence import add_evidence
from domain.improvement.extend_measure import extend_measure
from domain.improvement.finish_measure import finish_measure
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure
from ui import formats
from ui.improvement.look import Look
from ui.improvement.parts import needed, place_of, said
from ui.language import _, label, say
from ui.steps import step_name
from ui.uploader import speak_our_language
from ui.wish import show_refusal, wish

USUAL_EXTENSION = timedelta(days=14)
MEGABYTE = 2**20
DONE_ON, DUE_ON = "ImprovementMeasure.done_on", "ImprovementMeasure.due_on"


def draw_work(look: Look, measure: ImprovementMeasure) -> None:
    """What may be done with a measure under way."""
    if look.issue.state is not IssueState.IN_PROGRESS:
        return
    place = place_of(look.issue.id, f"measure:{measure.id}")
    offers = look.measures[measure.id]
    show_refusal(place)
    with st.container(horizontal=True):
        if _brings_proof(look.actor, measure):
            _draw_upload(measure, place)
        _draw_finish(look, measure, place, offers["finish"])
        if offers["extend"] is None:
            _draw_extend(measure, place)


def _brings_proof(actor: Actor, measure: ImprovementMeasure) -> bool:
    owners = (measure.owner_id, measure.issue.owner_id)
    return actor.may(Permission.ISSUES_OWN, measure.unit_id) and actor.person_id in owners


def _draw_upload(measure: ImprovementMeasure, place: str) -> None:
    # A new key after every upload: the files brought are then in the list above, not in the widget.
    count = int(st.session_state.get(f"{place}:uploads", 0))
    kinds = sorted(MEDIA_TYPES)
    with st.popover(_("Bring proof"), icon=":material/upload_file:", key=f"{place}:upload:{count}"):
        with st.container(key=f"proof-upload-{measure.id}"):
            speak_our_language(f"proof-upload-{measure.id}")
            files: Any = st.file_uploader(
                label("ImprovementMeasure.evidence"), type=kinds, accept_multiple_files=True,
                key=f"{place}:files:{count}", max_upload_size=LARGEST // MEGABYTE,
            )  # fmt: skip
        st.caption(
            _(
                "PDF, pictures, Word, Excel, PowerPoint, CSV, text or e-mail, up to {megabytes} MB each.",
                megabytes=LARGEST // MEGABYTE,
            )
        )
        st.text_input(label("Evidence.note"), key=f"{place}:note:{count}", placeholder=_("What it proves"))
        st.button(
            _("Keep as proof"), type="primary", key=f"{place}:keep", disabled=not files,
            on_click=_bring, args=(measure.id, place, count),
        )  # fmt: skip


def _draw_finish(look: Look, measure: ImprovementMeasure, place: str, refusal: DomainError | None) -> None:
    name = step_name("ImprovementMeasure", "finish")
    if refusal is not None:
        if not isinstance(refusal, NotPermitted):
            st.button(name, icon=":material/task_alt:", disabled=True, help=say(refusal), key=f"{place}:done")
        return
    with st.popover(name, type="primary", icon=":material/task_alt:", key=f"{place}:finish"):
        st.date_input(
            label("ImprovementMeasure.done_on"), value=look.today, max_value=look.today,
            min_value=look.issue.approved_on, key=f"{place}:done_on", format="YYYY-MM-DD",
        )  # fmt: skip
        st.text_area(
            label("ImprovementMeasure.result"), key=f"{place}:result", placeholder=_("What came of it")
        )
        st.button(name, type="primary", key=f"{place}:done", on_click=_finish, args=(measure.id, place))


def _draw_extend(measure: ImprovementMeasure, place: str) -> None:
    name = _("Give more time")
    with st.popover(name, icon=":material/more_time:", key=f"{place}:extend"):
        st.date_input(
            label("ImprovementMeasure.due_on"), value=measure.due_on + USUAL_EXTENSION, format="YYYY-MM-DD",
            key=f"{place}:extended:{measure.extensions}",
        )  # fmt: skip
        st.text_area(_("Reason"), key=f"{place}:why", placeholder=_("Why? It is kept in the journal."))
        st.button(
            name, type="primary", key=f"{place}:more", on_click=_extend,
            args=(measure.id, place, measure.extensions),
        )  # fmt: skip


def _bring(measure_id: int, place: str, count: int) -> None:
    files: Sequence[Any] = st.session_state.get(f"{place}:files:{count}") or ()
    note = said(f"{place}:note:{count}")
    brought = [(file.name, file.getvalue()) for file in files]

    def work(session: Session) -> int:
        actor = actor_of(session)
        for name, content in brought:
            add_evidence(session, actor, measure_id, name=name, content=content, note=note, now=now())
        return len(brought)

    done = wish(
        work,
        done=lambda kept: _("Kept as proof: {count} files.", count=formats.number(kept)),
        place=place,
    )
    if done is not None:
        st.session_state[f"{place}:uploads"] = count + 1


def _finish(measure_id: int, place: str) -> None:
    day, result = st.session_state.get(f"{place}:done_on"), said(f"{place}:result")

    def work(session: Session) -> str:
        measure = finish_measure(
            session, actor_of(session), measure_id, done_on=needed(day, DONE_ON), result=result, now=now()
        )
        return measure.title

    wish(work, done=lambda title: _("Done: {measure}", measure=title), place=place)


def _extend(measure_id: int, place: str, extensions: int) -> None:
    due_on, reason = st.session_state.get(f"{place}:extended:{extensions}"), said(f"{place}:why")

    def work(session: Session) -> str:
        measure = extend_measure(
            session, actor_of(session), measure_id, due_on=needed(due_on, DUE_ON), reason=reason, now=now()
        )
        return formats.day(measure.due_on)

    wish(work, done=lambda day: _("Due by {day} now.", day=day), place=place)
