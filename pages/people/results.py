"""Results: what came out of a cycle, in one list and as a file."""

from domain.core.permission import Permission
from ui.appraisal.result_page import draw_results, may_list
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.results",
    icon=":material/military_tech:",
    url_path="results",
    read=Permission.ASSESSMENTS_READ,
    draw=draw_results,
    offered=may_list,
)

if __name__ == "__main__":
    show(SCREEN)
