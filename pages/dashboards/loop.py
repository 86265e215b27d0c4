"""The loop: how issues flow, how fast, how well, and what is stuck."""

from ui.boards.loop import LOOP
from ui.dashboard.page import page_of
from ui.show import show

SCREEN = page_of(LOOP)

if __name__ == "__main__":
    show(SCREEN)
