"""Protected attributes: what the fairness report groups people by, kept and read by HR only."""

from domain.appraisal.note_attributes import add_attributes
from domain.appraisal.person_attributes import PersonAttributes
from domain.core.permission import Permission
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.person_attributes",
    icon=":material/shield_person:",
    url_path="person-attributes",
    entity=PersonAttributes,
    read=Permission.ASSESSMENTS_ADMINISTER,
    write=Permission.ASSESSMENTS_ADMINISTER,
    columns=(
        PersonAttributes.person,
        PersonAttributes.unit,
        PersonAttributes.gender,
        PersonAttributes.born_on,
        PersonAttributes.purpose,
    ),
    filters=(
        PersonAttributes.gender,
        PersonAttributes.born_on,
        PersonAttributes.unit,
        PersonAttributes.person,
    ),
    search=(PersonAttributes.person,),
    listed=lambda _actor: False,
    order_by=PersonAttributes.person_id,
    form=(
        Section(
            "attributes",
            PersonAttributes.person,
            (PersonAttributes.gender, PersonAttributes.born_on),
            PersonAttributes.purpose,
        ),
    ),
    asked_only_new=(PersonAttributes.person,),
    create=add_attributes,
    archives=True,
    empty="empty.person_attributes",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
