"""What courses, sessions and people are called where they are mentioned."""

from zoneinfo import ZoneInfo

from db.settings import settings
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.trainers import Trainers
from ui import formats
from ui.language import _, in_language
from ui.titles import title

DOT = " · "


def name_of_enrolment(one: Enrolment) -> str:
    """The session, or the course of a recertification."""
    if one.course_session is not None:
        return in_language(one.course_session.name_zh, one.course_session.name_en)
    return _("{course}: renewal", course=title(one.course))


def when(one: CourseSession) -> str:
    """From when to when; the day once, if it is one."""
    zone = ZoneInfo(settings().time_zone)
    ends, start = one.ends_at.astimezone(zone), one.starts_at.astimezone(zone)
    end = f"{ends:%H:%M}" if ends.date() == start.date() else formats.instant(one.ends_at)
    return f"{formats.instant(one.starts_at)} – {end}"


def where(one: CourseSession) -> str:
    """The place, the link, or both."""
    return DOT.join(text for text in (one.place, one.online_link) if text)


def trainer(one: CourseSession, trainers: Trainers) -> str:
    """Who teaches."""
    found = trainers.get(one.trainer_id or 0)
    return in_language(found.name, found.name_en) if found is not None else one.external_trainer


def facts(one: CourseSession, trainers: Trainers) -> str:
    """Time, place and trainer in one line."""
    return DOT.join(text for text in (when(one), where(one), trainer(one, trainers)) if text)
