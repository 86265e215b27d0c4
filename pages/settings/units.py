"""Units: the tree of the organisation."""

from domain.core.clock import now
from domain.core.editing import create, restore
from domain.core.permission import Permission
from domain.organisation.close_unit import close_unit
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from ui.screen import Action, Related, Screen, Section
from ui.show import show
from ui.unit_tree import draw_unit_tree

SCREEN = Screen(
    title_key="page.units",
    icon=":material/account_tree:",
    url_path="units",
    entity=Unit,
    read=Permission.ORGANISATION_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(Unit.code, Unit.name_zh, Unit.name_en, Unit.parent, Unit.to_be_completed),
    filters=(Unit.parent, Unit.to_be_completed),
    search=(Unit.code, Unit.name_zh, Unit.name_en),
    order_by=Unit.code,
    form=(
        Section("identity", (Unit.code, Unit.parent), (Unit.name_zh, Unit.name_en), (Unit.to_be_completed,)),
    ),
    related=(
        Related(
            key="units",
            by=Unit.parent_id,
            columns=(Unit.code, Unit.name_zh, Unit.name_en),
            order_by=Unit.code,
            page="units",
        ),
        Related(
            key="people",
            by=Person.unit_id,
            columns=(Person.number, Person.name, Person.post, Person.joined_on),
            order_by=Person.number,
            page="people",
        ),
    ),
    actions=(
        Action(
            key="close_unit",
            verb=lambda session, actor, unit, reason: close_unit(session, actor, unit, now(), reason),
            permission=Permission.ORGANISATION_WRITE,
            icon=":material/archive:",
            needs_reason=True,
            offered=lambda unit: unit.archived_at is None,
        ),
        Action(
            key="reopen_unit",
            verb=lambda session, actor, unit, _: restore(session, actor, Permission.ORGANISATION_WRITE, unit),
            permission=Permission.ORGANISATION_WRITE,
            icon=":material/unarchive:",
            offered=lambda unit: unit.archived_at is not None,
        ),
    ),
    create=lambda session, actor, values: create(session, actor, Permission.ORGANISATION_WRITE, Unit, values),
    overview=draw_unit_tree,
)

if __name__ == "__main__":
    show(SCREEN)
