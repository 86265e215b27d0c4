"""The cockpit: eight figures, what changed, what needs a decision."""

from domain.core.permission import Permission
from ui.indicators.cockpit import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.cockpit",
    icon=":material/speed:",
    url_path="cockpit",
    read=Permission.INDICATORS_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
