"""How hard to ask for money, and when again (domain reference C.4)."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

LADDER = (1, 15, 30, 60, 90)
"""Days in arrears from which level 1, 2, 3 ... applies."""
REMINDER_DAYS = -3
"""So many days before the due date a friendly reminder (level 0) goes out."""
INTERVAL_DAYS = 14
GRACE_DAYS = 3


def arrears(due: date, on: date, grace: int = GRACE_DAYS) -> int:
    """Days overdue after the days of grace, never below 0."""
    return max((on - due).days - grace, 0)


def dunning_level(days_overdue: int, ladder: Sequence[int] = LADDER) -> int:
    """The level for so many days overdue; 0 while nothing is overdue."""
    return bisect_right(ladder, days_overdue)


def is_dunned(due: date, on: date, grace: int = GRACE_DAYS) -> bool:
    """Whether anything is sent on that day beyond a reminder."""
    return dunning_level(arrears(due, on, grace)) > 0


def may_run_again(last_run: date, on: date, interval: int = INTERVAL_DAYS) -> bool:
    """Whether the customer may hear from us again: not before the interval is over."""
    return (on - last_run).days >= interval
