"""Duties that records of sales give: who looks after a customer, who may give discounts."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session, object_session

from db.bulk import select_in, table_of
from domain.core.changed import is_written
from domain.core.clearance import POST_DUTIES, Duty, Given, require_cleared
from domain.core.clock import business_date, now
from domain.core.entity import Entity
from domain.organisation.person import Person

CUSTOMER = Given(
    duty=Duty.CUSTOMER_ASSIGNMENT, person="salesperson_id", columns=frozenset({"salesperson_id"})
)
AUTHORITY = Given(
    duty=Duty.DISCOUNT_AUTHORITY, person="person_id", post="post_id",
    columns=frozenset({"person_id", "post_id", "max_discount"}),
)  # fmt: skip


def require_clearance(record: Entity, given: Given) -> None:
    """Refuse a record that is about to give a duty to somebody who may not have it."""
    session = object_session(record)
    if session is None or not is_written(record, *given.columns):
        return
    post: int | None = getattr(record, given.post) if given.post else None
    person: int | None = getattr(record, given.person)
    with session.no_autoflush:
        people = holders(session, [post]).get(post, ()) if post is not None else {person} - {None}
        field = given.post if post is not None and given.post else given.person
        require_cleared(
            session, given.duty, [who for who in people if who is not None], business_date(now()), field
        )


def holders(session: Session, posts: Iterable[Any]) -> dict[int, Collection[int]]:
    """Post -> the people in it, whoever asks; those who left are out."""
    people = table_of(Person).c
    here = (people.left_on.is_(None), people.archived_at.is_(None))
    found: dict[int, Collection[int]] = {}
    for row in select_in(session, (people.post_id, people.id), people.post_id, posts, *here):
        found[row.post_id] = {*found.get(row.post_id, ()), row.id}
    return found


def duties_of_post(session: Session, post: int, today: date) -> Collection[Duty]:
    """What comes with a post: discounts, where it may give some today or will be."""
    t = table_of_authorities().c
    query = select(t.max_discount, t.valid_from).where(t.post_id == post, t.archived_at.is_(None))
    rows = sorted(session.execute(query), key=lambda row: row.valid_from)
    begun = [row for row in rows if row.valid_from <= today][-1:]
    counted = [*begun, *(row for row in rows if row.valid_from > today)]
    return {Duty.DISCOUNT_AUTHORITY} if any(row.max_discount > 0 for row in counted) else frozenset()


def table_of_authorities() -> Table:
    """Named here, as the records themselves ask this module."""
    return Entity.metadata.tables["discount_authority"]


POST_DUTIES.append(duties_of_post)
