"""From when until when something appointed was overdue, as months that a balance counts in."""

from datetime import date, timedelta

from domain.core.period import month_of


def overdue_months(due_on: date | None, ended_on: date | None) -> tuple[int | None, int | None]:
    """(month in which it became overdue, month in which that ended); None: never, not yet.

    The due day itself is in time. What ends on a day is no longer overdue at the end of that day.
    """
    if due_on is None or (ended_on is not None and ended_on <= due_on):
        return None, None
    return month_of(due_on + timedelta(1)), None if ended_on is None else month_of(ended_on)
