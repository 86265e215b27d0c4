"""Questions about the loop: the list, one issue with everything, and how many stand where."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.evidence import Evidence
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN, IssueState
from domain.improvement.locked_issue import PARTS
from domain.improvement.measure import ImprovementMeasure


def issues() -> Select[Issue]:
    """All issues with unit, owner and reporter, the newest first."""
    return (
        select(Issue)
        .where(Issue.archived_at.is_(None))
        .options(selectinload(Issue.unit), selectinload(Issue.owner), selectinload(Issue.reporter))
        .order_by(Issue.id.desc())
    )


def whole_issue(session: Session, issue_id: int) -> Issue:
    """One issue with people, causes, plans, measures, evidence and verdicts; NotFound if not visible."""
    query = (
        issues()
        .where(Issue.id == issue_id)
        .options(
            *PARTS,
            selectinload(Issue.verifier),
            selectinload(Issue.duplicate_of),
            selectinload(Issue.indicator),
            selectinload(Issue.plans).options(
                selectinload(EffectPlan.indicator),
                selectinload(EffectPlan.observed_unit),
                selectinload(EffectPlan.control_unit),
            ),
            selectinload(Issue.measures).selectinload(ImprovementMeasure.owner),
            selectinload(Issue.measures)
            .selectinload(ImprovementMeasure.evidence)
            .options(selectinload(Evidence.file), selectinload(Evidence.by)),
            selectinload(Issue.verdicts).selectinload(EffectVerdict.opinion_by),
        )
    )
    issue = session.scalars(query).one_or_none()
    if issue is None:
        raise NotFound
    return issue


def owned_issues(actor: Actor) -> Select[Issue]:
    """Open issues that the actor owns."""
    return issues().where(Issue.owner_id == (actor.person_id or 0), Issue.state.in_(OPEN))


def overdue_issues(today: date) -> Select[Issue]:
    """Open issues whose measures should have been in force by now."""
    return issues().where(
        Issue.state.in_(OPEN), Issue.implemented_on.is_(None), Issue.due_on.is_not(None), Issue.due_on < today
    )


def funnel(session: Session) -> dict[IssueState, int]:
    """How many issues stand in each state, in the order of the loop; states without any count 0."""
    counted = (
        select(Issue.state, func.count(Issue.id).label("issues"))
        .where(Issue.archived_at.is_(None))
        .group_by(Issue.state)
    )
    found = {row.state: row.issues for row in session.execute(counted)}
    return {state: found.get(state, 0) for state in IssueState}


def issues_of_alert(alert_id: int) -> Select[Issue]:
    """What became of an alert."""
    return issues().where(Issue.alert_id == alert_id)
