"""Codes of conduct and letters of responsibility: read, sign, see who has not."""

from domain.core.permission import Permission
from domain.culture.conduct_code import ConductCode
from ui.culture.code_cards import draw_codes
from ui.culture.code_page import create_code, draw_code
from ui.screen import Screen, Section, View
from ui.show import show

SCREEN = Screen(
    title_key="page.conduct_codes",
    icon=":material/handshake:",
    url_path="conduct_codes",
    entity=ConductCode,
    read=Permission.CULTURE_READ,
    write=Permission.CULTURE_ADMINISTER,
    columns=(
        ConductCode.code,
        ConductCode.name_zh,
        ConductCode.name_en,
        ConductCode.kind,
        ConductCode.due_days,
        ConductCode.renewal_months,
    ),
    filters=(ConductCode.kind,),
    search=(ConductCode.code, ConductCode.name_zh, ConductCode.name_en),
    order_by=ConductCode.code,
    form=(
        Section(
            "conduct_code",
            (ConductCode.code, ConductCode.kind),
            (ConductCode.name_zh, ConductCode.name_en),
            (ConductCode.due_days, ConductCode.renewal_months),
            ConductCode.course,
        ),
    ),
    views=(
        View("all_codes", {"sort": "code"}),
        View("responsibility_letters", {"kind": "responsibility_letter"}),
    ),
    asked_only_new=(ConductCode.code,),
    create=create_code,
    overview=draw_codes,
    record=draw_code,
    archives=True,
    empty="empty.conduct_codes",
)

if __name__ == "__main__":
    show(SCREEN)
