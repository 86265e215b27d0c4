"""Calibration: the meeting compares grades, raters and evidence, and changes scores with reasons."""

from domain.core.permission import Permission
from ui.appraisal.calibration_page import draw_calibration, may_open
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.calibration",
    icon=":material/balance:",
    url_path="calibration",
    read=Permission.ASSESSMENTS_READ,
    draw=draw_calibration,
    offered=may_open,
)

if __name__ == "__main__":
    show(SCREEN)
