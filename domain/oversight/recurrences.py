"""Findings that came back: the same control and cause in the same unit within twelve months (R50)."""

from bisect import bisect_left
from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of, months_later
from domain.oversight.finding import Finding

FINDING = table_of(Finding)
MONTHS = 12
READ = tuple(
    FINDING.c[name]
    for name in (
        *("id", "unit_id", "control", "cause", "found_on", "closed_on", "recurred_on"),
        *Finding.period_columns,
    )
)


def settle(session: Session, touched: Touched) -> None:
    """Look again at all findings once some were touched: they are few."""
    if touched.get("finding"):
        find_recurrences(session)


def find_recurrences(session: Session) -> None:
    """Write down for every closed finding the first day on which the same was found again in time."""
    findings = [dict(row._mapping) for row in session.execute(select(*READ))]
    days: dict[tuple[int, str, str], list[date]] = defaultdict(list)
    for finding in findings:
        if finding["control"] and finding["cause"]:
            days[_kind(finding)].append(finding["found_on"])
    for found in days.values():
        found.sort()
    write_differences(session, Finding, [(row, _again(row, days.get(_kind(row), []))) for row in findings])


def _kind(finding: Columns) -> tuple[int, str, str]:
    return finding["unit_id"], finding["control"], finding["cause"]


def _again(finding: Columns, days: list[date]) -> Columns:
    closed = finding["closed_on"]
    again = None
    if closed is not None:
        # One found on the very day of the closing counts, unless it is this one, opened and closed that day.
        at = bisect_left(days, closed) + (finding["found_on"] == closed)
        again = days[at] if at < len(days) and days[at] <= months_later(closed, MONTHS) else None
    return {"recurred_on": again, "recurred_period": again and month_of(again)}
