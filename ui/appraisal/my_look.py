"""What a person's own page shows of assessments, from one look into the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.assessment_state import DONE
from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.grade import Grade
from domain.appraisal.look_up_reviews import requests_to
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.result import AssessmentResult
from domain.appraisal.whose_turn import waiting_for
from domain.core.clock import today
from domain.core.permission import Actor
from domain.organisation.directory import colleagues
from ui.appraisal.figures import Figures, figures
from ui.language import in_language


@dataclass(frozen=True)
class MyLook:
    """Everything of one's own."""

    today: date
    waiting: Sequence[Assessment]
    """Of oneself or of others: the next step is one's own."""
    requests: Sequence[PeerReview]
    """Open requests to say how one sees a colleague."""
    current: Assessment | None
    """One's own that is under way."""
    agreed: Mapping[str, AssessmentItem]
    results: Sequence[tuple[Assessment, AssessmentResult, Grade | None]]
    """Published ones, the latest last."""
    brought: Sequence[BroughtResult]
    """Of periods before the portal, the latest first."""
    scale: Mapping[str, Grade]
    people: Mapping[int, str]
    known: Figures


def look_at_mine(actor: Actor) -> MyLook:
    """Read it. Only published results are there to be read."""
    me, day = actor.person_id or 0, today()
    with reading(actor) as session:
        loaded = selectinload(Assessment.cycle)
        waiting = session.scalars(waiting_for(actor).options(loaded)).all()
        requests = [one for one in session.scalars(requests_to(actor)) if one.is_open(day)]
        own = session.scalars(
            select(Assessment)
            .where(Assessment.person_id == me, Assessment.archived_at.is_(None))
            .options(loaded)
            .order_by(Assessment.id.desc())
        ).all()
        current = next((one for one in own if one.state not in DONE), None)
        named = colleagues(session, {one.person_id for one in waiting} | {one.person_id for one in requests})
        return MyLook(
            day, waiting, requests, current, _agreed(session, current),
            _results(session, {one.id: one for one in own if one.state in DONE}),
            session.scalars(_brought(me)).all(), {one.code: one for one in session.scalars(select(Grade))},
            {one.id: in_language(one.name, one.name_en) for one in named}, figures(session),
        )  # fmt: skip


def _brought(me: int) -> Select[BroughtResult]:
    query = select(BroughtResult).where(BroughtResult.person_id == me, BroughtResult.archived_at.is_(None))
    return query.order_by(BroughtResult.last_on.desc(), BroughtResult.id)


def _agreed(session: Session, current: Assessment | None) -> dict[str, AssessmentItem]:
    if current is None:
        return {}
    query = select(AssessmentItem).where(AssessmentItem.assessment_id == current.id)
    return {one.key: one for one in session.scalars(query.order_by(AssessmentItem.id))}


def _results(
    session: Session, own: Mapping[int, Assessment]
) -> list[tuple[Assessment, AssessmentResult, Grade | None]]:
    grades = {one.id: one for one in session.scalars(select(Grade))}
    query = select(AssessmentResult).where(
        AssessmentResult.assessment_id.in_(own), AssessmentResult.published_at.is_not(None)
    )
    last = {one.assessment_id: one for one in session.scalars(query.order_by(AssessmentResult.revision))}
    found = [(own[key], one, grades.get(one.grade_id or 0)) for key, one in last.items()]
    return sorted(found, key=lambda row: (row[0].cycle.last_on, row[0].id))
