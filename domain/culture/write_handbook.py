"""Write the handbook: a new page, who must read it, its versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import create, edit, find
from domain.core.permission import Actor
from domain.culture.handbook_page import HandbookPage, HandbookVersion
from domain.culture.write_version import WRITES, draft_version, require_posts, write_draft


def new_page(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> HandbookPage:
    """A page with an empty first draft."""
    page = create(session, actor, WRITES, HandbookPage, values)
    draft_version(session, actor, HandbookVersion, page.id, now)
    return page


def next_page_version(session: Session, actor: Actor, page_id: int, now: datetime) -> HandbookVersion:
    """A draft that begins as the latest version is."""
    page = find(session, HandbookPage, page_id)
    return draft_version(session, actor, HandbookVersion, page.id, now)


def write_page(
    session: Session, actor: Actor, version_id: int, values: Mapping[str, Any], version: int | None = None
) -> HandbookVersion:
    """Change what a draft says (`text_zh`, `text_en`, `changes`)."""
    draft = find(session, HandbookVersion, version_id)
    write_draft(session, actor, draft, values, version)
    return draft


def ask_readers(session: Session, actor: Actor, page_id: int, posts: Sequence[int]) -> HandbookPage:
    """Say who must read it, if it must be read: holders of these posts, or everybody (none)."""
    page = find(session, HandbookPage, page_id)
    edit(session, actor, WRITES, page, {"posts": require_posts(session, posts)})
    return page
