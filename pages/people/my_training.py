"""My training: invitations, exams, certificates, open sessions."""

from domain.core.permission import Permission
from ui.screen import Page
from ui.show import show
from ui.training.my_page import draw

SCREEN = Page(
    title_key="page.my_training",
    icon=":material/local_library:",
    url_path="my-training",
    read=Permission.TRAINING_READ,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
