"""What announced recognitions and cured issues earn, and to whom."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.workflow import StepTaken
from domain.culture.award import Claim
from domain.culture.points_event import PointsEvent
from domain.culture.recognition_state import RecognitionKind, RecognitionState
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState

CURED = (IssueState.EFFECTIVE, IssueState.CLOSED)
"""The effect was found, and nobody has taken that back."""
FOUND = "find_effective"
DECIDED = ("approve_plan", "accept_proof", FOUND, "close")
"""Steps of an issue by which people approve or verify what others did."""
APPROVED = ("approve", "approve_in_turns")


def recognition_claims(session: Session, recognition_id: int | None = None) -> list[Claim]:
    """What announced recognitions (or one of them) earn now: those of an improvement after its effect only.

    A recognition counts for what it is about: the issue or suggestion, else itself.
    """
    from domain.culture.recognition import Recognition, RecognitionNominee

    r, n = table_of(Recognition).c, table_of(RecognitionNominee).c
    query = (
        select(r.id, r.kind, r.points, r.issue_id, r.suggestion_id, r.announced_on, n.person_id)
        .join_from(table_of(Recognition), table_of(RecognitionNominee), n.recognition_id == r.id)
        .where(r.state == RecognitionState.ANNOUNCED, r.archived_at.is_(None), r.points > 0)
    )
    if recognition_id is not None:
        query = query.where(r.id == recognition_id)
    rows = session.execute(query.order_by(r.id, n.id)).all()
    cured = cures(session, {row.issue_id for row in rows if row.issue_id is not None})
    deciders = _deciders(session, "Recognition", APPROVED, {row.id for row in rows})
    claims = []
    for row in rows:
        if row.issue_id not in cured if row.issue_id is not None else RecognitionKind(row.kind).needs_effect:
            continue
        on, by = cured.get(row.issue_id, (row.announced_on, frozenset()))
        entity, key = subject_of(row.id, row.issue_id, row.suggestion_id)
        claims.append(
            Claim(
                PointsEvent.RECOGNISED, row.person_id, entity, key, max(on, row.announced_on), row.points,
                frozenset(deciders[row.id]) | by,
            )
        )  # fmt: skip
    return claims


def issue_claims(session: Session) -> list[Claim]:
    """What cured issues earn: their owner, and whoever reported them if that is somebody else."""
    t = table_of(Issue).c
    query = select(t.id, t.reporter_id, t.owner_id).where(t.state.in_(CURED), t.archived_at.is_(None))
    rows = session.execute(query.order_by(t.id)).all()
    cured = cures(session, {row.id for row in rows})
    return [
        Claim(event, person, "Issue", row.id, cured[row.id][0], deciders=cured[row.id][1])
        for row in rows
        if row.id in cured
        for event, person in (
            (PointsEvent.ISSUE_SOLVED, row.owner_id), (PointsEvent.ISSUE_REPORTED, row.reporter_id),
        )
        if person is not None and (event is PointsEvent.ISSUE_SOLVED or person != row.owner_id)
    ]  # fmt: skip


def cures(session: Session, issues: Collection[int]) -> dict[int, tuple[date, frozenset[int]]]:
    """Those of the issues whose effect is found and stands: the day, and the persons who decided on them."""
    t, wanted = table_of(Issue).c, sorted(issues)
    standing = session.scalars(select(t.id).where(t.id.in_(wanted), t.state.in_(CURED))).all()
    found = select(StepTaken.entity_id, StepTaken.at).where(
        StepTaken.entity == "Issue", StepTaken.step == FOUND, StepTaken.entity_id.in_(standing)
    )
    days = {row.entity_id: business_date(row.at) for row in session.execute(found.order_by(StepTaken.id))}
    deciders = _deciders(session, "Issue", DECIDED, set(days))
    return {key: (day, frozenset(deciders[key])) for key, day in days.items()}


def _deciders(
    session: Session, entity: str, steps: Collection[str], keys: Collection[int]
) -> dict[int, set[int]]:
    query = select(StepTaken.entity_id, StepTaken.person_id).where(
        StepTaken.entity == entity, StepTaken.step.in_(steps), StepTaken.entity_id.in_(sorted(keys)),
        StepTaken.person_id.is_not(None),
    )  # fmt: skip
    found: dict[int, set[int]] = defaultdict(set)
    for key, person in session.execute(query):
        if person is not None:
            found[key].add(person)
    return found


def subject_of(recognition_id: int, issue_id: int | None, suggestion_id: int | None) -> tuple[str, int]:
    """What a recognition is about, and so counts once."""
    if issue_id is not None:
        return "Issue", issue_id
    return ("Suggestion", suggestion_id) if suggestion_id is not None else ("Recognition", recognition_id)
