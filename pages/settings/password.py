"""One's own password."""

from ui.own_password import draw_own_password
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.password",
    icon=":material/key:",
    url_path="password",
    read=None,
    draw=draw_own_password,
    hidden=True,
)

if __name__ == "__main__":
    show(SCREEN)
