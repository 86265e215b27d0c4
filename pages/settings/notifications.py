"""What reaches me, how soon and by what."""

from ui.messaging.notifications_page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.notifications",
    icon=":material/edit_notifications:",
    url_path="notifications",
    read=None,
    draw=draw,
    hidden=True,
)

if __name__ == "__main__":
    show(SCREEN)
