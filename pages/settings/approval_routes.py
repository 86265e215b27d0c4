"""Approval routes: who must agree before a step is taken, drafted by one and put into force by another."""

from domain.approvals.route import ApprovalRoute
from domain.core.permission import Permission
from ui.approvals.routes import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.approval_routes",
    icon=":material/route:",
    url_path="approval_routes",
    read=Permission.APPROVALS_READ,
    draw=draw,
    opens=ApprovalRoute,
)

if __name__ == "__main__":
    show(SCREEN)
