"""Appeals against published results: grounds, panel, ruling."""

from domain.appraisal.appeal import Appeal
from domain.core.permission import Permission
from ui.appraisal.appeal_page import draw_appeal, open_ones
from ui.screen import Screen, View
from ui.show import show

SCREEN = Screen(
    title_key="page.appeals",
    icon=":material/gavel:",
    url_path="appeals",
    entity=Appeal,
    read=Permission.ASSESSMENTS_READ,
    columns=(Appeal.person, Appeal.unit, Appeal.state, Appeal.filed_on, Appeal.decided_on),
    filters=(Appeal.state, Appeal.unit, Appeal.person, Appeal.filed_on),
    search=(Appeal.person,),
    order_by=Appeal.filed_on,
    descending=True,
    views=(View("appeals_open", {"view": "appeals_open"}, open_ones),),
    record=draw_appeal,
    empty="empty.appeals",
)

if __name__ == "__main__":
    show(SCREEN)
