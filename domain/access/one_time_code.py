"""The way from the form to the cookie: a code that works once, within half a minute, in one browser.

The form is drawn over a websocket, which cannot set a cookie that scripts cannot read; the page the browser
goes to next can. The code is tied to the browser that asked for it (its `door`, a random value the
browser got with the first page), so that nobody can send another person a link that signs them in as
somebody else.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from domain.access.user import User
from domain.access.user_session import hash_of, open_session
from domain.core.clock import business_date
from domain.core.journal import note
from domain.core.permission import Actor

LIFE = timedelta(seconds=30)
HOME = "/"
LONGEST_ADDRESS = 2000


class OneTimeCode(Base):
    """A sign-in on its way to the browser."""

    __tablename__ = "one_time_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    door: Mapped[str] = mapped_column(String(64))
    """Hash of the random value of the browser that may use the code."""
    wanted: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    """The page the person came for."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def issue_code(session: Session, user_id: int, *, door: str, wanted: str, now: datetime) -> str:
    """A fresh code for the browser behind this door."""
    code = secrets.token_urlsafe(32)
    session.add(
        OneTimeCode(
            code_hash=hash_of(code),
            user_id=user_id,
            door=door,
            wanted=own_path(wanted),
            expires_at=now + LIFE,
        )
    )
    session.flush()
    return code


def redeem_code(
    session: Session, code: str, *, door: str, now: datetime, address: str, user_agent: str
) -> tuple[str, str] | None:
    """Exchange a code for a session: (token, the page wanted). None for anything but a first, timely use."""
    if not door:
        return None
    taken = session.execute(
        update(OneTimeCode)
        .where(
            OneTimeCode.code_hash == hash_of(code),
            OneTimeCode.door == door,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now,
        )
        .values(used_at=now)
        .returning(OneTimeCode.user_id, OneTimeCode.wanted)
    ).one_or_none()
    if taken is None:
        return None
    user = session.scalars(select(User).where(User.id == taken.user_id)).one()
    if not user.works(business_date(now)):
        return None
    # From here on it is the person's own doing, and the journal says so.
    session.info["actor"] = Actor(
        name=user.display_name, user_id=user.id, person_id=user.person_id, origin="sign-in"
    )
    token = open_session(session, user.id, now, address, user_agent)
    note(session, "signed in", entity="User", entity_id=user.id, changes={"address": address})
    return token, taken.wanted


def own_path(wanted: str) -> str:
    """The address if it stays within the portal, else the front page: no sign-in leads elsewhere."""
    plain = wanted.isprintable() and "\\" not in wanted and len(wanted) <= LONGEST_ADDRESS
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/auth/"))
    return wanted if plain and inside else HOME


def forget_old_codes(session: Session, now: datetime) -> None:
    """Remove codes that are of no use any more."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now - timedelta(days=1)))
