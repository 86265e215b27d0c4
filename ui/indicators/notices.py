"""Advance notices in lines: what they say, why, what can be said about them. Never above an alert."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.warnings.answer_notice import dismiss_notice, judge_notice
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind
from domain.indicators.warnings.notice_questions import FIRST, given_notices
from ui import formats
from ui.indicators import wording
from ui.indicators.outlook_words import roughly
from ui.language import _, current, label, say
from ui.routes import literal, page_link
from ui.steps import step_name
from ui.wish import show_refusal, wish

MOST = 100
SHOWN = 10
PAGE, CODE, UNIT = "indicators", "code", "unit"
BADGES = {
    NoticeKind.BREACH_LIKELY: ":material/trending_up:",
    NoticeKind.ANOMALY: ":material/flare:",
    NoticeKind.LIMIT: ":material/straighten:",
}
BADGE = {"zh_CN": 96, "en": 116}
"""Pixels of the longest kind, so that all subjects begin at one line."""


@dataclass(frozen=True)
class Offer:
    """What this person may do with a notice; `refusal` is why they may not put it away."""

    notice: AdvanceNotice
    refusal: str | None
    judges: bool


def offers(notices: Sequence[AdvanceNotice], actor: Actor) -> list[Offer]:
    """Ask while the session is open; forecasts of a breach first, the likeliest on top."""
    made = []
    for notice in sorted(notices, key=lambda one: (FIRST.index(one.kind), -(one.probability or 0))):
        refusal = notice.workflow.step("dismiss", notice).refusal(notice, actor)
        judges = actor.may(Permission.ALERTS_ACKNOWLEDGE, notice.unit_id)
        made.append(Offer(notice, None if refusal is None else say(refusal), judges))
    return made


def draw_notice_list(actor: Actor) -> None:
    """All given notices, below the alerts."""
    with reading(actor) as session:
        found = offers(session.scalars(given_notices().limit(MOST)).all(), actor)
    st.subheader(
        _("Advance notice · {count}", count=formats.number(len(found))), anchor=False,
        help=_("From the course of the figures, before or beside the fixed thresholds. They open no alert."),
    )  # fmt: skip
    if not found:
        st.caption(_("No figure is heading for a threshold, and none stands out."))
        return
    with st.container(border=True, gap="xsmall", key="notices"):
        for offer in found[:SHOWN]:
            draw_notice(offer, with_subject=True)
    if len(found) > SHOWN:
        with st.expander(_("{count} more", count=formats.number(len(found) - SHOWN)), key="notices:more"):
            for offer in found[SHOWN:]:
                draw_notice(offer, with_subject=True)


def draw_notice(offer: Offer, *, with_subject: bool = False) -> None:
    """One line, its reasons one press away."""
    notice, key = offer.notice, f"notice-{offer.notice.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        with st.container(width=BADGE[current()] if with_subject else "content"):
            st.badge(label(notice.kind), color="blue", icon=BADGES[notice.kind])
        with st.container(gap=None, width="stretch"):
            if with_subject:
                unit = label(notice.unit)
                asks = {CODE: notice.indicator.code, UNIT: str(notice.unit_id)}
                page_link(PAGE, f"{unit} · {wording.name_of(notice.indicator)}", asks, key)
                st.caption(literal(headline(notice)))
            else:
                st.markdown(literal(headline(notice)))
        _draw_answers(offer, key)


def headline(notice: AdvanceNotice) -> str:
    """What it says, in a few words."""
    value = wording.figure(notice.value, notice.indicator)
    period = wording.period_name(notice.cause_in)
    if notice.kind is NoticeKind.BREACH_LIKELY and notice.level is not None:
        when = notice.breach_in
        return _(
            "now {value}; likely to cross the {limit} in {period}, about {share}",
            value=value, limit=label(f"limit.{notice.level.value}"), share=roughly(notice.probability),
            period=wording.period_name(when) if when else formats.NOTHING,
        )  # fmt: skip
    if notice.kind is NoticeKind.ANOMALY:
        return _("{period}: {value} is unlike its past", period=period, value=value)
    return _("{period}: {value} breaks its natural range", period=period, value=value)


def _draw_answers(offer: Offer, key: str) -> None:
    notice = offer.notice
    with st.popover(_("Why?"), type="tertiary", key=f"{key}:why"):
        for reason in notice.said:
            st.markdown(f"- {literal(say(reason))}")
        st.caption(_("model {version}, {day}", version=notice.model_version, day=formats.day(notice.made_on)))
        if offer.judges:
            _draw_judging(notice, key)
        _draw_dismissal(offer, key)


def _draw_judging(notice: AdvanceNotice, key: str) -> None:
    """Useful or not: it goes into the precision of the rule."""
    with st.container(horizontal=True, gap="small"):
        for useful, word, icon in (
            (True, _("Useful"), ":material/thumb_up:"),
            (False, _("Not useful"), ":material/thumb_down:"),
        ):
            st.button(
                word, icon=icon, key=f"{key}:useful:{useful}", on_click=_judge, args=(notice.id, useful),
                type="primary" if notice.useful is useful else "secondary",
            )  # fmt: skip


def _draw_dismissal(offer: Offer, key: str) -> None:
    if offer.refusal is not None:
        st.caption(offer.refusal)
        return
    st.text_area(_("Reason"), key=f"{key}:reason", placeholder=_("Why is nothing to be done about it?"))
    st.button(
        step_name("AdvanceNotice", "dismiss"), key=f"{key}:dismiss", icon=":material/notifications_off:",
        on_click=_dismiss, args=(offer.notice.id, key),
    )  # fmt: skip
    show_refusal(key)


def _judge(number: int, useful: bool) -> None:
    def work(session: Session) -> None:
        judge_notice(session, actor_of(session), find(session, AdvanceNotice, number), useful)

    wish(work, done=_("Thank you. It counts in the quality of this rule."))


def _dismiss(number: int, key: str) -> None:
    reason = str(st.session_state.get(f"{key}:reason") or "")

    def work(session: Session) -> None:
        dismiss_notice(actor_of(session), find(session, AdvanceNotice, number), reason, now())

    wish(work, done=_("Advance notice dismissed."), place=key)
