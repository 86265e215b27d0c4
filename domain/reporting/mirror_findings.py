"""Keep the findings of oversight in step with the issues of the improvement loop (R50)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.fact_spec import Columns
from domain.core.mirrored_rows import write_rows
from domain.core.period import month_of
from domain.improvement.cause import CauseAnalysis
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.indicators.indicator import Indicator
from domain.oversight.finding import Finding
from domain.oversight.recurrences import find_recurrences

SOURCE = "improvement"
ISSUE, CAUSE, INDICATOR = map(table_of, (Issue, CauseAnalysis, Indicator))
NO_FINDINGS = (IssueState.REJECTED, IssueState.DUPLICATE, IssueState.CANCELLED)


def mirror_findings(session: Session) -> None:
    """Write every issue that is one, then see which came back.

    Its control is the indicator it is about, its cause the category of its latest analysis.
    """
    rounds = select(CAUSE.c.issue_id, CAUSE.c.category).order_by(CAUSE.c.round)
    causes = {row.issue_id: row.category.value for row in session.execute(rounds)}
    query = (
        select(
            ISSUE.c.id, ISSUE.c.unit_id, ISSUE.c.number, ISSUE.c.title, ISSUE.c.raised_on, ISSUE.c.closed_on,
            ISSUE.c.state, INDICATOR.c.code,
        )
        .outerjoin(INDICATOR, INDICATOR.c.id == ISSUE.c.indicator_id)
        .where(ISSUE.c.state.not_in(NO_FINDINGS))
    )  # fmt: skip
    wanted: dict[str, Columns] = {}
    for row in session.execute(query):
        closed = row.closed_on if row.state is IssueState.CLOSED else None
        wanted[f"issue {row.id}"] = {
            "unit_id": row.unit_id, "number": row.number, "title": row.title, "control": row.code or "",
            "cause": causes.get(row.id, ""), "found_on": row.raised_on, "period": month_of(row.raised_on),
            "closed_on": closed, "closed_period": closed and month_of(closed),
        }  # fmt: skip
    write_rows(session, Finding, SOURCE, wanted)
    find_recurrences(session)
