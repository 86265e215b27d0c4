"""One indicator in one unit and period: where it stands, where it came from, what it is made of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import live_alert_of
from domain.indicators.indicator import Indicator
from domain.indicators.warnings.notice import AdvanceNotice
from domain.indicators.warnings.notice_questions import notices_of, outlook_of
from domain.indicators.warnings.outlook import Outlook
from domain.organisation.tree import unit_tree
from domain.reporting.actions_on import ActionOn, actions_on
from domain.reporting.breakdown import Share, breakdown, offered_breakdowns
from domain.reporting.course import Course, course
from domain.reporting.finding import finding
from domain.reporting.profile import Profile, profile
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import ended_by

AHEAD = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 2}
"""Periods after the one looked at that a chart still shows, so that a past period is seen in its place."""


@dataclass(frozen=True)
class Question:
    """Which figure: `month` names the period it falls in; `last` is the latest month with figures."""

    code: str
    unit_id: int
    month: int
    last: int
    grain: Grain | None = None
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class CourseView:
    """An indicator in a unit over time, around the period looked at, and what was done about it."""

    profile: Profile
    period: Period
    course: Course
    actions: tuple[ActionOn, ...]
    outlook: Outlook | None = None
    """Where it is heading, where that is known for periods of this length."""

    def at(self, period: Period) -> ShownFigure | None:
        """The figure of a period, where the course has it."""
        return next((one for one in self.course.figures if one and one.period == period), None)

    @property
    def figure(self) -> ShownFigure | None:
        """The figure looked at."""
        return self.at(self.period)

    def finding(self, name: str) -> Statement | None:
        """What the course says up to the period looked at."""
        known = self.course.figures
        upto = [at for at, one in enumerate(known) if one and one.period <= self.period]
        return finding(name, known[: upto[-1] + 1]) if upto else None


@dataclass(frozen=True, kw_only=True)
class IndicatorView(CourseView):
    """Everything the page of an indicator shows, records aside."""

    breakdowns: tuple[str, ...]
    by: str | None
    shares: tuple[Share, ...]
    alert: Alert | None
    below: frozenset[int]
    """The unit and all under it."""
    notices: tuple[AdvanceNotice, ...]
    """Advance notices given for it."""


def course_view(
    session: Session, actor: Actor, found: Profile, unit_id: int, period: Period, last: int, today: date
) -> CourseView:
    """The course around a period; `last` is the latest month with figures."""
    end = min(Period.of(last, period.grain), period.later(AHEAD[period.grain]))
    return CourseView(
        profile=found,
        period=period,
        course=course(session, actor, found.indicator, unit_id, end, today),
        actions=tuple(actions_on(session, found.indicator.id, unit_id)),
        outlook=_outlook(session, found.indicator, unit_id, period.grain),
    )


def indicator_view(session: Session, actor: Actor, asked: Question, today: date) -> IndicatorView:
    """Read it all. NotFound for an unknown indicator or a unit the actor may not see."""
    found = profile(session, asked.code)
    indicator = found.indicator
    period = period_of(asked.month, asked.last, asked.grain or indicator.grain)
    seen = course_view(session, actor, found, asked.unit_id, period, asked.last, today)
    offered = offered_breakdowns(session, indicator)
    below = unit_tree(session).below(asked.unit_id)
    usual = next((by for by in offered if by != "unit" or len(below) > 1), None)
    by = asked.by if asked.by in offered else usual
    shares = breakdown(session, actor, indicator, asked.unit_id, period, by, today) if by else []
    return IndicatorView(
        profile=found,
        period=period,
        course=seen.course,
        actions=seen.actions,
        breakdowns=offered,
        by=by,
        shares=tuple(shares),
        alert=session.scalars(live_alert_of(indicator.id, asked.unit_id)).one_or_none(),
        below=below,
        outlook=seen.outlook,
        notices=tuple(session.scalars(notices_of(indicator.id, asked.unit_id))),
    )


def _outlook(session: Session, indicator: Indicator, unit_id: int, grain: Grain) -> Outlook | None:
    return outlook_of(session, indicator.id, unit_id) if grain is indicator.grain else None


def period_of(month: int, last: int, grain: Grain) -> Period:
    """The period a month stands for: the one that ended by it; the running one for the latest month."""
    return Period.of(month, grain) if month >= last else ended_by(month, grain)


def code_of(session: Session, indicator_id: int) -> str | None:
    """The code of an indicator."""
    return session.scalar(select(Indicator.code).where(Indicator.id == indicator_id))
