"""One board that somebody built."""

from domain.core.permission import Permission
from ui.own_boards.board_page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.own_board",
    icon=":material/dashboard_customize:",
    url_path="own_board",
    read=Permission.INDICATORS_READ,
    draw=draw,
    hidden=True,
)

if __name__ == "__main__":
    show(SCREEN)
