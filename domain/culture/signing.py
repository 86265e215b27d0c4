"""Questions about signatures: who must sign what, who has, who has not."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.permission import Actor
from domain.culture.acknowledgement import Acknowledgement
from domain.culture.conduct_code import ConductCode, ConductCodeVersion
from domain.culture.duty import PEOPLE, Asked, Done, Duty, Staff, duties, staff
from domain.culture.reach import led_by
from domain.culture.text_state import TextState


def versions_in_force(session: Session) -> Sequence[ConductCodeVersion]:
    """What is to be signed now, with the code it belongs to."""
    query = (
        select(ConductCodeVersion)
        .join(ConductCode, ConductCode.id == ConductCodeVersion.code_id)
        .where(ConductCodeVersion.state == TextState.IN_FORCE, ConductCode.archived_at.is_(None))
        .options(selectinload(ConductCodeVersion.code))
    )
    return session.scalars(query.order_by(ConductCode.code)).all()


def asks(version: ConductCodeVersion) -> Asked:
    """What the version asks of people; its code must be loaded."""
    code, since = version.code, version.in_force_on
    if since is None:
        raise ValueError("the version never came into force")
    return Asked(
        version_id=version.id, since=max(since, code.asked_since or since), days=code.due_days,
        posts=frozenset(code.posts or ()),
    )  # fmt: skip


def own_signings(session: Session, actor: Actor, today: date) -> list[tuple[ConductCodeVersion, Duty]]:
    """What the actor themself must sign or has signed, of the versions in force."""
    return signings_of(session, staff(session, today, PEOPLE.id == (actor.person_id or 0)))


def signings_led(session: Session, actor: Actor, version: ConductCodeVersion, today: date) -> list[Duty]:
    """Who must sign this version among the people whom the actor leads or whose signatures they keep."""
    people = staff(session, today, led_by(actor, PEOPLE.unit_id))
    return duties([asks(version)], people, signatures(session, [version.id]))


def all_signings(session: Session, today: date) -> list[tuple[ConductCodeVersion, Duty]]:
    """Every duty to sign of everybody."""
    return signings_of(session, staff(session, today))


def signings_of(session: Session, people: Sequence[Staff]) -> list[tuple[ConductCodeVersion, Duty]]:
    """What these people must sign or have signed, of the versions in force."""
    versions = {one.id: one for one in versions_in_force(session)}
    done = signatures(session, versions, people[0].id if len(people) == 1 else None)
    found = duties(map(asks, versions.values()), people, done)
    return [(versions[duty.asked.version_id], duty) for duty in found]


def signatures(
    session: Session, versions: Collection[int], person_id: int | None = None
) -> dict[tuple[int, int], Done]:
    """The latest signature of each person under each version (of one person, if named)."""
    # The table: whoever asks limits the people; who has signed is part of the same answer.
    t = table_of(Acknowledgement).c
    query = select(t.version_id, t.person_id, t.signed_on, t.valid_until).where(
        t.version_id.in_(sorted(versions))
    )
    if person_id is not None:
        query = query.where(t.person_id == person_id)
    return {
        (row.version_id, row.person_id): Done(row.signed_on, row.valid_until)
        for row in session.execute(query.order_by(t.signed_on))
    }
