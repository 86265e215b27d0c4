"""Fixtures of tests about the improvement loop."""

import pytest
from sqlalchemy import Column, Integer, Table

from db.base import Base
from domain import entities  # noqa: F401  registers every table
from tests.domain.improvement.loop import Loop

if "alert" not in Base.metadata.tables:
    Table("alert", Base.metadata, Column("id", Integer, primary_key=True))


@pytest.fixture
def loop(database: str) -> Loop:
    """A company with nothing reported yet; the measures will work."""
    return Loop()
