"""My approvals: what waits for my decision, what I asked for, who stands in for me."""

from ui.approvals.queue import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.approvals",
    icon=":material/approval:",
    url_path="approvals",
    read=None,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
