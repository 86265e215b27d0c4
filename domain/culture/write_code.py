"""Write codes of conduct: a new one, whom it binds, its versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core import stored_file
from domain.core.document import require_document
from domain.core.editing import create, edit, find
from domain.core.permission import Actor
from domain.culture.conduct_code import ConductCode, ConductCodeVersion
from domain.culture.write_version import WRITES, draft_version, require_posts, write_draft


def new_code(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> ConductCode:
    """A code with an empty first draft."""
    code = create(session, actor, WRITES, ConductCode, values)
    draft_version(session, actor, ConductCodeVersion, code.id, now)
    return code


def next_code_version(session: Session, actor: Actor, code_id: int, now: datetime) -> ConductCodeVersion:
    """A draft that begins as the latest version is, its document included."""
    code = find(session, ConductCode, code_id)
    draft = draft_version(session, actor, ConductCodeVersion, code.id, now)
    former = select(ConductCodeVersion.file_id).where(
        ConductCodeVersion.code_id == code.id, ConductCodeVersion.number == draft.number - 1
    )
    draft.file_id = session.scalar(former)
    session.flush()
    return draft


def write_code(
    session: Session,
    actor: Actor,
    version_id: int,
    values: Mapping[str, Any],
    document: tuple[str, bytes] | None = None,
    version: int | None = None,
) -> ConductCodeVersion:
    """Change what a draft says (`text_zh`, `text_en`, `changes`), and its document (name, content)."""
    draft = find(session, ConductCodeVersion, version_id)
    kept = dict(values)
    if document is not None:
        actor.require(WRITES)
        require_document(*document)
        kept["file_id"] = stored_file.keep(session, *document).id
    write_draft(session, actor, draft, kept, version)
    return draft


def ask_posts(session: Session, actor: Actor, code_id: int, posts: Sequence[int]) -> ConductCode:
    """Say whose signature is asked: of these posts, or of everybody (none)."""
    code = find(session, ConductCode, code_id)
    edit(session, actor, WRITES, code, {"posts": require_posts(session, posts)})
    return code
