"""Ageing: how old is what customers owe."""

from domain.core.permission import Permission
from ui.receivables.ageing_page import draw_ageing
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.ageing",
    icon=":material/hourglass_bottom:",
    url_path="ageing",
    read=Permission.FACTS_READ,
    draw=draw_ageing,
)

if __name__ == "__main__":
    show(SCREEN)
