"""Move configuration: one file out, one file in after a dry run."""

from domain.core.permission import Permission
from ui.screen import Page
from ui.show import show
from ui.transfer.page import draw_transfer

SCREEN = Page(
    title_key="page.transfer",
    icon=":material/move_up:",
    url_path="transfer",
    read=Permission.CONFIGURATION_READ,
    draw=draw_transfer,
)

if __name__ == "__main__":
    show(SCREEN)
