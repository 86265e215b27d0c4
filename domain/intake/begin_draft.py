"""Begin an import with a file: keep it, and propose how to read it."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.intake.draft import ImportDraft, forget_old_drafts
from domain.intake.files.read import sheets_of
from domain.intake.files.refusals import DelimiterUnclear, EncodingUnclear, FileRefused
from domain.intake.may_import import require_import
from domain.intake.propose import propose

ASKED = (EncodingUnclear, DelimiterUnclear)
"""Refusals that a person can answer."""


def begin_draft(session: Session, actor: Actor, name: str, content: bytes, now: datetime) -> ImportDraft:
    """Keep the file as the actor's draft, with a proposal where it can be read without asking.

    Raises FileRefused when no decision could make a table of it.
    """
    require_import(actor)
    forget_old_drafts(session, now)
    draft = ImportDraft(
        user_id=actor.user_id, file_name=name[-255:], content=content, sha256=sha256(content).hexdigest(),
        fact="", columns={}, fixed={}, options={}, mapping="", created_at=now, updated_at=now,
    )  # fmt: skip
    try:
        table = draft.table()
    except ASKED:
        pass  # the person will say
    except FileRefused:
        if len(sheets_of(content)) < 2:  # another sheet may hold the table
            raise
    else:
        propose(session, actor, draft, table)
    session.add(draft)
    session.flush()
    return draft
