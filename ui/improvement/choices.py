"""What the editors of an issue offer to choose from."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.improvement.candidates import candidates
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN, IssueState
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit
from ui.improvement.look import Look
from ui.language import in_language
from ui.titles import full_title, title

Choices = Mapping[int, str]
"""Id -> name."""


def people(look: Look) -> Choices:
    """Who could own work on this issue."""
    with reading(look.actor) as session:
        found = candidates(session, look.issue.unit_id, look.today)
    return {one.id: f"{in_language(one.name, one.name_en)} · {one.number}" for one in found}


def indicators(actor: Actor) -> list[Indicator]:
    """Indicators in use, by code."""
    with reading(actor) as session:
        query = select(Indicator).where(Indicator.archived_at.is_(None), Indicator.is_active.is_(True))
        return list(session.scalars(query.order_by(Indicator.code)))


def units(actor: Actor) -> Choices:
    """The units whose figures this person sees."""
    with reading(actor) as session:
        found = session.scalars(select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.code))
        return {unit.id: title(unit) for unit in found if actor.units is None or unit.id in actor.units}


def originals(look: Look) -> Choices:
    """Issues that this one may repeat."""
    with reading(look.actor) as session:
        return _originals(session, look.issue.id)


def _originals(session: Session, but: int) -> Choices:
    alive = [*OPEN, IssueState.CLOSED]
    query = select(Issue).where(Issue.state.in_(alive), Issue.id != but, Issue.archived_at.is_(None))
    return {issue.id: full_title(issue) for issue in session.scalars(query.order_by(Issue.id.desc()))}
