"""The page of one use: why it was proposed, and what came of it."""

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.rewards.eligibility import Eligibility, eligibility_of
from domain.rewards.outcome_review import OutcomeReview
from domain.rewards.review_use import review_use
from domain.rewards.use_guards import may_review, not_concerned
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import OutcomeVerdict, UseKind, UseState
from ui import formats
from ui.language import _, label
from ui.rewards.path import draw_conditions
from ui.rewards.words import draw_badge, said
from ui.routes import literal, page_link
from ui.titles import title
from ui.wish import show_refusal, wish


def draw_use(actor: Actor, use: UseOfResult) -> None:
    """Reasons, the path where it is a promotion, the outcome where it is time."""
    with reading(actor) as session:
        query = select(OutcomeReview).where(OutcomeReview.use_id == use.id)
        review = session.scalars(query.options(selectinload(OutcomeReview.by))).one_or_none()
        path = _path(session, use) if use.kind is UseKind.PROMOTION else None
    with st.container(border=True, key=f"use-{use.id}-why"):
        st.markdown(f"**{_('Why this follows')}**")
        st.markdown("\n".join(f"- {literal(text)}" for text in said(use.why)))
        page_link(
            "Assessment", label("entity.Assessment"), {"id": str(use.assessment_id)}, f"use-{use.id}-of"
        )
    if path is not None and path.next is not None:
        with st.container(border=True, key=f"use-{use.id}-path"):
            st.markdown(f"**{_('Conditions of {level}', level=literal(title(path.next)))}**")
            draw_conditions(path)
    if review is not None:
        _draw_review(review)
    elif use.state is UseState.EXECUTED:
        _draw_form(actor, use)


def _path(session: Session, use: UseOfResult) -> Eligibility | None:
    targets = {use.person_id: use.level_id} if use.level_id else None
    return eligibility_of(session, [use.person_id], today(), targets).get(use.person_id)


def _draw_review(review: OutcomeReview) -> None:
    with st.container(border=True, key=f"use-{review.use_id}-review"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{_('Outcome of this use')}**", width="content")
            draw_badge(review.verdict)
        st.markdown(literal(review.findings))
        st.caption(f"{literal(title(review.by))} · {formats.day(review.reviewed_on)}")


def _draw_form(actor: Actor, use: UseOfResult) -> None:
    refused = may_review(use, actor) or not_concerned(use, actor)
    if refused is not None:
        return
    day = formats.day_in_words(use.review_on)
    place = f"use:{use.id}:review"
    early = use.review_on is not None and today() < use.review_on
    with st.container(border=True, key=f"use-{use.id}-form"):
        st.markdown(f"**{_('Outcome of this use')}**")
        st.caption(_("Its outcome is looked at from {day} on.", day=day))
        if early:
            return
        names = {one: label(one) for one in OutcomeVerdict}
        st.segmented_control(
            label("OutcomeReview.verdict"), list(names), format_func=names.__getitem__,
            key=f"{place}:verdict",
        )  # fmt: skip
        st.text_area(label("OutcomeReview.findings"), key=f"{place}:findings")
        show_refusal(place)
        st.button(
            _("Record and close"), type="primary", key=place, on_click=_review, args=(use.id, place),
            disabled=st.session_state.get(f"{place}:verdict") is None,
        )  # fmt: skip


def _review(use_id: int, place: str) -> None:
    verdict = OutcomeVerdict(st.session_state[f"{place}:verdict"])
    findings = str(st.session_state.get(f"{place}:findings") or "")
    wish(
        lambda session: review_use(
            session, actor_of(session), find(session, UseOfResult, use_id), verdict, findings, now()
        ),
        done=_("Recorded. The use is closed."), place=place,
    )  # fmt: skip
