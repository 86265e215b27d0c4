"""One alert: what gave the alarm, who answers until when, what can be done, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.errors import NotFound
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import alerts
from domain.reporting.alert_view import AlertView, alert_view
from ui import formats
from ui.approvals.strip import draw_strip
from ui.history import draw_history
from ui.history_names import Names, linked_names
from ui.indicators import alert_words, meaning, wording
from ui.indicators.alert_answers import Offers, draw_answers, offers_of
from ui.indicators.course_chart import draw_course
from ui.indicators.place import PERIOD, UNIT
from ui.indicators.raise_issue import draw_raise, go_to_raised
from ui.indicators.tiles import CODE, PAGE
from ui.language import _, in_language, label
from ui.record_page import back
from ui.records.tabs import draw_talk
from ui.routes import literal, page_link
from ui.screen import Screen
from ui.tile import status_badge

LINES = 100
CREATED = "created"


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    alert: Alert
    view: AlertView
    offers: Offers
    changes: Sequence[JournalEntry]
    names: Names


def draw_alert(screen: Screen, actor: Actor, key: int) -> None:
    """The page."""
    go_to_raised()
    look = _look(actor, key)
    alert = look.alert
    st.button(
        label("page.alerts"), icon=":material/arrow_back:", type="tertiary", key="alerts:back",
        on_click=back, args=(screen,),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(alert_words.subject(alert)), anchor=False, width="content")
        status_badge(alert_words.LEVELS[alert.level])
        wording.state_badge(alert.state)
    with st.container(horizontal=True):
        draw_answers(alert, look.offers)
        if alert.live and not any(issue.state.open for issue in look.view.issues):
            draw_raise(alert, actor)
    draw_strip(alert)
    _draw_facts(alert, look.view)
    draw_course(look.view.seen)
    _draw_way(alert)
    _draw_issues(look.view)
    draw_talk(Alert, key, actor, f"alerts:{key}")
    st.subheader(_("History"), anchor=False)
    if look.changes:
        draw_history(look.changes, look.names)
    else:
        st.caption(_("Opened {at}; nobody has answered yet.", at=formats.instant(alert.created_at)))


def _look(actor: Actor, key: int) -> Look:
    with reading(actor) as session:
        query = alerts().where(Alert.id == key).options(selectinload(Alert.accepted_by))
        alert = session.scalars(query).one_or_none()
        if alert is None:
            raise NotFound
        changes = _changes(session, key)
        return Look(
            alert=alert,
            view=alert_view(session, actor, alert, today()),
            offers=offers_of(alert, actor),
            changes=changes,
            names=linked_names(changes, session),
        )


def _changes(session: Session, key: int) -> Sequence[JournalEntry]:
    """What was done with it; that it was opened stands in its facts."""
    query = select(JournalEntry).where(
        JournalEntry.entity == Alert.__name__,
        JournalEntry.entity_id == key,
        JournalEntry.action != CREATED,
    )
    return session.scalars(query.order_by(JournalEntry.seq.desc()).limit(LINES)).all()


def _draw_facts(alert: Alert, view: AlertView) -> None:
    """Texts of people are shown as they are; our own carry signs and weight."""
    profile, shown = view.seen.profile, view.seen.figure
    owner = alert_words.owner(alert, {alert.owner_role: (profile.role_zh, profile.role_en)})
    limits = meaning.limits(shown, alert.indicator) or [literal(alert_words.limit(alert))]
    facts = (
        (wording.period_name(alert.latest_in), f"**{literal(alert_words.value(alert))}**"),
        (_("Target and limits"), "  \n".join(limits)),
        (label("Alert.opened_period"), wording.period_name(alert.opened_in)),
        (
            label("Alert.owner"),
            literal(owner),
        ),
        (_("Escalation"), literal(alert_words.clock(alert, now()))),
        (label("Alert.planned_action"), literal(alert.planned_action)),
        (label("Alert.accepted_until"), literal(_acceptance(alert))),
    )
    with st.grid(4, min_column_width=170, gap="small"):
        for name, text in facts:
            if text:
                with st.container(gap=None):
                    st.caption(name)
                    st.markdown(text)


def _acceptance(alert: Alert) -> str:
    if alert.accepted_until is None:
        return ""
    by = alert.accepted_by
    names = f" · {in_language(by.name, by.name_en)}" if by is not None else ""
    return f"{formats.day(alert.accepted_until)}{names}"


def _draw_way(alert: Alert) -> None:
    """On to the indicator itself: breakdown and records behind the figure."""
    asks = {CODE: alert.indicator.code, UNIT: str(alert.unit_id), PERIOD: alert.latest_in.label}
    text = _("Open the indicator: breakdown and the records behind the figure")
    page_link(PAGE, text, asks, f"alert-indicator-{alert.id}")


def _draw_issues(view: AlertView) -> None:
    if not view.issues:
        return
    st.subheader(_("Improvement issues from this alert"), anchor=False)
    for issue in view.issues:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link(
                "Issue", f"{issue.number} {issue.title}", {"id": str(issue.id)}, f"alert-issue-{issue.id}"
            )
            wording.state_badge(issue.state)
