"""What a new database needs before anybody can work."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from domain.access.shipped_roles import install_roles
from domain.access.user import User
from domain.core.journal import GENESIS, JournalHead
from domain.organisation.unit import ROOT_CODE, Unit


def first_start(session: Session, organisation_zh: str, organisation_en: str) -> None:
    """The company as root unit, the shipped roles, the head of the journal. Adds only what is missing."""
    if session.scalars(select(JournalHead.id)).first() is None:
        session.execute(insert(JournalHead).values(id=1, seq=0, hash=GENESIS))
    if session.scalars(select(Unit.id).where(Unit.code == ROOT_CODE)).first() is None:
        session.add(Unit(code=ROOT_CODE, name_zh=organisation_zh, name_en=organisation_en))
    install_roles(session)


def nobody_yet(session: Session) -> bool:
    """Tell whether no account exists."""
    return session.scalars(select(User.id).limit(1)).first() is None
