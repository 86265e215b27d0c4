"""The calendar file of a session, to be opened by the calendar of whoever asks."""

import streamlit as st

from domain.core.clock import now
from domain.training.calendar_file import calendar_file
from domain.training.course_session import CourseSession
from ui.language import _, current


def draw_calendar_link(one: CourseSession, place: str) -> None:
    """The button; the file is small and made at once."""
    st.download_button(
        _("Calendar file"), data=calendar_file(one, current(), now()), file_name=f"{one.number}.ics",
        mime="text/calendar", icon=":material/event:", key=f"{place}:ics:{one.id}", on_click="ignore",
    )  # fmt: skip
