"""The cockpit: eight figures, where it is red, what changed, what needs a decision."""

from ui.dashboard.page import page_of
from ui.indicators.cockpit import COCKPIT
from ui.show import show

SCREEN = page_of(COCKPIT)

if __name__ == "__main__":
    show(SCREEN)
