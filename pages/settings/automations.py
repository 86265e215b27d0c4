"""Automations: when something happens and conditions hold, the portal tells people or opens an issue."""

from domain.automation.automation import Automation
from domain.core.permission import Permission
from ui.automation.automations import draw
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.automations",
    icon=":material/bolt:",
    url_path="automations",
    read=Permission.CONFIGURATION_READ,
    draw=draw,
    opens=Automation,
)

if __name__ == "__main__":
    show(SCREEN)
