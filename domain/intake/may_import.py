"""Who may bring in what, and take it back: facts by permissions of their own, records as by hand."""

from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.intake.record_registry import records


def permission_to_import(name: str) -> Permission:
    """What somebody needs to import a fact or a kind of record."""
    return records()[name].permission if name in records() else Permission.FACTS_IMPORT


def permission_to_undo(name: str) -> Permission:
    """What somebody needs to take such an import back."""
    return records()[name].permission if name in records() else Permission.FACTS_UNDO


def may_import(actor: Actor) -> bool:
    """Whether there is anything that this person may bring in."""
    return actor.may(Permission.FACTS_IMPORT) or any(actor.may(one.permission) for one in records().values())


def require_import(actor: Actor) -> None:
    """Raise NotPermitted for somebody who may bring in nothing at all."""
    if not may_import(actor):
        raise NotPermitted(permission=Permission.FACTS_IMPORT)
