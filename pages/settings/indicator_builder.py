"""The indicator builder: measures, indicators and thresholds, built here and approved by somebody else."""

from domain.core.permission import Permission
from domain.indicators.indicator_version import IndicatorVersion
from ui.indicators.builder.page import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.indicator_builder",
    icon=":material/function:",
    url_path="indicator_builder",
    read=Permission.INDICATORS_READ,
    draw=draw,
    opens=IndicatorVersion,
)

if __name__ == "__main__":
    show(SCREEN)
