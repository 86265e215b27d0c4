"""Passwords that cost little, and a portal that has just been set up."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.access import password
from domain.access.first_start import first_start
from tests.factories import an_actor

T = TypeVar("T")
Do = Callable[[Callable[[Session], T]], T]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least work bcrypt does: the tests are about rules, not about how long guessing takes."""
    monkeypatch.setattr(password, "COST", 4)


@pytest.fixture
def portal_set_up(database: str) -> str:
    """A database after the first start."""
    carry_out(an_actor(), lambda session: first_start(session, "示例公司", "Sample Company"))
    return database
