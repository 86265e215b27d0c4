"""Imports: a file in, step by step; nothing is written before the dry run was seen."""

from domain.core.permission import Permission
from ui.intake.wizard import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.imports",
    icon=":material/upload_file:",
    url_path="imports",
    read=Permission.FACTS_IMPORT,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
