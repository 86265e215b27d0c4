"""The life of a version of a text that people are bound by: drafted, in force, retired."""

from enum import StrEnum


class TextState(StrEnum):
    """Only one version of a text is in force at a time."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"draft": "waiting", "in_force": "good", "retired": "calm"}[self.value]
