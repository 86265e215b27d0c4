"""The coverage matrix: who holds the certificates they must, by post and course."""

from domain.core.permission import Permission
from ui.screen import Page
from ui.show import show
from ui.training.coverage_page import draw

SCREEN = Page(
    title_key="page.training_coverage",
    icon=":material/grid_on:",
    url_path="training_coverage",
    read=Permission.TRAINING_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
