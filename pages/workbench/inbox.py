"""The inbox: what one was told."""

from ui.messaging.inbox_page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.inbox",
    icon=":material/notifications:",
    url_path="inbox",
    read=None,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
