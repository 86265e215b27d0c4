"""Sales: the course against target and last year, who sold what, what moved, what is on its way."""

from ui.boards.sales import SALES_BOARD
from ui.dashboard.page import page_of
from ui.show import show

SCREEN = page_of(SALES_BOARD)

if __name__ == "__main__":
    show(SCREEN)
