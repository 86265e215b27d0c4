"""Enter a fact by hand: what an import derives from a row, its own check derives from the record."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from domain.core.editing import create
from domain.core.entity import Fact
from domain.core.period import month_of
from domain.core.permission import Actor, Permission

F = TypeVar("F", bound=Fact)


def register(
    session: Session,
    actor: Actor,
    permission: Permission,
    kind: type[F],
    values: Mapping[str, Any],
    day: str,
) -> F:
    """Add a record; `day` names the field with its own date, which says what month it counts in."""
    on = values.get(day)
    return create(session, actor, permission, kind, {**values, "period": month_of(on) if on else None})
