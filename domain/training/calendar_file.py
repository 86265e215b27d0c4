"""A session as a calendar file (RFC 5545) that every calendar program opens."""

from datetime import datetime

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from domain.training.course_session import CourseSession
from domain.training.session_state import SessionState

PRODUCT = "-//Neikong//Training//EN"


def calendar_file(course_session: CourseSession, language: str, now: datetime) -> bytes:
    """One event. Opened again after a change it replaces the former one: same name, higher sequence."""
    calendar, cancelled = Calendar(), course_session.state is SessionState.CANCELLED
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    name = course_session.name_zh if language == "zh_CN" else course_session.name_en
    where = " · ".join(text for text in (course_session.place, course_session.online_link) if text)
    event = Event.new(
        uid=f"course-session-{course_session.id}@neikong",
        stamp=now,
        start=course_session.starts_at,
        end=course_session.ends_at,
        summary=name,
        location=where or None,
        description=course_session.remarks or None,
        sequence=course_session.version,
        status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
    )
    calendar.add_component(event)
    return bytes(calendar.to_ical())
