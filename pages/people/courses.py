"""Courses: what is taught, for how long a certificate holds, how it is examined."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.training.course import Course
from domain.training.course_session import CourseSession
from ui.screen import Related, Screen, Section, View
from ui.show import show
from ui.training.question_bank import draw_bank

SCREEN = Screen(
    title_key="page.courses",
    icon=":material/menu_book:",
    url_path="courses",
    entity=Course,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        Course.code,
        Course.name_zh,
        Course.name_en,
        Course.category,
        Course.exam,
        Course.pass_mark,
        Course.valid_months,
        Course.hours,
        Course.trainer,
    ),
    filters=(Course.category, Course.exam, Course.trainer, Course.valid_months),
    search=(Course.code, Course.name_zh, Course.name_en),
    order_by=Course.code,
    form=(
        Section(
            "course",
            (Course.code, Course.category),
            (Course.name_zh, Course.name_en),
            (Course.hours, Course.valid_months, Course.cost),
            Course.trainer,
            Course.about,
        ),
        Section(
            "exam",
            (Course.exam, Course.pass_mark),
            (Course.attempts, Course.cool_down_hours),
            (Course.questions, Course.short_questions),
        ),
        Section("course_effect", (Course.indicators, Course.behaviour_weeks)),
    ),
    related=(
        Related(
            key="course_sessions",
            by=CourseSession.course_id,
            columns=(
                CourseSession.number,
                CourseSession.starts_at,
                CourseSession.place,
                CourseSession.trainer,
                CourseSession.state,
            ),
            order_by=CourseSession.starts_at,
            descending=True,
            page="course-sessions",
        ),
    ),
    views=(
        View("courses_control", {"category": "control,risk"}),
        View("courses_security", {"category": "security"}),
        View("courses_sales", {"category": "product,skill"}),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.TRAINING_ADMINISTER, Course, values
    ),
    archives=True,
    detail=draw_bank,
    empty="empty.courses",
)

if __name__ == "__main__":
    show(SCREEN)
