"""What one was asked about colleagues: each with its levels in words, answered once, kept without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.answer_review import answer_review, competencies, decline_review
from domain.appraisal.look_up_reviews import requests_to
from domain.appraisal.peer_review import PeerReview, PeerReviewStatus
from domain.appraisal.scorecard_item import LEVELS, ScorecardItem
from domain.core.clock import today
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.organisation.directory import colleagues
from ui import address, formats
from ui.appraisal.figures import item_name
from ui.indicators.wording import state_badge
from ui.language import _, in_language, label
from ui.routes import literal
from ui.wish import forget_refusal, show_refusal, wish

PLACE = "peer_reviews"
HISTORY = 12


@dataclass(frozen=True)
class Request:
    """One request, and what it asks."""

    review: PeerReview
    name: str
    items: Sequence[ScorecardItem]


def draw_requests(actor: Actor) -> None:
    """The page."""
    st.title(label("page.peer_reviews"), anchor=False)
    day = today()
    requests = _look(actor)
    open_ones = [one for one in requests if one.review.is_open(day)]
    if not open_ones:
        st.markdown(f":material/task_alt: {_('Nobody asks you about a colleague at present.')}")
    else:
        st.caption(
            _("Answers go into the totals of your group; nobody can see who said what, so they cannot be "
              "changed afterwards.")
        )  # fmt: skip
    asked = address.get("id")
    for place, one in enumerate(sorted(open_ones, key=lambda one: str(one.review.id) != asked)):
        _draw(one, opened=place == 0)
    _draw_past([one for one in requests if one not in open_ones])


def _look(actor: Actor) -> list[Request]:
    with reading(actor) as session:
        reviews = session.scalars(requests_to(actor)).all()
        named = colleagues(session, {one.person_id for one in reviews})
        names = {one.id: in_language(one.name, one.name_en) for one in named}
        invited = [one for one in reviews if one.status is PeerReviewStatus.INVITED]
        items = {one.id: competencies(session, one) for one in invited}
    return [Request(one, names.get(one.person_id, ""), items.get(one.id, ())) for one in reviews]


def _draw(one: Request, *, opened: bool) -> None:
    review, place = one.review, f"{PLACE}:{one.review.id}"
    until = _("answers until {day}", day=formats.day(review.due_on))
    with st.expander(f"**{literal(one.name)}** · {literal(until)}", expanded=opened, key=place):
        known = label(review.rater_group)
        if review.rater_group.anonymous:
            st.caption(_("You answer as: {group}. Your answer is anonymous.", group=known))
        else:
            st.caption(_("You answer as: {group}. As the manager, you are known.", group=known))
        for item in one.items:
            _ask_level(item, f"{place}:{item.key}")
        st.text_area(
            _("What you would like to say to {name}", name=one.name), key=f"{place}:comment",
            placeholder=_("Optional. Write so that it does not give you away, if you do not want that."),
        )  # fmt: skip
        show_refusal(place)
        keys = [item.key for item in one.items]
        with st.container(horizontal=True):
            st.button(
                _("Send the answer"), type="primary", icon=":material/send:", key=f"{place}:send",
                on_click=_send, args=(review.id, keys, place),
            )  # fmt: skip
            st.button(
                _("I would rather not say"), key=f"{place}:decline", on_click=_decline,
                args=(review.id, place),
                help=_("You know the person too little, or would rather not. Nobody asks why."),
            )  # fmt: skip


def _ask_level(item: ScorecardItem, key: str) -> None:
    words: Mapping[int, str] = {
        level: f"{level} · {in_language(zh, en)}"
        for level, (zh, en) in zip(LEVELS, item.anchors, strict=False)
    }
    st.radio(
        f"**{literal(item_name(item))}**", list(LEVELS), index=None, key=key,
        format_func=lambda level: literal(words.get(level, str(level))),
    )  # fmt: skip


def _send(key: int, items: Sequence[str], place: str) -> None:
    levels = {
        item: int(level) for item in items if (level := st.session_state.get(f"{place}:{item}")) is not None
    }
    comment = str(st.session_state.get(f"{place}:comment") or "")

    def work(session: Session) -> bool:
        answer_review(session, actor_of(session), find(session, PeerReview, key), levels, comment, today())
        return True

    if wish(work, done=_("Thank you. Your answer is kept without your name."), place=place):
        forget_refusal(place)
        for item in (*items, "comment"):  # nothing of it stays in this browser's session
            st.session_state.pop(f"{place}:{item}", None)


def _decline(key: int, place: str) -> None:
    def work(session: Session) -> bool:
        decline_review(session, actor_of(session), find(session, PeerReview, key), today())
        return True

    wish(work, done=_("All right; you are not asked about this colleague again."), place=place)


def _draw_past(requests: Sequence[Request]) -> None:
    if not requests:
        return
    st.subheader(_("Earlier requests"), anchor=False)
    for one in requests[:HISTORY]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(literal(one.name), width="content")
            state_badge(one.review.status)
            st.caption(_("answers until {day}", day=formats.day(one.review.due_on)), width="content")
