"""HR desk: how far the cycles are, who is late, appeals, certificates, what is due next."""

from domain.core.permission import Permission
from ui.appraisal.desk import draw_desk
from ui.screen import Page
from ui.show import show

SCREEN = Page(
    title_key="page.hr_desk",
    icon=":material/badge:",
    url_path="hr-desk",
    read=Permission.ASSESSMENTS_ADMINISTER,
    draw=draw_desk,
)

if __name__ == "__main__":
    show(SCREEN)
