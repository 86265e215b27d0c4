"""What a report is about: one unit in one month, seen with the rights of one person."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.reading import FigureState, RefreshRun
from domain.organisation.tree import unit_tree
from domain.reporting.standing import Standing
from domain.reporting.units_in_sight import units_in_sight
from ui.dashboard.view import Asked, View, span_of, view_of
from ui.indicators.cockpit import kept_standings


@dataclass(frozen=True)
class Subject:
    """The session is the reader's: whatever is asked through it is limited to what they may see."""

    session: Session
    actor: Actor
    view: View
    units: frozenset[int]
    """The unit and everything below it."""
    standings: tuple[Standing, ...]
    computed_at: datetime | None

    @property
    def today(self) -> date:
        """The day the report is made."""
        return self.view.today

    def may(self, permission: Permission) -> bool:
        """Whether the reader may see such records of the unit."""
        return self.actor.may(permission, self.view.unit.id)


def subject_of(session: Session, unit_id: int, month: int, today: date) -> Subject:
    """Everything the chapters begin with; NotFound for a unit out of sight or without figures."""
    actor = actor_of(session)
    units = units_in_sight(session, actor)
    unit = next((one for one in units if one.id == unit_id), None)
    if unit is None:
        raise NotFound
    asked = Asked(str(unit.id), Period.of(month, Grain.MONTH).label, None, {}, wall=False)
    view = view_of(units, span_of(session, unit.id), asked, tuple(Grain), today)
    computed = select(RefreshRun.finished_at).join(FigureState, FigureState.run_id == RefreshRun.id)
    return Subject(
        session, actor, view, unit_tree(session).below(unit.id), kept_standings(session, view),
        session.scalar(computed),
    )  # fmt: skip
