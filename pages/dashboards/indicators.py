"""Indicators: how each stands, and for one of them its course, its parts and the records behind it."""

from domain.core.permission import Permission
from domain.indicators.indicator import Indicator
from ui.indicators.indicators import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.indicators",
    icon=":material/monitoring:",
    url_path="indicators",
    read=Permission.INDICATORS_READ,
    draw=draw,
    opens=Indicator,
)

if __name__ == "__main__":
    show(SCREEN)
