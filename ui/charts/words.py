"""What a chart says to those who do not see it, and what stands where there is nothing to see."""

from collections.abc import Sequence

from ui.charts.columns import period_name
from ui.charts.data import Bar, Measured, Point, shown
from ui.language import _


def course_in_words(title: str, points: Sequence[Point], measured: Measured) -> str:
    """The first and the last figure of a course that has one."""
    known = [point for point in points if point.value is not None]
    first, last = known[0], known[-1]
    return _(
        "{title}: from {first} in {begin} to {last} in {end}",
        title=title, first=shown(first.value, measured), begin=period_name(first.period),
        last=shown(last.value, measured), end=period_name(last.period),
    )  # fmt: skip


def why_nothing(rows: Sequence[Point] | Sequence[Bar], empty: str) -> str | None:
    """Why there is no figure: as told, else the reasons of the rows; None where there is one."""
    if any(row.value is not None for row in rows):
        return None
    reasons = dict.fromkeys(row.note for row in rows if row.note)
    return empty or "; ".join(reasons) or _("No figures yet.")
