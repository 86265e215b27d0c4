"""Confirm to have read a page of the handbook."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.errors import NotFound, RuleBroken
from domain.core.permission import Actor, Permission
from domain.culture.award import Claim, award
from domain.culture.duty import PEOPLE, duties, staff
from domain.culture.handbook_page import HandbookVersion
from domain.culture.points_event import PointsEvent
from domain.culture.read_receipt import ReadReceipt
from domain.culture.reading_duty import asks_reading, receipts
from domain.culture.sign import NotInForce
from domain.culture.text_state import TextState


class ReadAlready(RuleBroken):
    """Once is enough for each version."""

    text = "You have confirmed this version on {on}."


def confirm_read(session: Session, actor: Actor, version_id: int, now: datetime) -> ReadReceipt:
    """Confirm for oneself, once for each version, to have read the page as it is in force."""
    actor.require(Permission.CULTURE_READ)
    if actor.person_id is None:
        raise AccountWithoutPerson
    version, today = _in_force(session, version_id), business_date(now)
    session.execute(select(PEOPLE.id).where(PEOPLE.id == actor.person_id).with_for_update())
    if done := receipts(session, [version.id], actor.person_id):
        raise ReadAlready(on=next(iter(done.values())).on)
    people = staff(session, today, PEOPLE.id == actor.person_id)
    if not people:
        raise AccountWithoutPerson
    receipt = ReadReceipt(
        version_id=version.id,
        person_id=actor.person_id,
        unit_id=people[0].unit_id,
        read_on=today,
        read_at=now,
    )
    session.add(receipt)
    session.flush()
    duty = next(iter(duties([asks_reading(version)], people, {})), None)
    if version.page.must_read and duty is not None and today <= duty.due_on:
        claim = Claim(PointsEvent.PAGE_READ, actor.person_id, "ReadReceipt", receipt.id, today)
        award(session, [claim], now)
    return receipt


def _in_force(session: Session, version_id: int) -> HandbookVersion:
    query = select(HandbookVersion).where(HandbookVersion.id == version_id)
    version = session.scalars(query.options(selectinload(HandbookVersion.page))).one_or_none()
    if version is None:
        raise NotFound
    if version.state is not TextState.IN_FORCE or version.page.archived_at is not None:
        raise NotInForce
    return version
