"""What of a journalled change a person may read: no more than of the field itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.custom_definition import definitions
from domain.core.entity import Entity
from domain.core.field_access import BULLET, FieldAccess, access_to
from domain.core.permission import Actor

MASK = BULLET * 4


def visible_changes(
    session: Session, actor: Actor, kind: type[Entity], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """The changed fields that are open to the actor; of masked ones only that they changed."""
    own = {one.word: one for one in definitions(session, kind.__name__)}
    shown: dict[str, Any] = {}
    for key, values in changes.items():
        access = access_to(actor, kind, key)
        closed = key in own and not own[key].open_to(actor)
        if access is FieldAccess.HIDDEN or closed:
            continue
        shown[key] = [MASK, MASK] if access is FieldAccess.MASKED else values
    return shown
