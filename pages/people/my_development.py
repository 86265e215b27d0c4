"""My development: goals, results as published, what follows from them, certificates."""

from domain.core.permission import Permission
from ui.development.my_page import draw_mine
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.my_development",
    icon=":material/trending_up:",
    url_path="my-development",
    read=Permission.ASSESSMENTS_READ,
    draw=draw_mine,
)

if __name__ == "__main__":
    show(SCREEN)
