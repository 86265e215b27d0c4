"""Tell people that a text they must sign or read has come into force."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.culture.duty import PEOPLE, staff
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.messaging.words import Both

if TYPE_CHECKING:
    from domain.culture.conduct_code import ConductCodeVersion
    from domain.culture.handbook_page import HandbookVersion


class CodeToSign(Statement):
    """A version came into force."""

    text = "“{text}”, version {number}, is in force. Please read and sign it within {days} days."


class PageToRead(Statement):
    """A version of a page that must be read came into force."""

    text = "“{text}”, version {number}, is in force. Please read it within {days} days."


def tell_signers(session: Session, version: "ConductCodeVersion", _actor: Actor, now: datetime) -> None:
    """Effect: everybody who must sign is told."""
    from domain.culture.conduct_code import ConductCode

    code = find(session, ConductCode, version.code_id)
    said = CodeToSign(text=Both(code.name_zh, code.name_en), number=version.number, days=code.due_days)
    link = Link("conduct_codes", {"id": str(code.id)}, Permission.CULTURE_READ)
    _tell(session, code.posts, said, link, f"code:{version.id}", now)


def tell_readers(session: Session, version: "HandbookVersion", _actor: Actor, now: datetime) -> None:
    """Effect: everybody who must read it is told; of other pages nobody is."""
    from domain.culture.handbook_page import HandbookPage

    page = find(session, HandbookPage, version.page_id)
    if not page.must_read:
        return
    said = PageToRead(text=Both(page.name_zh, page.name_en), number=version.number, days=page.due_days)
    link = Link("handbook", {"chapter": str(page.id)}, Permission.CULTURE_READ)
    _tell(session, page.posts, said, link, f"handbook:{version.id}", now)


def _tell(
    session: Session, posts: Iterable[int], said: Statement, link: Link, key: str, now: datetime
) -> None:
    today, wanted = business_date(now), sorted(posts)
    people = audience(session, today)
    concerned = staff(session, today, *((PEOPLE.post_id.in_(wanted),) if wanted else ()))
    users = people.of_persons([one.id for one in concerned])
    tell(session, users, Occasion.YOUR_TURN, said, link, now, key)
