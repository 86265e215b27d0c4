"""An issue, fetched for a change."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from domain.core.errors import NotFound
from domain.improvement.issue import Issue
from domain.improvement.measure import ImprovementMeasure

PARTS = (
    selectinload(Issue.causes),
    selectinload(Issue.plans),
    selectinload(Issue.measures).selectinload(ImprovementMeasure.evidence),
    selectinload(Issue.verdicts),
)
"""What the rules look at."""


def locked_issue(session: Session, issue_id: int) -> Issue:
    """The issue as it is now, with its parts; whoever else wants to change it waits for this transaction.

    NotFound when there is none or the session's actor may not see it.
    """
    query = (
        select(Issue)
        .where(Issue.id == issue_id)
        .options(*PARTS)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    issue = session.scalars(query).one_or_none()
    if issue is None:
        raise NotFound
    for measure in issue.measures:
        set_committed_value(measure, "issue", issue)
    return issue


def locked_measure(session: Session, measure_id: int) -> ImprovementMeasure:
    """A measure as it is now, its issue locked with it."""
    issue_id = session.scalar(
        select(ImprovementMeasure.issue_id).where(
            ImprovementMeasure.id == measure_id, ImprovementMeasure.archived_at.is_(None)
        )
    )
    if issue_id is None:
        raise NotFound
    issue = locked_issue(session, issue_id)
    return next(measure for measure in issue.measures if measure.id == measure_id)
