"""The schedule: what the portal does by itself, when next, what came of it."""

from domain.core.permission import Permission
from ui.scheduling.schedule import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.schedule",
    icon=":material/schedule:",
    url_path="schedule",
    read=Permission.PORTAL_OPERATE,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
