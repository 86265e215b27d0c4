"""Who has a base amount and no published result in the cycle: left out, and told so."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.result import AssessmentResult
from domain.core.statement import Statement
from domain.organisation.person import Person
from domain.rewards.bonus_bases import Bases
from domain.rewards.bonus_statements import NoResult


def without_result(
    session: Session, cycle: AppraisalCycle, bases: Bases, units: Collection[int]
) -> list[tuple[int, Statement]]:
    """People of the units who were employed in the cycle, by person."""
    p, a, r = map(table_of, (Person, Assessment, AssessmentResult))
    published = (
        select(a.c.person_id)
        .join(r, r.c.assessment_id == a.c.id)
        .where(a.c.cycle_id == cycle.id, a.c.archived_at.is_(None), r.c.published_at.is_not(None))
    )
    query = select(p.c.id).where(
        p.c.unit_id.in_(sorted(units)), p.c.archived_at.is_(None),
        or_(p.c.id.in_(sorted(bases.people)), p.c.post_id.in_(sorted(bases.posts))),
        or_(p.c.joined_on.is_(None), p.c.joined_on <= cycle.last_on),
        or_(p.c.left_on.is_(None), and_(p.c.left_on >= cycle.first_on)),
        p.c.id.not_in(published),
    ).order_by(p.c.id)  # fmt: skip
    return [(person, NoResult()) for person in session.scalars(query)]
