"""Which base amount holds for whom on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.rewards.bonus_base import BonusBase


class BaseSource(StrEnum):
    """Whose amount it is."""

    PERSON = "person"
    POST = "post"


@dataclass(frozen=True)
class Base:
    """An amount, and the record it stands in."""

    record_id: int
    source: BaseSource
    amount: Decimal


@dataclass(frozen=True)
class Bases:
    """All amounts of a scheme on a day."""

    people: Mapping[int, Base]
    posts: Mapping[int, Base]

    def of(self, person_id: int, post_id: int | None) -> Base | None:
        """A person's own amount goes before that of the post."""
        return self.people.get(person_id) or self.posts.get(post_id or 0)


def bases_on(session: Session, scheme_id: int, day: date) -> Bases:
    """The amounts that hold on the day."""
    query = select(BonusBase).where(
        BonusBase.scheme_id == scheme_id, BonusBase.archived_at.is_(None), BonusBase.since <= day,
        or_(BonusBase.until.is_(None), BonusBase.until >= day),
    )  # fmt: skip
    people, posts = {}, {}
    for one in session.scalars(query):
        if one.person_id is not None:
            people[one.person_id] = Base(one.id, BaseSource.PERSON, one.amount)
        elif one.post_id is not None:
            posts[one.post_id] = Base(one.id, BaseSource.POST, one.amount)
    return Bases(people, posts)
