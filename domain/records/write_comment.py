"""Say something about a record, and tell whom it names."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.entity import Entity
from domain.core.errors import NotSignedIn
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.records.comment import MAY_BE_EDITED, Comment, Mention, NotYourComment, TooLateToEdit
from domain.records.mentioned import mentioned
from domain.records.subject import called, readable, unit_of

TOLD = 200
"""Characters of the comment that the notice repeats."""


class Mentioned(Statement):
    """Somebody is named in a comment."""

    text = "{who} mentioned you at {record}: “{words}”"


def write_comment(
    session: Session,
    actor: Actor,
    entity: str,
    key: int,
    *,
    said: str,
    picked: Collection[int] = (),
    now: datetime,
) -> Comment:
    """Whoever may read a record may say something about it. `picked` are users named beside the text."""
    record = readable(session, actor, entity, key)
    if actor.user_id is None:
        raise NotSignedIn
    comment = Comment(entity=entity, entity_id=key, author_id=actor.user_id, said=said.strip(), at=now)
    comment.check()
    session.add(comment)
    session.flush()
    _mention(
        session, actor, record, comment, mentioned(session, record, said, picked, business_date(now)), now
    )
    return comment


def edit_comment(session: Session, actor: Actor, comment_id: int, *, said: str, now: datetime) -> Comment:
    """Its author mends it, soon after. Who is named only now is told now; who was named stays named."""
    comment = find(session, Comment, comment_id)
    record = readable(session, actor, comment.entity, comment.entity_id)
    if comment.author_id != actor.user_id:
        raise NotYourComment
    if not comment.may_be_edited(actor, now):
        raise TooLateToEdit(field="said", minutes=int(MAY_BE_EDITED.total_seconds()) // 60)
    comment.said, comment.edited_at = said.strip(), now
    comment.check()
    _mention(session, actor, record, comment, mentioned(session, record, said, (), business_date(now)), now)
    return comment


def archive_comment(session: Session, actor: Actor, comment_id: int, now: datetime) -> None:
    """Take a comment out of sight: its author, or whoever may change the record it is about."""
    comment = find(session, Comment, comment_id)
    record = readable(session, actor, comment.entity, comment.entity_id)
    if comment.author_id != actor.user_id and not type(record).may_be_added_to(actor, unit_of(record)):
        raise NotYourComment
    explain(comment, action="archived")
    comment.archived_at = now
    session.flush()


def _mention(
    session: Session, actor: Actor, record: Entity, comment: Comment, users: frozenset[int], now: datetime
) -> None:
    known = set(session.scalars(select(Mention.user_id).where(Mention.comment_id == comment.id)))
    new = users - known
    session.add_all(Mention(comment_id=comment.id, user_id=user) for user in sorted(new))
    session.flush()
    words = comment.said if len(comment.said) <= TOLD else f"{comment.said[:TOLD]}…"
    statement = Mentioned(who=actor.name, record=called(record), words=words)
    link = Link(
        type(record).__name__,
        {"id": str(record.id), "tab": "activity"},
        needs=type(record).read_permission,
        unit_id=unit_of(record),
    )
    recipients = new - {actor.user_id or 0}
    tell(session, recipients, Occasion.MENTION, statement, link, now, key=f"comment:{comment.id}")
