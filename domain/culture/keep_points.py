"""Keep the ledger in step with what was found: points for new effects, back for effects that were undone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from db.bulk import table_of
from domain.culture.award import award
from domain.culture.claims import CURED, issue_claims, recognition_claims
from domain.culture.points_entry import UNDONE, PointsEntry, PointsKind
from domain.culture.reverse import reverse_all
from domain.improvement.issue import Issue


@dataclass(frozen=True)
class Kept:
    """What was written."""

    given: int
    taken_back: int


def keep_points(session: Session, now: datetime) -> Kept:
    """First take back, then give; asking again writes nothing."""
    undone = reverse_all(session, _no_longer_cured(session), UNDONE, now)
    given = award(session, [*recognition_claims(session), *issue_claims(session)], now)
    return Kept(len(given), len(undone))


def _no_longer_cured(session: Session) -> list[PointsEntry]:
    """Entries that stand for an issue whose effect does not, or that was archived, as a double is."""
    reversal = aliased(PointsEntry)
    t = table_of(Issue).c
    undone = or_(t.state.not_in(CURED), t.archived_at.is_not(None))
    query = (
        select(PointsEntry)
        .where(
            PointsEntry.kind == PointsKind.EARNED, PointsEntry.entity == "Issue",
            PointsEntry.entity_id.in_(select(t.id).where(undone).scalar_subquery()),
            ~select(reversal.id).where(reversal.reverses_id == PointsEntry.id).exists(),
        )
        .order_by(PointsEntry.id)
    )  # fmt: skip
    return list(session.scalars(query))
