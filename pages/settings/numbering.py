"""Numbering: the pattern by which records of each kind get their number."""

from domain.core.numbering import NumberSeries
from domain.core.permission import Permission
from ui.configuration.numbering import draw_next, new_series, numbered_records
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.numbering",
    icon=":material/tag:",
    url_path="numbering",
    entity=NumberSeries,
    read=Permission.CONFIGURATION_READ,
    write=Permission.CONFIGURATION_WRITE,
    columns=(NumberSeries.entity, NumberSeries.pattern, NumberSeries.restart),
    order_by=NumberSeries.entity,
    form=(Section("identity", NumberSeries.entity, (NumberSeries.pattern, NumberSeries.restart)),),
    choices={"entity": numbered_records},
    asked_only_new=(NumberSeries.entity,),
    create=new_series,
    detail=draw_next,
    archives=True,
    empty="empty.numbering",
)

if __name__ == "__main__":
    show(SCREEN)
