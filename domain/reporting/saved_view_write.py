"""Keep a list under a name, change it, share it, take it away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role
from domain.core.editing import require_version
from domain.core.errors import NotFound, NotPermitted, NotSignedIn, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.reporting.saved_view import SavedView

Words = Mapping[str, Sequence[str]]


class NoSuchRole(RuleBroken):
    """The view is to be shared with a role that the portal does not have."""

    text = "There is no role {role}."


class SharedByOthers(NotPermitted):
    """The view belongs to roles now, not to the person."""

    text = "This view is shared; changing it needs: {permission}."


def save_view(
    session: Session,
    actor: Actor,
    *,
    screen: str,
    name_zh: str,
    name_en: str,
    words: Words,
    kind: str | None = None,
) -> SavedView:
    """Keep a list for oneself; everybody who may sign in may do that."""
    if actor.user_id is None:
        raise NotSignedIn
    view = SavedView(
        screen=screen, kind=kind, owner_id=actor.user_id, words=_plain(words), roles=[], default_for=[],
        **_names(name_zh, name_en),
    )  # fmt: skip
    view.check()
    session.add(view)
    session.flush()
    return view


def change_view(
    session: Session, actor: Actor, view: SavedView, words: Words, version: int, kind: str | None = None
) -> None:
    """Let the name stand for another list."""
    _require_own(session, actor, view, version)
    view.kind = kind or view.kind
    view.words = _plain(words)
    view.check()
    session.flush()


def rename_view(
    session: Session, actor: Actor, view: SavedView, name_zh: str, name_en: str, version: int
) -> None:
    """Call it something else."""
    _require_own(session, actor, view, version)
    for name, value in _names(name_zh, name_en).items():
        setattr(view, name, value)
    view.check()
    session.flush()


def share_view(
    session: Session,
    actor: Actor,
    view: SavedView,
    roles: Iterable[str],
    default_for: Iterable[str],
    version: int,
) -> None:
    """Show it to these roles (none: to its owner only); some of them begin with it.

    A role begins each list with one view: what was its default before is so no longer.
    """
    actor.require(Permission.CONFIGURATION_WRITE)
    if not view.may_be_changed_by(actor):
        raise NotFound
    require_version(session, view, version)
    shared, first = sorted(set(roles)), sorted(set(default_for))
    known = set(session.scalars(select(Role.code).where(Role.archived_at.is_(None))))
    for code in shared:
        if code not in known and code not in view.roles:
            raise NoSuchRole(field="roles", role=code)
    view.roles, view.default_for = shared, first
    view.check()
    _take_from_others(session, view)
    session.flush()


def remove_view(session: Session, actor: Actor, view: SavedView, now: datetime) -> None:
    """Take it off the lists; its history stays."""
    _require_own(session, actor, view, view.version)
    explain(view, action="archived")
    view.archived_at = now
    session.flush()


def _take_from_others(session: Session, view: SavedView) -> None:
    others = select(SavedView).where(
        SavedView.screen == view.screen, SavedView.archived_at.is_(None), SavedView.id != view.id
    )
    for other in session.scalars(others):
        if set(other.default_for) & set(view.default_for):
            other.default_for = [code for code in other.default_for if code not in view.default_for]


def _require_own(session: Session, actor: Actor, view: SavedView, version: int) -> None:
    if not view.may_be_changed_by(actor):
        raise SharedByOthers(permission=Permission.CONFIGURATION_WRITE)
    require_version(session, view, version)


def _names(name_zh: str, name_en: str) -> dict[str, str]:
    """One name serves both languages where only one was given."""
    zh, en = name_zh.strip(), name_en.strip()
    return {"name_zh": zh or en, "name_en": en or zh}


def _plain(words: Words) -> dict[str, list[str]]:
    return {name: [str(word) for word in said] for name, said in sorted(words.items()) if said}
