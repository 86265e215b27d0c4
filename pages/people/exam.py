"""An exam: the questions of one attempt, or its result."""

from domain.core.permission import Permission
from domain.training.quiz_attempt import QuizAttempt
from ui.screen import Page
from ui.show import show
from ui.training.exam_page import draw

SCREEN = Page(
    title_key="page.exam",
    icon=":material/quiz:",
    url_path="exam",
    read=Permission.TRAINING_READ,
    draw=draw,
    opens=QuizAttempt,
    hidden=True,
)

if __name__ == "__main__":
    show(SCREEN)
