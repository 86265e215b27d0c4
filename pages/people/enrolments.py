"""Enrolments: who takes part in which course, how far they are, what came of it."""

from domain.core.permission import Permission
from domain.training.enrolment import Enrolment
from domain.training.quiz_attempt import QuizAttempt
from ui.screen import Related, Screen, Shown, View
from ui.show import show
from ui.training.enrolment_page import draw_enrolment

SCREEN = Screen(
    title_key="page.enrolments",
    icon=":material/groups:",
    url_path="enrolments",
    entity=Enrolment,
    read=Permission.TRAINING_READ,
    columns=(
        Enrolment.person,
        Enrolment.unit,
        Enrolment.course,
        Enrolment.course_session,
        Enrolment.state,
        Enrolment.attended_at,
        Enrolment.score,
        Enrolment.completed_on,
        Enrolment.valid_until,
    ),
    filters=(
        Enrolment.state,
        Enrolment.course,
        Enrolment.course_session,
        Enrolment.person,
        Enrolment.unit,
        Enrolment.invited_on,
        Enrolment.completed_on,
        Enrolment.valid_until,
        Enrolment.result_by,
    ),
    search=(Enrolment.person, Enrolment.course),
    order_by=Enrolment.id,
    descending=True,
    form=(
        Shown(
            "enrolment",
            (Enrolment.person, Enrolment.unit),
            (Enrolment.course, Enrolment.course_session),
            (Enrolment.invited_on, Enrolment.attended_at, Enrolment.feedback_on),
        ),
        Shown(
            "result",
            (Enrolment.score, Enrolment.passed, Enrolment.result_by),
            (Enrolment.marked_by, Enrolment.completed_on, Enrolment.valid_until),
            (Enrolment.certificate,),
        ),
    ),
    related=(
        Related(
            key="attempts",
            by=QuizAttempt.enrolment_id,
            columns=(
                QuizAttempt.kind,
                QuizAttempt.number,
                QuizAttempt.submitted_at,
                QuizAttempt.score,
                QuizAttempt.passed,
            ),
            order_by=QuizAttempt.id,
            page="exam",
        ),
    ),
    views=(
        View("to_certify", {"state": "passed"}),
        View("waiting_list", {"state": "waiting"}),
        View("not_passed", {"state": "failed,absent"}),
    ),
    record=draw_enrolment,
    empty="empty.enrolments",
    start="course-sessions",
)

if __name__ == "__main__":
    show(SCREEN)
