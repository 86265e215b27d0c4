"""Recognition: nominate, decide, announce."""

from domain.core.permission import Permission
from domain.culture.recognition import Recognition
from ui.culture.recognition_page import draw_recognition
from ui.culture.recognition_wall import draw_wall
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.recognitions",
    icon=":material/celebration:",
    url_path="recognitions",
    entity=Recognition,
    read=Permission.CULTURE_READ,
    columns=(
        Recognition.title,
        Recognition.kind,
        Recognition.unit,
        Recognition.nominator,
        Recognition.nominated_on,
        Recognition.points,
        Recognition.state,
        Recognition.announced_on,
    ),
    filters=(
        Recognition.state,
        Recognition.kind,
        Recognition.unit,
        Recognition.nominator,
        Recognition.nominated_on,
        Recognition.announced_on,
    ),
    search=(Recognition.title, Recognition.happened),
    order_by=Recognition.nominated_on,
    descending=True,
    form=(
        Shown(
            "recognition",
            (Recognition.title, Recognition.kind),
            (Recognition.points, Recognition.happened_on),
            (Recognition.issue, Recognition.suggestion),
        ),
    ),
    views=(
        View("to_decide", {"state": "nominated"}),
        View("to_announce", {"state": "approved"}),
        View("announced", {"state": "announced", "sort": "-announced_on"}),
    ),
    overview=draw_wall,
    record=draw_recognition,
)

if __name__ == "__main__":
    show(SCREEN)
