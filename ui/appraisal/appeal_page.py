"""One appeal: what it says, who decides, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_line import line_of
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision, AppealState
from domain.appraisal.assessment import Assessment
from domain.appraisal.decide_appeal import decide_appeal
from domain.appraisal.name_panel import name_panel
from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.organisation.directory import colleagues
from ui import formats
from ui.appraisal.curve_view import points
from ui.approvals.colleague_names import colleague_names
from ui.approvals.strip import draw_strip
from ui.improvement.parts import said, words
from ui.indicators.wording import state_badge
from ui.language import _, in_language, label, listed
from ui.record_page import draw_way
from ui.records.tabs import draw_talk
from ui.routes import literal, page_link
from ui.screen import Screen
from ui.steps import step_name
from ui.titles import title
from ui.wish import show_refusal, wish


@dataclass(frozen=True)
class AppealLook:
    """An appeal as whoever looks sees it."""

    appeal: Appeal
    assessment: Assessment | None
    """None where this person sees the appeal and not the assessment."""
    ruling: AppealRuling | None
    names: Mapping[int, str]
    outside: Mapping[int, str]
    """Who could sit on the panel: id -> name; only for HR."""
    today: date
    actor: Actor

    @property
    def place(self) -> str:
        """The start of widget keys."""
        return f"appeals:{self.appeal.id}"


def open_ones(_actor: Actor, _today: date) -> Select[Any]:
    """Appeals that are not decided yet."""
    return select(Appeal).where(Appeal.state != AppealState.DECIDED, Appeal.archived_at.is_(None))


def draw_appeal(screen: Screen, actor: Actor, key: int) -> None:
    """The page."""
    seen = _look(actor, key)
    appeal = seen.appeal
    draw_way(screen, actor, key)
    _draw_heading(seen)
    draw_strip(appeal)
    st.subheader(label("Appeal.grounds"), anchor=False)
    st.markdown(words(appeal.grounds))
    _draw_panel(seen)
    _draw_ruling(seen)
    draw_talk(Appeal, key, actor, seen.place)


def _look(actor: Actor, key: int) -> AppealLook:
    with reading(actor) as session:
        query = select(Appeal).where(Appeal.id == key).options(selectinload(Appeal.unit))
        appeal = session.scalars(query).one_or_none()
        if appeal is None:
            raise NotFound
        assessment = session.scalars(
            select(Assessment)
            .where(Assessment.id == appeal.assessment_id)
            .options(selectinload(Assessment.cycle))
        ).one_or_none()
        ruling = session.scalars(select(AppealRuling).where(AppealRuling.appeal_id == key)).one_or_none()
        people = {appeal.person_id, *appeal.panel, *([ruling.decided_by_id] if ruling else [])}
        named = colleagues(session, people)
        return AppealLook(
            appeal, assessment, ruling, {one.id: in_language(one.name, one.name_en) for one in named},
            _outside(session, actor, appeal, assessment), today(), actor,
        )  # fmt: skip


def _outside(session: Session, actor: Actor, appeal: Appeal, assessment: Assessment | None) -> dict[int, str]:
    """Everybody but the line of the person."""
    if assessment is None or not actor.may(Permission.ASSESSMENTS_ADMINISTER, appeal.unit_id):
        return {}
    line = line_of(session, assessment)
    return {key: name for key, name in colleague_names(session).items() if key not in line}


def _draw_heading(seen: AppealLook) -> None:
    appeal = seen.appeal
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = seen.names.get(appeal.person_id, "")
        st.title(literal(_("Appeal of {name}", name=name)), anchor=False, width="content")
        state_badge(appeal.state)
    told = [title(appeal.unit), _("filed on {day}", day=formats.day(appeal.filed_on))]
    if appeal.decided_on is not None:
        told.append(_("decided on {day}", day=formats.day(appeal.decided_on)))
    st.caption(literal(" · ".join(told)))
    if seen.assessment is not None:
        page_link(
            "Assessment", _("The assessment: {cycle}", cycle=title(seen.assessment.cycle)),
            {"id": str(appeal.assessment_id)}, f"appeal-{appeal.id}-assessment",
        )  # fmt: skip


def _draw_panel(seen: AppealLook) -> None:
    appeal, place = seen.appeal, f"{seen.place}:panel"
    st.subheader(label("Appeal.panel"), anchor=False)
    names = listed(seen.names.get(one, "") for one in appeal.panel)
    st.markdown(literal(names) if names else _("Nobody is named yet. HR names people from outside the line."))
    if not seen.outside or appeal.state is AppealState.DECIDED or seen.actor.person_id == appeal.person_id:
        return
    again = appeal.state is AppealState.PANEL_NAMED
    name = step_name("Appeal", "rename_panel" if again else "name_panel")
    with st.popover(name, icon=":material/groups:", key=f"{place}:open"):
        st.caption(_("Whoever rated, calibrated or checked, and whoever stands above, is not offered."))
        st.multiselect(
            label("Appeal.panel"), list(seen.outside), key=f"{place}:people", placeholder=_("Choose"),
            default=[one for one in appeal.panel if one in seen.outside],
            format_func=seen.outside.__getitem__,
        )  # fmt: skip
        if again:
            st.text_area(label("field.reason"), key=f"{place}:reason", height=80)
        show_refusal(place)
        st.button(name, type="primary", key=place, on_click=_name, args=(appeal.id, place))


def _name(key: int, place: str) -> None:
    people = list(st.session_state.get(f"{place}:people") or ())

    def work(session: Session) -> str:
        appeal = find(session, Appeal, key)
        name_panel(session, actor_of(session), appeal, people, now(), said(f"{place}:reason"))
        return label(appeal.state)

    wish(work, done=lambda state: _("The panel is told. Now: {state}", state=state), place=place)


def _draw_ruling(seen: AppealLook) -> None:
    appeal, ruling = seen.appeal, seen.ruling
    if ruling is not None:
        st.subheader(label("AppealRuling.decision"), anchor=False)
        with st.container(border=True):
            state_badge(ruling.decision)
            if ruling.new_score is not None:
                st.markdown(_("New score: {score}", score=f"**{points(ruling.new_score)}**"))
            st.markdown(words(ruling.reason))
            st.caption(literal(seen.names.get(ruling.decided_by_id, "")))
    if appeal.state is not AppealState.PANEL_NAMED:
        return
    if seen.actor.person_id not in appeal.panel:
        st.caption(_("Only a member of the panel decides on this appeal."))
        return
    _draw_deciding(seen)


def _draw_deciding(seen: AppealLook) -> None:
    place, name = f"{seen.place}:decide", step_name("Appeal", "decide")
    with st.container(border=True, key=place.replace(":", "-")):
        names = {one: label(one) for one in AppealDecision}
        decision = st.segmented_control(
            label("AppealRuling.decision"), list(names), format_func=names.__getitem__,
            key=f"{place}:decision", required=True, default=AppealDecision.UPHELD,
        )  # fmt: skip
        if decision is AppealDecision.CHANGED:
            st.number_input(
                label("AppealRuling.new_score"), 0.0, 120.0, value=None, step=0.5, format="%g",
                key=f"{place}:score", help=_("Better than the published one; the former stays on record."),
            )  # fmt: skip
        st.text_area(label("AppealRuling.reason"), key=f"{place}:reason", height=120)
        show_refusal(place)
        st.button(name, type="primary", icon=":material/gavel:", key=place, on_click=_decide,
                  args=(seen.appeal.id, place))  # fmt: skip


def _decide(key: int, place: str) -> None:
    decision = st.session_state.get(f"{place}:decision") or AppealDecision.UPHELD
    typed = st.session_state.get(f"{place}:score") if decision is AppealDecision.CHANGED else None

    def work(session: Session) -> bool:
        appeal, score = find(session, Appeal, key), None if typed is None else Decimal(str(typed))
        reason = said(f"{place}:reason")
        return decide_appeal(session, actor_of(session), appeal, decision, reason, now(), score)

    told = {True: _("Decided. The person and the raters are told."), False: _("sent for approval")}
    wish(work, done=told.__getitem__, place=place)
