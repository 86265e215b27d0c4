"""What chosen marks are called, in both languages."""

from enum import StrEnum

from sqlalchemy.orm import Session

from domain.core.language import label
from domain.reporting.breakdown import member_names
from domain.reporting.loop_open import person_names
from ui.dashboard.declaration import NameOf

NONE = ("", "")


def of_choice(kind: type[StrEnum]) -> NameOf:
    """Members of a choice."""

    def name(_: Session, key: str) -> tuple[str, str]:
        found = next((member for member in kind if member.value == key), None)
        return (label(found, "zh_CN"), label(found, "en")) if found else NONE

    return name


def of_member(by: str) -> NameOf:
    """Records that figures are broken down by."""

    def name(session: Session, key: str) -> tuple[str, str]:
        number = numbered(key)
        return member_names(session, by, [number]).get(number, NONE) if number else NONE

    return name


def of_person(session: Session, key: str) -> tuple[str, str]:
    """A person; nobody is 0."""
    number = numbered(key)
    if number is None:
        return NONE
    return person_names(session, [number]).get(number, NONE) if number else ("未分配", "Without owner")


def numbered(key: str) -> int | None:
    """The number of a record as the address writes it; None for anything else."""
    return int(key) if key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS else None


MOST_DIGITS = 15
