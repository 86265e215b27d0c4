"""What must hold before a case is published, and what follows."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.access.user import User
from domain.core.acting_person import WrongPerson, known_person
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.workflow import who_took
from domain.culture.award import Claim, award
from domain.culture.duty import PEOPLE
from domain.culture.points_event import PointsEvent
from domain.improvement.issue import Issue
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.workforce.violation import Violation

if TYPE_CHECKING:
    from domain.culture.case_study import CaseStudy

TELLING = 3
"""Characters from which a Chinese name is hardly anything but a name; shorter ones are ordinary words too."""
TOLD = frozenset({"title", "happened", "cause", "lesson"})
"""The columns that make the case."""
USER = table_of(User).c
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class AuthorReviews(WrongPerson):
    """Whoever wrote a case does not judge it."""

    text = "You wrote or submitted this case; somebody else must review it."


class NamesSomebody(RuleBroken):
    """The case is about what happened, not about whom it happened to."""

    text = "The text names {name}. Cases are told without names."


class CaseToReview(Statement):
    """To those who review."""

    text = "A case is to be reviewed: {title}."


class CaseSentBack(Statement):
    """To the author."""

    text = "Your case was sent back: {title}."


def another_reviews(case: "CaseStudy", actor: Actor) -> DomainError | None:
    """Neither author nor submitter acts, nor anybody who wrote on it."""
    session = object_session(case)
    writers: set[int | None] = {case.author_id}
    if session is not None:
        writers |= who_took(session, case, "submit") | _who_wrote(session, case)
    return known_person(case, actor) or (AuthorReviews() if actor.person_id in writers else None)


def _who_wrote(session: Session, case: "CaseStudy") -> set[int | None]:
    """Persons who changed what the case says, by the journal."""
    lines = select(JournalEntry.actor_id, JournalEntry.changes).where(
        JournalEntry.entity == "CaseStudy", JournalEntry.entity_id == case.id
    )
    users = {row.actor_id for row in session.execute(lines) if TOLD & row.changes.keys()}
    return set(session.scalars(select(USER.person_id).where(USER.id.in_(users))))


def names_nobody(case: "CaseStudy", _actor: Actor) -> DomainError | None:
    """No colleague is named: those of the record behind it by any name, others by names that are plain."""
    session = object_session(case)
    if session is None:
        return None
    text = " ".join((case.title, case.happened, case.cause, case.lesson, case.tags))
    involved = _involved(session, case)
    for person, name, name_en in session.execute(select(PEOPLE.id, PEOPLE.name, PEOPLE.name_en)):
        for one in (name, name_en):
            if one and _mentions(text, one, plain=person not in involved):
                return NamesSomebody(name=one)
    return None


def _mentions(text: str, name: str, *, plain: bool) -> bool:
    if CHINESE.search(name):
        return name in text and (not plain or len(name) >= TELLING)
    if plain and " " not in name.strip():
        return False
    return re.search(rf"\b{re.escape(name.strip())}\b", text, re.IGNORECASE) is not None


def _involved(session: Session, case: "CaseStudy") -> set[int | None]:
    from domain.culture.case_study import CaseSource

    s, v, i = table_of(CaseSource), table_of(Violation), table_of(Issue)
    query = (
        select(v.c.salesperson_id, i.c.owner_id, i.c.reporter_id)
        .select_from(s.outerjoin(v, v.c.id == s.c.violation_id).outerjoin(i, i.c.id == s.c.issue_id))
        .where(s.c.case_id == case.id)
    )
    return {person for row in session.execute(query) for person in row}


def date_publication(_session: Session, case: "CaseStudy", _actor: Actor, now: datetime) -> None:
    """Effect: since when everybody reads it."""
    case.published_on = business_date(now)


def give_points(session: Session, case: "CaseStudy", _actor: Actor, now: datetime) -> None:
    """Effect: the author earns points."""
    claim = Claim(PointsEvent.CASE_PUBLISHED, case.author_id, "CaseStudy", case.id, business_date(now))
    award(session, [claim], now)


def tell_reviewers(session: Session, case: "CaseStudy", actor: Actor, now: datetime) -> None:
    """Effect: those who may publish it are told."""
    people = audience(session, business_date(now))
    users = people.with_permission(Permission.CULTURE_APPROVE, case.unit_id)
    users = people.without_persons(users, [case.author_id, actor.person_id])
    key = f"case:{case.id}:{now.isoformat()}"
    tell(session, users, Occasion.YOUR_TURN, CaseToReview(title=case.title), link_to(case), now, key)


def tell_author(session: Session, case: "CaseStudy", _actor: Actor, now: datetime) -> None:
    """Effect: the author learns that there is something to mend."""
    users = audience(session, business_date(now)).of_persons([case.author_id])
    key = f"case:{case.id}:back:{now.isoformat()}"
    tell(session, users, Occasion.YOUR_TURN, CaseSentBack(title=case.title), link_to(case), now, key)


def link_to(case: "CaseStudy") -> Link:
    """Its page."""
    return Link("case_studies", {"id": str(case.id)}, Permission.CULTURE_READ)
