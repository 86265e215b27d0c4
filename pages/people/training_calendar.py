"""The calendar of training: which session is when."""

from domain.core.permission import Permission
from ui.screen import Page
from ui.show import show
from ui.training.month_page import draw

SCREEN = Page(
    title_key="page.training_calendar",
    icon=":material/calendar_month:",
    url_path="training-calendar",
    read=Permission.TRAINING_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
