"""Which named lists a person has, and with which one they begin."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.reporting.saved_view import SavedView


def views_of(session: Session, actor: Actor, screen: str) -> Sequence[SavedView]:
    """Views of this list that the person made or that are shared with a role of theirs, oldest first."""
    query = select(SavedView).where(SavedView.screen == screen, SavedView.archived_at.is_(None))
    return [view for view in session.scalars(query.order_by(SavedView.id)) if view.shown_to(actor)]


def default_of(views: Sequence[SavedView], actor: Actor) -> SavedView | None:
    """With which of their views this person begins; of several, the one that was made first."""
    return next((view for view in views if actor.roles & set(view.default_for)), None)


def view_of(session: Session, actor: Actor, key: int) -> SavedView:
    """The view, if it is among those of the person; else NotFound, as if it did not exist."""
    view = session.get(SavedView, key)
    if view is None or view.archived_at is not None or not view.shown_to(actor):
        raise NotFound
    return view
