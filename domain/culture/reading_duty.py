"""Questions about the handbook: what stands in it, what must be read, who has read it."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.permission import Actor
from domain.culture.duty import PEOPLE, Asked, Done, Duty, Staff, duties, staff
from domain.culture.handbook_page import HandbookCategory, HandbookPage, HandbookVersion
from domain.culture.reach import led_by
from domain.culture.read_receipt import ReadReceipt
from domain.culture.text_state import TextState

ORDER = {category: at for at, category in enumerate(HandbookCategory)}


def pages_in_force(session: Session) -> Sequence[HandbookVersion]:
    """Every page as it counts today, with page and owner, in the order of the book."""
    query = (
        select(HandbookVersion)
        .join(HandbookPage, HandbookPage.id == HandbookVersion.page_id)
        .where(HandbookVersion.state == TextState.IN_FORCE, HandbookPage.archived_at.is_(None))
        .options(selectinload(HandbookVersion.page).selectinload(HandbookPage.owner))
    )
    found = session.scalars(query).all()
    return sorted(found, key=lambda one: (ORDER[one.page.category], one.page.position, one.page.code))


def asks_reading(version: HandbookVersion) -> Asked:
    """What the version asks of people; its page must be loaded."""
    page, since = version.page, version.in_force_on
    if since is None:
        raise ValueError("the version never came into force")
    return Asked(
        version_id=version.id, since=max(since, page.asked_since or since), days=page.due_days,
        posts=frozenset(page.posts or ()),
    )  # fmt: skip


def own_reading(session: Session, actor: Actor, today: date) -> list[tuple[HandbookVersion, Duty]]:
    """The pages that the actor themself must read or has read, of those that must be read."""
    return reading_of(session, staff(session, today, PEOPLE.id == (actor.person_id or 0)))


def reading_led(session: Session, actor: Actor, version: HandbookVersion, today: date) -> list[Duty]:
    """Who must read this version among the people whom the actor leads or whose reading they keep."""
    people = staff(session, today, led_by(actor, PEOPLE.unit_id))
    return duties([asks_reading(version)], people, receipts(session, [version.id]))


def all_reading(session: Session, today: date) -> list[tuple[HandbookVersion, Duty]]:
    """Every duty to read of everybody."""
    return reading_of(session, staff(session, today))


def reading_of(session: Session, people: Sequence[Staff]) -> list[tuple[HandbookVersion, Duty]]:
    """What these people must read or have read, of the versions in force."""
    versions = {one.id: one for one in pages_in_force(session) if one.page.must_read}
    done = receipts(session, versions, people[0].id if len(people) == 1 else None)
    found = duties(map(asks_reading, versions.values()), people, done)
    return [(versions[duty.asked.version_id], duty) for duty in found]


def receipts(
    session: Session, versions: Collection[int], person_id: int | None = None
) -> dict[tuple[int, int], Done]:
    """Who has read which version (of one person, if named)."""
    t = table_of(ReadReceipt).c
    query = select(t.version_id, t.person_id, t.read_on).where(t.version_id.in_(sorted(versions)))
    if person_id is not None:
        query = query.where(t.person_id == person_id)
    return {(row.version_id, row.person_id): Done(row.read_on) for row in session.execute(query)}


def readers_of(session: Session, version_id: int) -> int:
    """How many people have confirmed to have read the version."""
    t = table_of(ReadReceipt).c
    return session.scalar(select(func.count(t.id)).where(t.version_id == version_id)) or 0
