"""Figures about a person that the portal works out from its own records."""

from collections.abc import Mapping


def personal_measures() -> Mapping[str, str]:
    """Name of each -> what people call it."""
    return {}
