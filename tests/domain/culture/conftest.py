"""Fixtures of tests about what binds and rewards."""

import pytest

from tests.domain.improvement.loop import Loop


@pytest.fixture
def loop(database: str) -> Loop:
    """A company with nothing reported yet; the measures will work."""
    return Loop()
