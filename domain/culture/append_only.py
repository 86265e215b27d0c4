"""Records that are written once: proof of what somebody did, and the ledger of points."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper, object_session

from domain.core.entity import Entity
from domain.core.errors import RuleBroken


class WrittenOnce(RuleBroken):
    """History is not rewritten; what was wrong is set right by another entry."""

    text = "Such entries are kept as they were written; a mistake is set right by another entry."


def _refuse_change(_mapper: Mapper[Any], _connection: Any, record: Entity) -> None:
    session = object_session(record)
    if session is not None and session.is_modified(record, include_collections=False):
        raise WrittenOnce


def _refuse_removal(_mapper: Mapper[Any], _connection: Any, _record: Entity) -> None:
    raise WrittenOnce


def keep_as_written(kind: type[Entity]) -> None:
    """Refuse from now on to change, archive or delete a stored record of the kind."""
    event.listen(kind, "before_update", _refuse_change)
    event.listen(kind, "before_delete", _refuse_removal)
