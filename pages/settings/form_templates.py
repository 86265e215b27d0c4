"""Forms: checklists, questionnaires, scorecards and assessment forms, written by those who use them."""

from domain.core.permission import Permission
from domain.forms.template import FormTemplate
from ui.configuration.custom_fields import record_kinds
from ui.forms.template_page import create_form, draw_template
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.form_templates",
    icon=":material/checklist:",
    url_path="form_templates",
    entity=FormTemplate,
    read=Permission.CONFIGURATION_READ,
    write=Permission.CONFIGURATION_WRITE,
    columns=(
        FormTemplate.code,
        FormTemplate.name_zh,
        FormTemplate.name_en,
        FormTemplate.kind,
        FormTemplate.entity,
    ),
    filters=(FormTemplate.kind,),
    search=(FormTemplate.code, FormTemplate.name_zh, FormTemplate.name_en),
    order_by=FormTemplate.code,
    form=(
        Section(
            "identity",
            (FormTemplate.code, FormTemplate.kind),
            (FormTemplate.name_zh, FormTemplate.name_en),
            FormTemplate.entity,
        ),
    ),
    choices={"entity": record_kinds},
    asked_only_new=(FormTemplate.code, FormTemplate.kind, FormTemplate.entity),
    create=create_form,
    detail=draw_template,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
