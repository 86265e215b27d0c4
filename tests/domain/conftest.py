"""Fixtures of tests about the business."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.permission import Actor
from tests.factories import an_actor


@pytest.fixture
def actor() -> Actor:
    """Somebody who may do everything, everywhere; a test about permissions makes its own."""
    return an_actor()


@pytest.fixture
def session(database: str, actor: Actor) -> Iterator[Session]:
    """A unit of work of the actor on a fresh database; it commits when the test ends.

    A test that provokes an error of the database calls `session.rollback()` afterwards.
    """
    with unit_of_work(actor) as session:
        yield session
