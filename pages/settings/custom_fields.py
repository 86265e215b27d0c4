"""Custom fields: what people add to forms, lists and files without a programmer."""

from domain.core.custom_field import CustomField, chooses
from domain.core.permission import Permission
from ui.configuration.custom_fields import draw_audience, new_field, record_kinds
from ui.screen import Screen, Section, When
from ui.show import show

SCREEN = Screen(
    title_key="page.custom_fields",
    icon=":material/add_box:",
    url_path="custom_fields",
    entity=CustomField,
    read=Permission.CONFIGURATION_READ,
    write=Permission.CONFIGURATION_WRITE,
    columns=(
        CustomField.entity,
        CustomField.key,
        CustomField.name_zh,
        CustomField.name_en,
        CustomField.kind,
        CustomField.required,
        CustomField.in_list,
    ),
    filters=(CustomField.entity, CustomField.kind),
    search=(CustomField.key, CustomField.name_zh, CustomField.name_en),
    order_by=CustomField.entity,
    form=(
        Section(
            "identity",
            (CustomField.entity, CustomField.key),
            (CustomField.kind, When(CustomField.code_list, chooses)),
            (CustomField.name_zh, CustomField.name_en),
        ),
        Section(
            "use",
            (CustomField.required, CustomField.in_list),
            (CustomField.preset, CustomField.position),
            (CustomField.help_zh, CustomField.help_en),
        ),
    ),
    choices={"entity": record_kinds},
    asked_only_new=(CustomField.entity, CustomField.key, CustomField.kind),
    create=new_field,
    detail=draw_audience,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
