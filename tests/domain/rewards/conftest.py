"""The company of these tests."""

import pytest
from sqlalchemy.orm import Session

from tests.domain.rewards.rewarded import Rewarded


@pytest.fixture
def company(session: Session) -> Rewarded:
    """See there."""
    return Rewarded(session)
