"""Reports to hand out: make one now, find those made, order those that come by themselves."""

from domain.core.permission import Permission
from domain.reporting.pack_issue import ReportIssue
from ui.packs.page import draw_packs
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.report_packs",
    icon=":material/picture_as_pdf:",
    url_path="report_packs",
    read=Permission.INDICATORS_READ,
    draw=draw_packs,
    opens=ReportIssue,
)

if __name__ == "__main__":
    show(SCREEN)
