"""What a published result says now: an appeal may have changed it since something was proposed."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult


def present_result(session: Session, assessment_id: int) -> tuple[str, Decimal | None]:
    """Code of the grade (empty: not rated) and score, whoever asks; of the last published revision."""
    r, g = table_of(AssessmentResult), table_of(Grade)
    query = (
        select(g.c.code, r.c.score)
        .select_from(r.outerjoin(g, g.c.id == r.c.grade_id))
        .where(r.c.assessment_id == assessment_id, r.c.published_at.is_not(None))
        .order_by(r.c.revision.desc())
    )
    found = session.execute(query.limit(1)).first()
    return (found.code or "", found.score) if found is not None else ("", None)
