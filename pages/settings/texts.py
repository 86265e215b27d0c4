"""Names and help: words of the organisation's own for its fields."""

from domain.core.permission import Permission
from ui.configuration.texts import draw_texts
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.texts",
    icon=":material/translate:",
    url_path="texts",
    read=Permission.CONFIGURATION_READ,
    draw=draw_texts,
)

if __name__ == "__main__":
    show(SCREEN)
