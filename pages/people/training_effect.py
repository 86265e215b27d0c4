"""The effect of training on four levels, and what it returned."""

from domain.core.permission import Permission
from ui.screen import Page
from ui.show import show
from ui.training.effect_page import draw

SCREEN = Page(
    title_key="page.training_effect",
    icon=":material/trending_up:",
    url_path="training_effect",
    read=Permission.TRAINING_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
