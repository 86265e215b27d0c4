"""The company that tests of automations share."""

import pytest

from tests.domain.automation.company import Company, found_company


@pytest.fixture
def company(database: str) -> Company:
    """Somebody who sets automations up, and somebody who is told."""
    return found_company()
