"""What is wrong, where it came from, and what was done at once."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.core.visibility import actor_of
from domain.improvement.amend_issue import amend_issue
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.record_containment import record_containment
from ui.improvement.look import Look
from ui.improvement.parts import draw_named, draw_save, leave, place_of, said, words
from ui.indicators import wording
from ui.indicators.place import PERIOD, UNIT
from ui.indicators.tiles import CODE, PAGE
from ui.language import _, label
from ui.routes import page_link, record_link
from ui.tile import status_badge
from ui.wish import wish

SHORT = ("place", "occurred", "size")


def draw_problem(look: Look) -> None:
    """The report, its source, and how the figure stands today."""
    st.markdown(words(look.issue.what))
    with st.grid(3, min_column_width=170, gap="small"):
        for name in SHORT:
            draw_named(label(f"Issue.{name}"), getattr(look.issue, name))
    _draw_source(look)


def edit_problem(look: Look) -> None:
    """The report, while it may still be changed."""
    issue, place = look.issue, place_of(look.issue.id, "problem")
    st.text_input(label("Issue.title"), value=issue.title, key=f"{place}:title")
    st.text_area(label("Issue.what"), value=issue.what, key=f"{place}:what", height=110)
    for column, name in zip(st.columns(3), SHORT, strict=True):
        column.text_area(label(f"Issue.{name}"), value=getattr(issue, name), key=f"{place}:{name}", height=80)
    draw_save(place, lambda: _amend(issue.id, place))


def draw_containment(look: Look) -> None:
    """What was done at once."""
    text = look.issue.containment
    if text:
        st.markdown(words(text))
    else:
        st.caption(_("Nothing is recorded."))


def edit_containment(look: Look) -> None:
    """The owner writes it down."""
    place = place_of(look.issue.id, "containment")
    st.text_area(
        label("Issue.containment"), value=look.issue.containment, key=f"{place}:text", height=100,
        placeholder=_("What was done at once so that the damage does not grow?"),
    )  # fmt: skip
    draw_save(place, lambda: _contain(look.issue.id, place))


def _draw_source(look: Look) -> None:
    issue = look.issue
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(label("Issue.source"), width="content")
        if issue.source is IssueSource.ALERT and look.alert is not None:
            record_link(look.alert, _("Alert"), f"issue-{issue.id}-alert")
        else:
            st.markdown(label(issue.source), width="content")
        if issue.indicator is not None:
            _draw_indicator(look)


def _draw_indicator(look: Look) -> None:
    issue, reading = look.issue, look.current
    if issue.indicator is None:
        return
    asks = {CODE: issue.indicator.code, UNIT: str(issue.unit_id)}
    if reading is not None:
        asks[PERIOD] = Period.of(reading.period, Grain.MONTH).label
    st.caption(label("Issue.indicator"), width="content")
    page_link(PAGE, wording.name_of(issue.indicator), asks, f"issue-{issue.id}-indicator")
    if reading is not None:
        month = wording.period_name(Period.of(reading.period, Grain.MONTH))
        value = wording.figure(reading.value, issue.indicator)
        st.markdown(f"{month} **{words(value)}**", width="content")
        status_badge(reading.status)


def _amend(issue_id: int, place: str) -> None:
    values = {name: said(f"{place}:{name}") for name in ("title", "what", *SHORT)}

    def work(session: Session) -> Issue:
        return amend_issue(session, actor_of(session), issue_id, values)

    if wish(work, done=_("The report is saved."), place=place) is not None:
        leave(place)


def _contain(issue_id: int, place: str) -> None:
    text = said(f"{place}:text")

    def work(session: Session) -> Issue:
        return record_containment(session, actor_of(session), issue_id, text)

    if wish(work, done=_("The containment is recorded."), place=place) is not None:
        leave(place)
