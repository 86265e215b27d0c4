"""The handbook: read, search, compare, confirm."""

from domain.core.permission import Permission
from ui.culture.handbook import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.handbook",
    icon=":material/menu_book:",
    url_path="handbook",
    read=Permission.CULTURE_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
