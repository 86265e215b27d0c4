"""One thing that somebody still has to do, or that is still to be done for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Matter(StrEnum):
    """What is to be done."""

    GOALS = "goals"
    SELF_RATING = "self_rating"
    MANAGER_RATING = "manager_rating"
    SECOND_RATING = "second_rating"
    RESULT = "result"
    """To acknowledge a published result, or to appeal."""
    SIGN = "sign"
    READ = "read"
    CERTIFICATE = "certificate"
    """To earn one that is required and missing, or to renew one that ends."""
    COURSE = "course"
    """An invitation, an exam, a retake."""
    COACHING = "coaching"
    """A talk that was agreed on for this day."""
    CONFIRM_COACHING = "confirm_coaching"
    USE = "use"
    """Something that follows from a result is to be carried out, or looked at again."""
    ACTION = "action"
    """A corrective action."""


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """About whom, what, until when, and where it is done."""

    person_id: int
    matter: Matter
    name_zh: str
    name_en: str
    page: str
    """The page, by its address or by the entity it opens."""
    key: int
    """The record there."""
    due_on: date | None = None
    """The last day; None: there is none."""
    doer_id: int | None = None
    """Whose turn it is; None: an office's."""
    state: StrEnum | None = None
    """Where it stands, where that says more."""

    def days_late(self, today: date) -> int:
        """Days since the last day; 0 while there is time."""
        return max(0, (today - self.due_on).days) if self.due_on is not None else 0


def in_order(found: Iterable[ToDo]) -> list[ToDo]:
    """What is due first, first; what has no last day at the end."""
    return sorted(found, key=lambda one: (one.due_on or date.max, one.person_id, one.matter, one.key))
