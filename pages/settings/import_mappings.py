"""Saved mappings: how files with known headers are read; renamed or put away here."""

from domain.core.permission import Permission
from domain.intake.batch import ImportMapping
from ui.fields import Kind
from ui.intake.mapping_detail import draw_saved_mapping
from ui.intake.naming import fact_name
from ui.screen import Computed, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.import_mappings",
    icon=":material/bookmarks:",
    url_path="import_mappings",
    entity=ImportMapping,
    read=Permission.FACTS_IMPORT,
    write=Permission.FACTS_IMPORT,
    columns=(
        ImportMapping.name,
        Computed("fact_name", lambda saved, _: fact_name(saved.fact)),
        Computed("field_count", lambda saved, _: len(saved.columns) + len(saved.fixed), Kind.WHOLE),
        ImportMapping.updated_at,
    ),
    search=(ImportMapping.name,),
    order_by=ImportMapping.name,
    form=(Section("identity", (ImportMapping.name,)),),
    empty="empty.import_mappings",
    start="imports",
    detail=draw_saved_mapping,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
