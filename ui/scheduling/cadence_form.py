"""Choose when a job runs."""

from dataclasses import replace

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.visibility import actor_of
from domain.scheduling.cadence import LAST_DAY, LONGEST_PAUSE, SURE_DAYS, WEEKDAYS, Cadence, Rhythm, daily
from domain.scheduling.job_setting import set_cadence
from domain.scheduling.questions import JobState
from ui.language import _, label
from ui.scheduling.words import day_name, weekday_name
from ui.wish import show_refusal, wish

DAYS = (*range(1, SURE_DAYS + 1), LAST_DAY)
FIRST_EVERY = 60
"""Minutes offered where none were chosen."""


def draw_cadence(one: JobState) -> None:
    """The fields that the chosen rhythm needs."""
    place, known = f"schedule:{one.job.code}", one.cadence or one.job.preset() or daily("02:30")
    enabled = st.toggle(_("By itself"), value=one.cadence is not None, key=f"{place}:enabled")
    draft = draw_rhythm(place, known, disabled=not enabled)
    show_refusal(place)
    st.button(
        _("Save"), type="primary", key=f"{place}:save", on_click=_save,
        args=(one.job.code, draft, enabled, place),
    )  # fmt: skip


def draw_rhythm(place: str, known: Cadence, *, disabled: bool = False) -> Cadence:
    """Fields for a cadence; what they say."""
    rhythms = {rhythm: label(rhythm) for rhythm in Rhythm}
    rhythm = st.selectbox(
        label("JobSetting.rhythm"), list(rhythms), index=list(rhythms).index(known.rhythm),
        format_func=rhythms.__getitem__, key=f"{place}:rhythm", disabled=disabled,
    )  # fmt: skip
    every, at, weekday, day = known.every, known.at, known.weekday, known.day
    if rhythm is Rhythm.MINUTES:
        every = st.number_input(
            label("JobSetting.every"), 1, LONGEST_PAUSE, known.every or FIRST_EVERY, key=f"{place}:every",
            disabled=disabled,
        )  # fmt: skip
        return Cadence(Rhythm.MINUTES, every=every)
    if rhythm is Rhythm.WEEKLY:
        weekdays = {number: weekday_name(number) for number in range(WEEKDAYS)}
        weekday = st.selectbox(
            label("JobSetting.weekday"), list(weekdays), index=known.weekday, key=f"{place}:weekday",
            format_func=weekdays.__getitem__, disabled=disabled,
        )  # fmt: skip
    if rhythm is Rhythm.MONTHLY:
        days = {number: day_name(number) for number in DAYS}
        day = st.selectbox(
            label("JobSetting.day"), list(days), index=list(days).index(known.day), key=f"{place}:day",
            format_func=days.__getitem__, disabled=disabled,
        )  # fmt: skip
    at = st.text_input(
        label("JobSetting.at"), value=known.at, key=f"{place}:at", max_chars=5, disabled=disabled,
        help=_("HH:MM, in the time zone of the company."),
    )  # fmt: skip
    return Cadence(rhythm, at=at.strip(), weekday=weekday, day=day)


def _save(code: str, drawn: Cadence, enabled: bool, place: str) -> None:
    typed = st.session_state  # what was typed since the form was drawn counts too
    at, every = typed.get(f"{place}:at", drawn.at), typed.get(f"{place}:every", drawn.every)
    enabled = bool(typed.get(f"{place}:enabled", enabled))
    cadence = replace(drawn, at=str(at).strip(), every=int(every))

    def work(session: Session) -> None:
        set_cadence(session, actor_of(session), code, cadence, enabled)

    wish(work, done=_("Saved."), place=place)
