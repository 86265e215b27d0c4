"""Fields that are closed to somebody: no condition may ask about them, no list may name records by them."""

from sqlalchemy.orm import Session

from domain.approvals.condition import Conditions
from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.titles import OWN
from domain.automation.automation import Automation
from domain.automation.occurrence import kinds
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.field_access import FieldAccess, access_to
from domain.core.permission import Actor

CLOSED = (FieldAccess.HIDDEN, FieldAccess.MASKED)
NAMES = (*OWN, "name_zh", "name_en")


class AsksTooMuch(DomainError):
    """What acts or does not act tells what a field holds."""

    text = "A condition asks about {field_name}, which the author's roles do not open."


def require_open(session: Session, actor: Actor, automation: Automation) -> None:
    """Raise AsksTooMuch if a condition asks about a field that is closed to the actor."""
    conditions = Conditions.of(automation.conditions)
    if not conditions.items:
        return
    kind = kinds()[automation.entity]
    fields = fields_of(session, kind)
    for item in conditions.items:
        one = fields.get(item.field)
        if one is not None and any(
            access_to(actor, owner, key) in CLOSED for owner, key in _asked(kind, one)
        ):
            raise AsksTooMuch(field="conditions", field_name=one.label_keys[-1])


def may_name(actor: Actor, kind: type[Entity]) -> bool:
    """Whether records of the kind may be called by their names before this person."""
    return not any(access_to(actor, kind, name) in CLOSED for name in NAMES if hasattr(kind, name))


def _asked(kind: type[Entity], one: ConditionField) -> list[tuple[type[Entity], str]]:
    """The field itself, and the link that leads to it."""
    link, _, key = one.path.rpartition(".")
    if one.link is None or one.column is None:
        return [(kind, one.path)]
    mapped = (mapper.class_ for mapper in Entity.registry.mappers if mapper.local_table is one.column.table)
    return [(kind, link), *((owner, key) for owner in mapped)]
