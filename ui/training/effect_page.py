"""What a course changed: reaction, learning, behaviour, results, and what it returned."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import months_later
from domain.core.permission import Actor, Permission
from domain.training.behaviour_check import BehaviourCheck
from domain.training.course import Course
from domain.training.effect import CourseEffect, course_effect, courses_held
from domain.training.effect_on_figures import FigureEffect
from ui import address, formats
from ui.charts.style import style
from ui.dashboard.answers import Keeper
from ui.indicators.wording import currency
from ui.language import _, in_language, label, say
from ui.question import whole
from ui.routes import literal, page_link
from ui.training.behaviour_form import draw_checks
from ui.training.effect_picture import axis_of, slope_spec, slope_table
from ui.training.effect_words import (
    Card,
    behaviour_card,
    learning_card,
    reaction_card,
    result_card,
)
from ui.training.unit_choice import Units, pick_unit, units_in_sight

COURSE, SPAN, PLACE = "course", "span", "training_effect"
MONTHS = (12, 24, 36)
"""How far back the page can look."""


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    units: Units
    courses: Mapping[int, str]
    effect: CourseEffect | None
    checks: Sequence[BehaviourCheck]


def draw(actor: Actor) -> None:
    """The page."""
    span = whole(address.get(SPAN) or "")
    months = span if span in MONTHS else MONTHS[0]
    look = _look(actor, months)
    st.title(label("page.training_effect"), anchor=False)
    draw_checks(look.checks)
    if look.effect is None:
        st.info(_("No course has been held yet."), icon=":material/info:")
        page_link("courses", label("page.courses"), {}, "effect-courses")
        return
    _draw_question(look, look.effect, months)
    _draw(look.effect)


def _look(actor: Actor, months: int) -> Look:
    day = today()
    with reading(actor) as session:
        units, held = units_in_sight(session, actor), courses_held(session)
        query = select(Course.id, Course.code, Course.name_zh, Course.name_en).where(Course.id.in_(held))
        courses = {
            row.id: f"{row.code} {in_language(row.name_zh, row.name_en)}"
            for row in session.execute(query.order_by(Course.code))
        }
        asked = whole(address.get(COURSE) or "")
        usual = max(courses, key=lambda key: held[key][2], default=None)
        chosen = asked if asked in courses else usual
        effect = None
        if chosen is not None:
            first, unit, course = months_later(day, -months), units.chosen, chosen
            effect = Keeper.of(session).kept(
                "training:effect", (course, unit, first, day),
                lambda: course_effect(session, actor, course, unit, first, day, day), live=True,
            )  # fmt: skip
        return Look(units, courses, effect, _checks(session, actor))


def _checks(session: Session, actor: Actor) -> Sequence[BehaviourCheck]:
    me = actor.person_id or 0
    mine = BehaviourCheck.asked_id == me
    if actor.may(Permission.ASSESSMENTS_RATE):  # without a superior anybody who rates the work may answer
        mine = or_(mine, BehaviourCheck.asked_id.is_(None))
    query = select(BehaviourCheck).where(
        mine, BehaviourCheck.answered_on.is_(None), BehaviourCheck.person_id != me
    )
    parts = selectinload(BehaviourCheck.person), selectinload(BehaviourCheck.course)
    return session.scalars(query.order_by(BehaviourCheck.asked_on).options(*parts)).all()


def _draw_question(look: Look, effect: CourseEffect, months: int) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"{PLACE}:{COURSE}"
        address.follow(COURSE, key, lambda _words: effect.course.id)
        st.selectbox(
            label("entity.Course"), list(look.courses), key=key, format_func=look.courses.__getitem__,
            width=340, on_change=address.publish, args=(COURSE, key, lambda one: [str(one)]),
        )  # fmt: skip
        pick_unit(look.units, PLACE)
        names = {one: _("The last {count} months", count=one) for one in MONTHS}
        key = f"{PLACE}:{SPAN}"
        address.follow(SPAN, key, lambda _words: months)
        st.selectbox(
            _("Held in"), list(MONTHS), key=key, format_func=names.__getitem__, width=180,
            on_change=address.publish,
            args=(SPAN, key, lambda one: [] if one == MONTHS[0] else [str(one)]),
        )  # fmt: skip


def _draw(effect: CourseEffect) -> None:
    st.caption(
        _(
            "People: {people}, sessions: {sessions}, {first} to {last}",
            people=effect.people, sessions=effect.sessions, first=formats.day(effect.first),
            last=formats.day(effect.last),
        )
    )  # fmt: skip
    for one in effect.statements:
        st.warning(say(one), icon=":material/group_off:")
    cards = [reaction_card(effect.reaction)]
    cards += [learning_card(effect.learning)] if effect.learning is not None else []
    cards += [behaviour_card(effect.behaviour)] if effect.behaviour is not None else []
    with st.grid(3, gap="small", min_column_width=280):
        for place, card in enumerate(cards):
            with st.container(border=True, height="stretch", key=f"effect-level-{place}"):
                _draw_card(card, missed=_("▲ not reached"))
    st.subheader(_("4 Results"), anchor=False)
    st.caption(
        _(
            "What the linked indicators did for the trained, against people of the same post with the "
            "nearest value before who did not take the course: three months before and after, the month of "
            "the course left out (difference in differences)."
        )
    )
    if not effect.course.indicator_codes:
        st.caption(_("The course names no indicator that it is meant to move."))
    elif not effect.results:
        st.caption(_("Not shown here: there are too few people."))
    with st.grid(2, gap="small", min_column_width=340):
        for found in effect.results:
            with st.container(border=True, height="stretch", key=f"effect-{found.indicator.code}"):
                _draw_card(result_card(found), missed=_("▲ not shown"))
                _draw_slope(effect, found)
    _draw_return(effect)


def _draw_card(card: Card, missed: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{card.heading}**", width="content")
        mark: Any = {True: "green", False: "orange", None: "gray"}[card.reached]
        sign = {True: _("● reached"), False: missed, None: _("○ not enough data")}[card.reached]
        st.badge(sign, color=mark)
    st.metric(card.named, card.figure)
    notes = [f":material/warning: {literal(note)}" for note in card.notes]
    st.caption("  \n".join([*(literal(line) for line in card.lines), *notes]))


def _draw_slope(effect: CourseEffect, found: FigureEffect) -> None:
    if found.trained is None:
        return
    names = _("Trained"), _("Comparable, untrained")
    drawn = json.loads(slope_spec(style(), axis_of(found), names))
    drawn["datasets"] = {"d": slope_table(found)}
    card = result_card(found)
    st.vega_lite_chart(
        None, drawn, key=f"{PLACE}:{effect.course.id}:{found.indicator.code}", alt="; ".join(card.lines)
    )


def _draw_return(effect: CourseEffect) -> None:
    with st.container(border=True):
        st.markdown(f"**{_('What it returned')}**")
        with st.grid(3, gap="small", min_column_width=160):
            st.metric(_("Cost"), currency(formats.short(effect.cost)))
            benefit = effect.benefit
            st.metric(_("Benefit"), "–" if benefit is None else currency(formats.short(benefit)))
            st.metric("ROI", "–" if effect.roi is None else formats.percent(effect.roi, 0))
        if benefit is None:
            st.caption(_("Nobody has worked out in money what the course brought."))
        page_link("training_benefits", label("page.training_benefits"), {}, "effect-benefits")
