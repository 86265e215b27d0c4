"""The question bank: what exams ask, in both languages, and how good the questions are."""

from domain.core.clock import now
from domain.core.permission import Permission
from domain.training.quiz_question import QuizQuestion
from domain.training.revise_question import revise_question
from domain.training.write_question import write_question
from ui.screen import Action, Screen, Section, Shown, View
from ui.show import show
from ui.training.question_bank import draw_quality

SCREEN = Screen(
    title_key="page.questions",
    icon=":material/quiz:",
    url_path="questions",
    entity=QuizQuestion,
    read=Permission.TRAINING_TEACH,
    write=Permission.TRAINING_TEACH,
    columns=(
        QuizQuestion.number,
        QuizQuestion.edition,
        QuizQuestion.course,
        QuizQuestion.kind,
        QuizQuestion.text_zh,
        QuizQuestion.text_en,
        QuizQuestion.points,
    ),
    filters=(QuizQuestion.course, QuizQuestion.kind, QuizQuestion.points),
    search=(QuizQuestion.number, QuizQuestion.text_zh, QuizQuestion.text_en),
    order_by=QuizQuestion.number,
    form=(
        Section(
            "question",
            (QuizQuestion.course, QuizQuestion.number),
            (QuizQuestion.kind, QuizQuestion.points),
            (QuizQuestion.text_zh, QuizQuestion.text_en),
            (QuizQuestion.options_zh, QuizQuestion.options_en),
            QuizQuestion.right,
            (QuizQuestion.explanation_zh, QuizQuestion.explanation_en),
        ),
        Shown("edition", (QuizQuestion.edition,)),
    ),
    views=(View("several_right", {"kind": "multiple"}),),
    actions=(
        Action(
            key="revise_question",
            verb=lambda session, actor, record, reason: revise_question(session, actor, record, now()),
            permission=Permission.TRAINING_TEACH,
            icon=":material/edit_note:",
            offered=lambda record: record.archived_at is None,
        ),
    ),
    create=write_question,
    filled_in=frozenset({"number"}),
    archives=True,
    detail=draw_quality,
    empty="empty.questions",
    start="courses",
)

if __name__ == "__main__":
    show(SCREEN)
