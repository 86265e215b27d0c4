"""Whether somebody may be given a duty: areas above say what it takes, areas below ask before giving it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from domain.core.errors import DomainError

NEWCOMER = 0
"""Stands for the id of somebody whom the directory does not know yet."""


class Duty(StrEnum):
    """What a person can be given to look after, or be allowed to decide."""

    CUSTOMER_ASSIGNMENT = "customer_assignment"
    """To look after a customer."""
    DISCOUNT_AUTHORITY = "discount_authority"
    """To give discounts without asking."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """Which columns of a record give somebody a duty.

    `person` names who gets it, `post` that all its holders get it. Only a new record, or another value in
    one of `columns`, gives it: what was given before stays.
    """

    duty: Duty
    person: str
    post: str | None = None
    columns: frozenset[str]


class Clearance(Protocol):
    """Whoever keeps it knows what a duty takes."""

    def refusals(
        self,
        session: Session,
        duty: Duty,
        people: Collection[int],
        today: date,
        posts: Mapping[int, int | None] | None = None,
    ) -> Mapping[int, DomainError]:
        """Why some of these people (ids) may not be given the duty.

        `posts`: person -> the post they are about to have, where that is not the one on record.
        """


CLEARANCES: list[Clearance] = []
"""Registered once, when the area that keeps it is imported."""
DutiesOfPost = Callable[[Session, int, date], Collection[Duty]]
POST_DUTIES: list[DutiesOfPost] = []
"""Which duties come with a post; registered likewise. Whoever is appointed to it must be cleared for them."""


def not_cleared(
    session: Session,
    duty: Duty,
    people: Collection[int],
    today: date,
    posts: Mapping[int, int | None] | None = None,
) -> dict[int, DomainError]:
    """Who of these may not be given the duty, and why; asked for many people at once."""
    found: dict[int, DomainError] = {}
    for one in CLEARANCES:
        found |= one.refusals(session, duty, people, today, posts) if people else {}
    return found


def require_cleared(
    session: Session,
    duty: Duty,
    people: Collection[int],
    today: date,
    field: str,
    posts: Mapping[int, int | None] | None = None,
) -> None:
    """Refuse to give the duty to people if one of them may not have it; `field` names them in a form."""
    for refusal in not_cleared(session, duty, people, today, posts).values():
        refusal.field = field
        raise refusal


def require_appointable(session: Session, person: int, post: int, today: date) -> None:
    """Refuse to appoint somebody (NEWCOMER: not on record yet) to a post whose duties they may not have."""
    duties = {duty for known in POST_DUTIES for duty in known(session, post, today)}
    for duty in sorted(duties):
        require_cleared(session, duty, [person], today, "post_id", {person: post})
