"""Imports: a file in, step by step; nothing is written before the dry run was seen."""

from domain.intake.may_import import may_import
from ui.intake.wizard import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.imports",
    icon=":material/upload_file:",
    url_path="imports",
    read=None,
    offered=may_import,
    draw=draw,
)

if __name__ == "__main__":
    show(SCREEN)
