"""What points are given for."""

from enum import StrEnum


class PointsEvent(StrEnum):
    """Each has a rule of its own."""

    RECOGNISED = "recognised"
    """A recognition was announced (and, of an improvement, its effect was found)."""
    ISSUE_REPORTED = "issue_reported"
    """An issue somebody reported was cured: the effect was found."""
    ISSUE_SOLVED = "issue_solved"
    """The same, to the owner of the issue."""
    CASE_PUBLISHED = "case_published"
    CODE_SIGNED = "code_signed"
    """In time."""
    PAGE_READ = "page_read"
    """A page that must be read, in time."""

    @property
    def tone(self) -> str:
        """It is no state."""
        return "calm"
