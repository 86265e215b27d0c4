"""Figures about a person that the portal works out from its own records."""

from collections.abc import Mapping

from domain.appraisal.personal_measures import PERSONAL_MEASURES
from ui.language import label


def personal_measures() -> Mapping[str, str]:
    """Name of each -> what people call it."""
    return {name: label(f"personal.{name}") for name in PERSONAL_MEASURES}
