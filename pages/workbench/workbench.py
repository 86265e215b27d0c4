"""The workbench: what waits for whoever is signed in."""

from ui.screen import Page
from ui.show import show
from ui.workbench.workbench import draw

SCREEN = Page(
    title_key="page.workbench",
    icon=":material/inbox:",
    url_path="workbench",
    read=None,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
