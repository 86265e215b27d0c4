"""Planning measures: add one, change one, take one out of the plan."""

from datetime import date, timedelta

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.plan_measures import add_measure, change_measure, withdraw_measure
from ui.improvement.choices import people
from ui.improvement.look import Look
from ui.improvement.parts import begin, draw_save, is_open, leave, needed, place_of, said
from ui.language import _, label
from ui.wish import show_refusal, wish

USUAL_DAYS = timedelta(days=30)
OWNER, DUE_ON = "ImprovementMeasure.owner_id", "ImprovementMeasure.due_on"


def draw_adding(look: Look) -> None:
    """A button, and the form behind it."""
    place = place_of(look.issue.id, "measure:new")
    if not is_open(place):
        st.button(
            _("Add a measure"), icon=":material/add:", key=f"{place}:begin", on_click=begin, args=(place,)
        )
        return
    with st.container(border=True):
        _ask(look, place, None)
        draw_save(place, lambda: _add(look.issue.id, place))


def draw_changing(look: Look, measure: ImprovementMeasure) -> None:
    """Change or withdraw a measure that has not been opened yet."""
    place = f"issues:measure:{measure.id}:change"
    if is_open(place):
        _ask(look, place, measure)
        draw_save(place, lambda: _change(measure.id, place))
        return
    show_refusal(place)
    with st.container(horizontal=True):
        st.button(
            _("Change"), icon=":material/edit:", type="tertiary", key=f"{place}:begin", on_click=begin,
            args=(place,),
        )  # fmt: skip
        st.button(
            _("Take out of the plan"), icon=":material/delete:", type="tertiary", key=f"{place}:withdraw",
            on_click=_withdraw, args=(measure.id, place),
        )  # fmt: skip


def _ask(look: Look, place: str, measure: ImprovementMeasure | None) -> None:
    names = dict(people(look))
    if measure is not None:
        names.setdefault(measure.owner_id, look.name(measure.owner_id))
    st.text_input(
        label("ImprovementMeasure.title"), value=measure.title if measure else "", key=f"{place}:title",
        max_chars=200, placeholder=_("What is done, so that it can be checked"),
    )  # fmt: skip
    owner, due = st.columns(2)
    owner.selectbox(
        label("ImprovementMeasure.owner"), list(names), format_func=lambda one: names.get(one, ""),
        index=list(names).index(measure.owner_id) if measure else None, key=f"{place}:owner",
        placeholder=_("Choose"),
    )  # fmt: skip
    due.date_input(
        label("ImprovementMeasure.due_on"), value=measure.due_on if measure else look.today + USUAL_DAYS,
        key=f"{place}:due", format="YYYY-MM-DD",
    )  # fmt: skip


def _add(issue_id: int, place: str) -> None:
    title, owner, due = _said(place)

    def work(session: Session) -> ImprovementMeasure:
        return add_measure(
            session, actor_of(session), issue_id, title=title, owner_id=needed(owner, OWNER),
            due_on=needed(due, DUE_ON), now=now(),
        )  # fmt: skip

    if wish(work, done=_("The measure is planned."), place=place) is not None:
        leave(place)


def _change(measure_id: int, place: str) -> None:
    title, owner, due = _said(place)

    def work(session: Session) -> ImprovementMeasure:
        values = {"title": title, "owner_id": needed(owner, OWNER), "due_on": needed(due, DUE_ON)}
        return change_measure(session, actor_of(session), measure_id, values, now())

    if wish(work, done=_("The measure is changed."), place=place) is not None:
        leave(place)


def _withdraw(measure_id: int, place: str) -> None:
    def work(session: Session) -> bool:
        withdraw_measure(session, actor_of(session), measure_id, now())
        return True

    wish(work, done=_("The measure is out of the plan; it stays on record."), place=place)


def _said(place: str) -> tuple[str, int | None, date | None]:
    state = st.session_state
    return said(f"{place}:title"), state.get(f"{place}:owner"), state.get(f"{place}:due")
