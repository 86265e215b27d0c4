"""Alert quality: how often each rule was right, and which rules need review."""

from domain.core.permission import Permission
from ui.indicators.quality_table import draw_quality
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.alert_quality",
    icon=":material/rule:",
    url_path="alert_quality",
    read=Permission.ALERTS_READ,
    draw=draw_quality,
    hidden=True,
)

if __name__ == "__main__":
    show(SCREEN)
