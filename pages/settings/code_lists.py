"""Code lists: the words to choose from, in both languages."""

from domain.core.code_list import CodeList
from domain.core.permission import Permission
from ui.configuration.code_lists import new_list
from ui.configuration.items import draw_items
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.code_lists",
    icon=":material/list_alt:",
    url_path="code_lists",
    entity=CodeList,
    read=Permission.CONFIGURATION_READ,
    write=Permission.CONFIGURATION_WRITE,
    columns=(CodeList.code, CodeList.name_zh, CodeList.name_en),
    search=(CodeList.code, CodeList.name_zh, CodeList.name_en),
    order_by=CodeList.code,
    form=(Section("identity", CodeList.code, (CodeList.name_zh, CodeList.name_en)),),
    asked_only_new=(CodeList.code,),
    create=new_list,
    detail=draw_items,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
