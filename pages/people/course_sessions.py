"""Sessions: when and where a course is given, who comes, who was there."""

from domain.core.permission import Permission
from domain.training.course_session import CourseSession
from domain.training.plan_session import plan_session
from ui.screen import Screen, Section, View
from ui.show import show
from ui.training.room import draw_room

SCREEN = Screen(
    title_key="page.course_sessions",
    icon=":material/co_present:",
    url_path="course-sessions",
    entity=CourseSession,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        CourseSession.number,
        CourseSession.course,
        CourseSession.starts_at,
        CourseSession.ends_at,
        CourseSession.place,
        CourseSession.trainer,
        CourseSession.external_trainer,
        CourseSession.places,
        CourseSession.state,
    ),
    filters=(
        CourseSession.state,
        CourseSession.course,
        CourseSession.starts_at,
        CourseSession.trainer,
        CourseSession.unit,
    ),
    search=(CourseSession.number, CourseSession.name_zh, CourseSession.name_en, CourseSession.place),
    order_by=CourseSession.starts_at,
    descending=True,
    form=(
        Section(
            "session",
            (CourseSession.course, CourseSession.number),
            (CourseSession.name_zh, CourseSession.name_en),
            (CourseSession.starts_at, CourseSession.ends_at),
            (CourseSession.place, CourseSession.online_link),
            (CourseSession.trainer, CourseSession.external_trainer),
            (CourseSession.places, CourseSession.unit),
            CourseSession.remarks,
        ),
    ),
    views=(
        View("sessions_ahead", {"state": "planned,invited", "sort": "starts_at"}),
        View("sessions_held", {"state": "held"}),
    ),
    create=plan_session,
    filled_in=frozenset({"number", "name_zh", "name_en"}),
    detail=draw_room,
    empty="empty.course_sessions",
    start="courses",
)

if __name__ == "__main__":
    show(SCREEN)
