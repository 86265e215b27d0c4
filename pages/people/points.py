"""Points: one's own, the board of the quarter, the rules."""

from domain.core.permission import Permission
from ui.culture.points_page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.points",
    icon=":material/stars:",
    url_path="points",
    read=Permission.CULTURE_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
