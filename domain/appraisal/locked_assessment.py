"""An assessment, fetched for a change."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.core.errors import DomainError, NotFound


def locked_assessment(session: Session, assessment_id: int) -> Assessment:
    """The assessment as it is now; whoever else wants to change it waits for this transaction.

    NotFound when there is none or the session's actor may not see it.
    """
    query = (
        select(Assessment)
        .where(Assessment.id == assessment_id, Assessment.archived_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def require(*refusals: DomainError | None) -> None:
    """Raise the first refusal, if there is one."""
    for refusal in refusals:
        if refusal is not None:
            raise refusal
