"""What cards of indicators ask: how they stand, their course, their parts; of one member if one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from domain.core.errors import RuleBroken
from domain.core.period import Grain, Period
from domain.core.visibility import actor_of
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish
from domain.reporting.board_narrowed import narrowed_course
from domain.reporting.breakdown import (
    SALESPERSON,
    Share,
    breakdown,
    member_names,
    offered_breakdowns,
)
from domain.reporting.course import LENGTH, Course, course
from domain.reporting.profile import Profile
from domain.reporting.standing import Standing, ended_by
from domain.reporting.team_people import may_compare
from ui.boards.names import numbered
from ui.boards.sales_look import by_code, standing
from ui.dashboard.view import View

LENGTHS = tuple(Grain)


class NotInUse(RuleBroken):
    """A card shows an indicator that was taken out of use."""

    text = "The indicator {code} is not in use."


@dataclass(frozen=True)
class Member:
    """To whom a card is narrowed."""

    by: str
    key: int
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Stood:
    """How indicators stand, each with the member it was narrowed to."""

    found: Sequence[tuple[Standing, Member | None]]


@dataclass(frozen=True)
class Trend:
    """The course of one indicator."""

    profile: Profile
    course: Course
    member: Member | None


@dataclass(frozen=True)
class Parts:
    """One indicator by the members of a dimension."""

    profile: Profile
    period: Period
    by: str
    shares: Sequence[Share]
    own: bool = False
    """Only the reader's own line: comparing people by name is for those who lead them."""


@dataclass(frozen=True)
class AskStood:
    """How these indicators stand."""

    codes: tuple[str, ...]

    def __call__(self, session: Session, view: View) -> Stood:
        """Ask it."""
        return Stood([self._one(session, view, code) for code in self.codes])

    def _one(self, session: Session, view: View, code: str) -> tuple[Standing, Member | None]:
        found = _standing(session, view, code)
        member = chosen_member(session, view, found.profile.indicator)
        if member is None:
            return found, None
        periods = [*found.period.previous(len(found.figures) - 1).to(found.period)]
        figures = _narrowed(session, view, found.profile.indicator, member, periods).figures
        return replace(found, figures=figures), member


@dataclass(frozen=True)
class AskTrend:
    """The course of an indicator, by periods of the length looked at."""

    code: str

    def __call__(self, session: Session, view: View) -> Trend:
        """Ask it."""
        profile = _standing(session, view, self.code).profile
        last = period_for(view, profile.indicator)
        member = chosen_member(session, view, profile.indicator)
        if member is not None:
            periods = [*last.previous(LENGTH[last.grain] - 1).to(last)]
            return Trend(profile, _narrowed(session, view, profile.indicator, member, periods), member)
        found = course(session, actor_of(session), profile.indicator, view.unit.id, last, view.today)
        return Trend(profile, found, None)


@dataclass(frozen=True)
class AskParts:
    """An indicator by the members of a dimension."""

    code: str
    by: str

    def __call__(self, session: Session, view: View) -> Parts:
        """Ask it."""
        actor, profile = actor_of(session), _standing(session, view, self.code).profile
        period = period_for(view, profile.indicator)
        shares = breakdown(session, actor, profile.indicator, view.unit.id, period, self.by, view.today)
        if self.by != SALESPERSON or may_compare(actor, view.unit.id):
            return Parts(profile, period, self.by, shares)
        own = [one for one in shares if one.key and one.key == actor.person_id]
        return Parts(profile, period, self.by, own, own=True)


def period_for(view: View, indicator: Indicator) -> Period:
    """The period looked at; of an indicator with longer periods, the last one that was over by then."""
    grain = max(view.period.grain, indicator.grain, key=LENGTHS.index)
    return view.period if grain is view.period.grain else ended_by(view.month, grain)


def chosen_member(session: Session, view: View, indicator: Indicator) -> Member | None:
    """The first chosen mark that figures of the indicator can be narrowed to."""
    known: Sequence[str] = ()
    for by, word in view.chosen.items():
        key = numbered(word)
        known = known or offered_breakdowns(session, indicator)
        if key and by in known:
            return Member(by, key, *member_names(session, by, [key]).get(key, ("", "")))
    return None


def _standing(session: Session, view: View, code: str) -> Standing:
    found = by_code(standing(session, view)).get(code)
    if found is None:
        raise NotInUse(code=code)
    return found


def _narrowed(
    session: Session, view: View, indicator: Indicator, member: Member, periods: Sequence[Period]
) -> Course:
    wish = Wish(indicator.code, view.unit.id, by=member.by, member=member.key)
    return narrowed_course(session, actor_of(session), indicator, wish, periods, view.today)
