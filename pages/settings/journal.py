"""The journal: who changed what, when and why."""

from domain.core.permission import Permission
from ui.journal_list import draw_journal
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.journal",
    icon=":material/history:",
    url_path="journal",
    read=Permission.JOURNAL_READ,
    draw=draw_journal,
)

if __name__ == "__main__":
    show(SCREEN)
