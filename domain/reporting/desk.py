"""A person's desk: everything that waits for them, the most pressing kinds first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.appraisal.assessment import Assessment
from domain.appraisal.look_up_reviews import requests_to
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.whose_turn import waiting_for as assessments_waiting_for
from domain.approvals.questions import Case
from domain.approvals.questions import waiting_for as approvals_waiting_for
from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.waiting import NEXT_STEP, measures_waiting_for, waiting_for
from domain.indicators.alert_questions import Waiting, Why, alerts_waiting_for
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.indicators.warnings.notice_questions import notices_for
from domain.intake.batch import ImportBatch
from domain.intake.draft import ImportDraft, my_drafts
from domain.organisation.directory import Colleague, colleagues

APPROVALS = frozenset({"approve_plan", "close"})
"""Steps of an issue that are decisions on what others propose."""
MOST = 50
RECENT = 5


@dataclass(frozen=True)
class Desk:
    """What waits for one person."""

    requests: Sequence[Case]
    """Requests for approval on which they may decide now."""
    risks: Sequence[Waiting]
    """Risks whose acceptance they may decide on."""
    plans: Sequence[Issue]
    """Issues whose next step is their approval."""
    versions: Sequence[IndicatorVersion]
    """Proposed definitions of indicators they may approve."""
    alerts: Sequence[Waiting]
    issues: Sequence[Issue]
    """Issues whose next step is theirs."""
    measures: Sequence[ImprovementMeasure]
    """Their own measures under way, the most urgent first."""
    assessments: Sequence[Assessment]
    """Assessments, their own or of others, whose next step is theirs."""
    reviews: Sequence[PeerReview]
    """Open requests to say how they see a colleague."""
    people: Mapping[int, Colleague]
    """Whom assessments and requests are about, by id."""
    drafts: Sequence[ImportDraft]
    """Imports they began and did not finish."""
    batches: Sequence[ImportBatch]
    """The last imports, for those who import."""
    notices: int
    """Advance notices on figures they answer for; they wait for nobody."""

    @property
    def waiting(self) -> int:
        """How many things wait; recent imports wait for nobody."""
        piles = (
            self.requests,
            self.risks,
            self.plans,
            self.versions,
            self.alerts,
            self.issues,
            self.measures,
            self.assessments,
            self.reviews,
            self.drafts,
        )
        return sum(len(pile) for pile in piles)

    def overdue(self, today: date) -> int:
        """How many of the own measures are late."""
        return sum(measure.overdue(today) for measure in self.measures)


def desk(session: Session, actor: Actor, today: date) -> Desk:
    """Read it all."""
    alerts = alerts_waiting_for(session, actor, today) if actor.may(Permission.ALERTS_READ) else []
    issues = session.scalars(waiting_for(actor, today).limit(MOST)).all()
    imports = actor.may(Permission.FACTS_IMPORT)
    assessments, reviews = _appraisal(session, actor, today)
    about = {one.person_id for one in assessments} | {one.person_id for one in reviews}
    return Desk(
        requests=approvals_waiting_for(session, actor, today),
        risks=[one for one in alerts if one.why is Why.ACCEPTANCE],
        plans=[issue for issue in issues if NEXT_STEP[issue.state] in APPROVALS],
        versions=_versions(session, actor),
        alerts=[one for one in alerts if one.why is not Why.ACCEPTANCE],
        issues=[issue for issue in issues if NEXT_STEP[issue.state] not in APPROVALS],
        measures=session.scalars(measures_waiting_for(actor).limit(MOST)).all(),
        assessments=assessments,
        reviews=reviews,
        people={one.id: one for one in colleagues(session, about)},
        drafts=my_drafts(session, actor) if imports else (),
        batches=_batches(session) if imports else (),
        notices=notices_for(session, actor) if actor.may(Permission.ALERTS_READ) else 0,
    )


def _appraisal(
    session: Session, actor: Actor, today: date
) -> tuple[Sequence[Assessment], Sequence[PeerReview]]:
    if actor.person_id is None or not actor.may(Permission.ASSESSMENTS_READ):
        return (), ()
    query = assessments_waiting_for(actor).options(joinedload(Assessment.cycle)).limit(MOST)
    asked = session.scalars(requests_to(actor).limit(MOST)).all()
    return session.scalars(query).all(), [one for one in asked if one.is_open(today)]


def _versions(session: Session, actor: Actor) -> list[IndicatorVersion]:
    """Proposed versions, less those that separation of duties keeps from this person."""
    if not actor.may(Permission.INDICATORS_APPROVE):
        return []
    query = (
        select(IndicatorVersion)
        .where(IndicatorVersion.state == VersionState.PROPOSED, IndicatorVersion.archived_at.is_(None))
        .options(joinedload(IndicatorVersion.indicator))
        .order_by(IndicatorVersion.state_since, IndicatorVersion.id)
        .limit(MOST)
    )
    step = next(step for step in IndicatorVersion.workflow.steps if step.name == "approve")
    return [one for one in session.scalars(query) if step.refusal(one, actor) is None]


def _batches(session: Session) -> Sequence[ImportBatch]:
    query = select(ImportBatch).where(ImportBatch.archived_at.is_(None))
    return session.scalars(query.order_by(ImportBatch.committed_at.desc()).limit(RECENT)).all()
