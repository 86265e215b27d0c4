"""My boards: dashboards that people build, their own and those shared with them."""

from domain.core.permission import Permission
from ui.own_boards.list_page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.own_boards",
    icon=":material/dashboard_customize:",
    url_path="own_boards",
    read=Permission.INDICATORS_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
