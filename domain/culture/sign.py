"""Sign a version of a code: for oneself, what one has read, once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.errors import NotFound, RuleBroken
from domain.core.period import months_later
from domain.core.permission import Actor, Permission
from domain.culture.acknowledgement import Acknowledgement
from domain.culture.award import Claim, award
from domain.culture.conduct_code import ConductCodeVersion
from domain.culture.duty import PEOPLE, Duty, duties, staff
from domain.culture.points_event import PointsEvent
from domain.culture.signing import asks, signatures
from domain.culture.text_state import TextState


class NotInForce(RuleBroken):
    """Only what counts can be signed or confirmed."""

    text = "This version is not in force."


class NotAskedOfYou(RuleBroken):
    """The text is for other posts."""

    text = "This text is for other posts; you need not sign it."


class SignedAlready(RuleBroken):
    """One signature is enough until it runs out."""

    text = "You have signed this version on {on}."


class TextHasChanged(RuleBroken):
    """What is in force is not what the person read."""

    text = "The text has changed since you opened it. Please read it again."


def sign(session: Session, actor: Actor, version_id: int, fingerprint: str, now: datetime) -> Acknowledgement:
    """Sign what one has read (its fingerprint); nobody signs for somebody else."""
    actor.require(Permission.CULTURE_READ)
    if actor.person_id is None:
        raise AccountWithoutPerson
    version = _in_force(session, version_id)
    if version.fingerprint != fingerprint:
        raise TextHasChanged
    # Two presses at once wait for each other at the person's row.
    session.execute(select(PEOPLE.id).where(PEOPLE.id == actor.person_id).with_for_update())
    duty = _duty(session, actor.person_id, version, now)
    today, months = business_date(now), version.code.renewal_months
    until = months_later(today, months) - timedelta(days=1) if months else None
    signature = Acknowledgement(
        version_id=version.id, person_id=actor.person_id, unit_id=duty.person.unit_id, signed_on=today,
        signed_at=now, due_on=duty.due_on, valid_until=until, text_hash=fingerprint,
    )  # fmt: skip
    session.add(signature)
    session.flush()
    if today <= duty.due_on:
        claim = Claim(PointsEvent.CODE_SIGNED, actor.person_id, "Acknowledgement", signature.id, today)
        award(session, [claim], now)
    return signature


def _in_force(session: Session, version_id: int) -> ConductCodeVersion:
    query = select(ConductCodeVersion).where(ConductCodeVersion.id == version_id)
    version = session.scalars(query.options(selectinload(ConductCodeVersion.code))).one_or_none()
    if version is None:
        raise NotFound
    if version.state is not TextState.IN_FORCE or version.code.archived_at is not None:
        raise NotInForce
    return version


def _duty(session: Session, person_id: int, version: ConductCodeVersion, now: datetime) -> Duty:
    today = business_date(now)
    people = staff(session, today, PEOPLE.id == person_id)
    duty = next(iter(duties([asks(version)], people, signatures(session, [version.id], person_id))), None)
    if duty is None:
        raise NotAskedOfYou
    if duty.done is not None and not duty.can_be_done(today):
        raise SignedAlready(on=duty.done.on)
    return duty
