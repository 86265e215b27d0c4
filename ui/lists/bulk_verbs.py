"""What can be done with many records at once: what the page of one record offers, no more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.editing import archive, edit, restore
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.core.workflow import WorkflowEntity
from ui.fields import Field, Kind, kind_of
from ui.language import _, label
from ui.screen import Action, Screen
from ui.steps import step_name

SET = "set"
UNSET = frozenset({Kind.FILE, Kind.DATA})


@dataclass(frozen=True)
class BulkVerb:
    """One thing to do. `work` gets the session, a record, the reason and the values to write."""

    key: str
    name: str
    work: Callable[[Session, Any, str, dict[str, Any]], object]
    needs_reason: bool = False
    takes_reason: bool = False


class NotOffered(RuleBroken):
    """The record is not in a state in which this can be done."""

    text = "This cannot be done with the record as it is now."


def verbs_of(screen: Screen, actor: Actor) -> dict[str, BulkVerb]:
    """What this person may try; each record still decides for itself."""
    found = [*_steps(screen, actor), *_actions(screen, actor), *_keeping(screen, actor)]
    if settable(screen, actor):
        found.append(_setting(screen))
    return {one.key: one for one in found}


def settable(screen: Screen, actor: Actor) -> dict[str, Field]:
    """Fields that the form asks for and that one value can be written into, in many records."""
    if screen.write is None or not actor.may(screen.write):
        return {}
    fixed = {one.key for one in screen.asked_only_new}
    return {one.key: one for one in screen.asked_fields if kind_of(one) not in UNSET and one.key not in fixed}


def _steps(screen: Screen, actor: Actor) -> Iterator[BulkVerb]:
    """A screen that draws its records itself asks more for a step than a reason."""
    if screen.record is not None or not issubclass(screen.entity, WorkflowEntity):
        return
    names: dict[str, bool] = {}
    for step in screen.entity.workflow.steps:
        if step.permission is None or actor.may(step.permission):
            names[step.name] = names.get(step.name, False) or step.needs_reason
    for name, reason in names.items():
        told = step_name(screen.entity.__name__, name)
        yield BulkVerb(f"step:{name}", told, _taking(name), needs_reason=reason, takes_reason=reason)


def _taking(name: str) -> Callable[[Session, Any, str, dict[str, Any]], object]:
    def take(session: Session, record: Any, reason: str, _: dict[str, Any]) -> object:
        return record.workflow.take(name, record, actor_of(session), now(), reason)

    return take


def _actions(screen: Screen, actor: Actor) -> Iterator[BulkVerb]:
    for action in screen.actions:
        if actor.may(action.permission):
            name = label(f"action.{action.key}")
            yield BulkVerb(
                f"action:{action.key}", name, _acting(action), action.needs_reason, action.needs_reason
            )


def _acting(action: Action) -> Callable[[Session, Any, str, dict[str, Any]], object]:
    def act(session: Session, record: Any, reason: str, _: dict[str, Any]) -> object:
        actor = actor_of(session)
        actor.require(action.permission, getattr(record, "unit_id", None))
        if not action.offered(record):
            raise NotOffered
        return action.verb(session, actor, record, reason)

    return act


def _keeping(screen: Screen, actor: Actor) -> Iterator[BulkVerb]:
    if not screen.archives or screen.write is None or not actor.may(screen.write):
        return
    write: Permission = screen.write

    def away(session: Session, record: Any, reason: str, _: dict[str, Any]) -> None:
        if record.archived_at is not None:
            raise NotOffered
        archive(session, actor_of(session), write, record, now(), reason)

    def back(session: Session, record: Any, _reason: str, _: dict[str, Any]) -> None:
        if record.archived_at is None:
            raise NotOffered
        restore(session, actor_of(session), write, record)

    yield BulkVerb("archive", _("Archive"), away, takes_reason=True)
    yield BulkVerb("restore", _("Restore"), back)


def _setting(screen: Screen) -> BulkVerb:
    def write(session: Session, record: Any, _: str, values: dict[str, Any]) -> None:
        if screen.write is not None:
            edit(session, actor_of(session), screen.write, record, values)

    return BulkVerb(SET, _("Set a field"), write)
