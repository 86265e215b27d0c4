"""People: who works where, in which post, under whom."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.organisation.person import Person
from ui.screen import Related, Screen, Section, View
from ui.show import show

SCREEN = Screen(
    title_key="page.people",
    icon=":material/group:",
    url_path="people",
    entity=Person,
    read=Permission.ORGANISATION_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(
        Person.number,
        Person.name,
        Person.name_en,
        Person.unit,
        Person.post,
        Person.superior,
        Person.joined_on,
        Person.left_on,
        Person.to_be_completed,
    ),
    filters=(
        Person.unit,
        Person.post,
        Person.superior,
        Person.joined_on,
        Person.left_on,
        Person.to_be_completed,
    ),
    search=(Person.number, Person.name, Person.name_en, Person.email),
    order_by=Person.number,
    form=(
        Section("identity", (Person.number, Person.email), (Person.name, Person.name_en)),
        Section(
            "employment",
            (Person.unit, Person.post),
            (Person.superior, Person.to_be_completed),
            (Person.joined_on, Person.left_on),
            (Person.post_since, Person.last_leave_on),
        ),
    ),
    related=(
        Related(
            key="reports",
            by=Person.superior_id,
            columns=(Person.number, Person.name, Person.unit, Person.post),
            order_by=Person.number,
            page="people",
        ),
    ),
    views=(View("to_be_completed", {"to_be_completed": "yes"}), View("left", {"left_on": ".."})),
    create=lambda session, actor, values: create(
        session, actor, Permission.ORGANISATION_WRITE, Person, values
    ),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
