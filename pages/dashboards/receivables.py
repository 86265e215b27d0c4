"""Receivables: how old, who owes, what falls due, which unit collects."""

from ui.boards.receivables import RECEIVABLES
from ui.dashboard.page import page_of
from ui.show import show

SCREEN = page_of(RECEIVABLES)

if __name__ == "__main__":
    show(SCREEN)
