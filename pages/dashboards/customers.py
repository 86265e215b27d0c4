"""Customers: who buys and pays late, who comes and goes, what kind they are."""

from ui.boards.customers import CUSTOMERS
from ui.dashboard.page import page_of
from ui.show import show

SCREEN = page_of(CUSTOMERS)

if __name__ == "__main__":
    show(SCREEN)
