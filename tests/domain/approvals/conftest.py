"""Fixtures of tests about approvals."""

import pytest

from tests.domain.approvals.company import Company


@pytest.fixture
def company(database: str) -> Company:
    """People with accounts, an alert, no route yet."""
    return Company()
