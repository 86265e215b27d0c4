"""A confidential record is hidden from every kind of query of whoever may not see it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import exists, func, select, union_all
from sqlalchemy.orm import Session, aliased

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.assessment import Assessment
from domain.appraisal.rating import Rating, RatingRole
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, machine
from domain.core.visibility import sees
from domain.organisation.person import Person
from tests.domain.appraisal.reviewed import Company
from tests.factories import added, an_actor

EVERYTHING = 1
"""How many ratings there are."""


@pytest.fixture
def company(database: str) -> Iterator[Company]:
    """Anna's manager has rated her; nothing is published."""
    with unit_of_work(machine("test")) as session:
        company = Company(session)
        one = company.an_assessment()
        added(
            session,
            Rating(
                assessment_id=one.id, item_key="trust", by_id=company.ben.id, role=RatingRole.MANAGER, level=2
            ),
        )
        session.commit()
        yield company


def all_powerful(person: Person) -> Actor:
    """The person with every permission there is, everywhere."""
    return an_actor(person_id=person.id, name=person.name)


R = aliased(Rating)
QUERIES = {
    "rows": select(func.count()).select_from(select(Rating.id).subquery()),
    "count": select(func.count(Rating.id)),
    "count of all": select(func.count()).select_from(Rating),
    "column": select(func.sum(Rating.level)),
    "alias": select(func.count(R.id)),
    "join": select(func.count(Rating.id)).join(Assessment, Assessment.id == Rating.assessment_id),
    "outer join": select(func.count(Rating.id)).select_from(Assessment).outerjoin(Rating),
    "subquery": select(func.count(Assessment.id)).where(Assessment.id.in_(select(Rating.assessment_id))),
    "exists": select(func.count(Assessment.id)).where(exists().where(Rating.assessment_id == Assessment.id)),
    "scalar subquery": select(select(func.count(Rating.id)).scalar_subquery()),
    "alias in a subquery": select(func.count(Assessment.id)).where(
        Assessment.id.in_(select(R.assessment_id).where(R.level == 2))
    ),
    "union": select(func.count()).select_from(
        union_all(select(Rating.id), select(Rating.id).where(Rating.level > 5)).subquery()
    ),
    "common table": select(func.count()).select_from(select(Rating.id).cte()),
}


def answers(actor: Actor) -> dict[str, int]:
    with reading(actor) as session:
        return {name: int(session.scalar(query) or 0) for name, query in QUERIES.items()}


def test_a_query_shows_the_record_to_whom_it_concerns(company: Company) -> None:
    seen = answers(an_actor(person_id=company.ben.id, units=frozenset()))
    assert {name for name, count in seen.items() if not count} == set()


@pytest.mark.parametrize("who", ["anna", "stranger"])
def test_no_query_shows_the_record_to_anybody_else(company: Company, who: str) -> None:
    actor = all_powerful(company.anna)
    if who == "stranger":
        actor = an_actor(person_id=company.emil.id, units=frozenset())
    assert {name: count for name, count in answers(actor).items() if count} == {}


def test_the_portal_itself_sees_everything(company: Company) -> None:
    assert min(answers(machine("test")).values()) >= EVERYTHING


def test_a_hidden_record_is_not_found_by_its_number(company: Company) -> None:
    session: Session
    with reading(machine("test")) as session:
        key = session.scalars(select(Rating.id)).one()
    with reading(all_powerful(company.anna)) as session, pytest.raises(NotFound):
        find(session, Rating, key)


def test_the_identity_of_a_hidden_record_does_not_open_it(company: Company) -> None:
    with reading(machine("test")) as session:
        rating = session.scalars(select(Rating)).one()
        assert not sees(all_powerful(company.anna), rating)
        assert sees(all_powerful(company.ben), rating)
        assert sees(machine("test"), rating)


def test_the_journal_of_a_hidden_record_is_hidden_too(company: Company) -> None:
    query = select(func.count(JournalEntry.seq)).where(JournalEntry.entity == Rating.__name__)
    with reading(all_powerful(company.anna)) as session:
        assert session.scalar(query) == 0
    with reading(all_powerful(company.ben)) as session:
        assert session.scalar(query) == EVERYTHING
