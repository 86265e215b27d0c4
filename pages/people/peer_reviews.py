"""360: what one was asked about colleagues."""

from domain.appraisal.peer_review import PeerReview
from domain.core.permission import Permission
from ui.appraisal.peer_requests import draw_requests
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.peer_reviews",
    icon=":material/groups:",
    url_path="peer_reviews",
    read=Permission.ASSESSMENTS_READ,
    draw=draw_requests,
    opens=PeerReview,
)

if __name__ == "__main__":
    show(SCREEN)
