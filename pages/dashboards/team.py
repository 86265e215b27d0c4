"""A team: what its people sold, what their customers owe, what waits for them."""

from ui.boards.team import TEAM
from ui.dashboard.page import page_of
from ui.show import show

SCREEN = page_of(TEAM)

if __name__ == "__main__":
    show(SCREEN)
