"""Write a version of a text: the first draft, the next one, what a draft says."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import create, edit
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.culture.safe_text import require_safe
from domain.culture.text_state import TextState
from domain.culture.text_version import TEXTS, TextVersion
from domain.organisation.post import Post
from domain.organisation.tree import root_unit

V = TypeVar("V", bound=TextVersion)
WRITES = Permission.CULTURE_ADMINISTER


class DraftWaits(RuleBroken):
    """Two drafts of one text would contradict each other."""

    text = "There is a draft already; finish that one first."


class NoSuchPost(RuleBroken):
    """Nobody could hold it."""

    text = "There is no such post."


def draft_version(session: Session, actor: Actor, kind: type[V], text_id: int, now: datetime) -> V:
    """A draft that begins as the latest version is; DraftWaits while another one does."""
    actor.require(WRITES, root_unit(session))
    of: Any = getattr(kind, kind.belongs_to)
    versions = session.scalars(select(kind).where(of == text_id).order_by(kind.number)).all()
    if any(one.state is TextState.DRAFT for one in versions):
        raise DraftWaits
    last = versions[-1] if versions else None
    values = {
        kind.belongs_to: text_id,
        "number": last.number + 1 if last else 1,
        "text_zh": last.text_zh if last else "",
        "text_en": last.text_en if last else "",
        "writers": [],
        "state_since": now,
    }
    return create(session, actor, WRITES, kind, values)


def write_draft(
    session: Session, actor: Actor, draft: TextVersion, values: Mapping[str, Any], version: int | None = None
) -> None:
    """Change what a draft says; whoever writes on it does not put it into force."""
    actor.require(WRITES, root_unit(session))
    if actor.person_id is None:
        raise AccountWithoutPerson
    for name in TEXTS:
        require_safe(str(values.get(name, "")), name)
    writers = sorted({*(draft.writers or ()), actor.person_id})
    edit(session, actor, WRITES, draft, {**values, "writers": writers}, version)


def require_posts(session: Session, posts: Sequence[int]) -> list[int]:
    """The posts, each once; NoSuchPost where one does not exist."""
    wanted = sorted(set(posts))
    found = session.scalar(select(func.count(Post.id)).where(Post.id.in_(wanted))) if wanted else 0
    if found != len(wanted):
        raise NoSuchPost(field="posts")
    return wanted
