"""What the team page asks: everybody of the unit, in one question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.latest_standing import LatestStanding, latest_standings
from domain.core.period import add_months
from domain.core.rounding import quotient
from domain.core.visibility import actor_of
from domain.organisation.unit import Unit
from domain.reporting.standing import Standing
from domain.reporting.team_people import Colleague, TeamWish, may_compare, team
from domain.workforce.expiring_certificates import expiring_certificates
from ui.boards.sales_look import standing
from ui.boards.span import Span
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View

ZERO = Decimal(0)
PERSON = "salesperson"


@dataclass(frozen=True)
class Team:
    """What was read."""

    people: Sequence[Colleague]
    units: Mapping[int, tuple[str, str]]
    compares: bool
    """The actor may see colleagues by name; without, only their own line is there."""
    standings: Sequence[Standing]
    appraisals: Mapping[int, LatestStanding] = field(default_factory=dict)
    """Person -> their latest assessment, where the actor has to do with it."""
    expiring: Mapping[int, int] = field(default_factory=dict)
    """Person -> required certificates that end soon."""

    def total(self, part: str) -> Decimal:
        """A sum over everybody: sales, earlier, target, overdue."""
        return sum((getattr(one, part) or ZERO for one in self.people), ZERO)

    @property
    def attainment(self) -> Decimal | None:
        """Sales of those who have a target / their targets."""
        sold = sum((one.sales for one in self.people if one.target), ZERO)
        return quotient(sold, self.total("target"))

    @property
    def sellers(self) -> list[Colleague]:
        """Those with sales, a target or customers who owe."""
        return [one for one in self.people if one.sales or one.target or one.earlier or one.overdue]


def team_of(session: Session, view: View) -> Team:
    """Read it; asked for once by all panels."""
    words = (view.unit.id, view.period.label, view.against, view.today)
    found: Team = Keeper.of(session).kept(
        "boards:team", words, lambda: _read(session, view), live=True, mine=True
    )
    return found


def _read(session: Session, view: View) -> Team:
    span, actor = Span.of(view), actor_of(session)
    before = span.before if span.before is not None else add_months(span.month, -12)
    wish = TeamWish(view.unit.id, span.month, span.months, before)
    names = session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
    people = team(session, actor, wish, span.first_day, span.last_day, view.today)
    soon = (one for one in expiring_certificates(session, view.today) if one.days_left(view.today) >= 0)
    return Team(
        people=people,
        units={row.id: (row.name_zh, row.name_en) for row in names},
        compares=may_compare(actor, view.unit.id),
        standings=standing(session, view),
        appraisals=latest_standings(session, [one.id for one in people]),
        expiring=Counter(one.person_id for one in soon),
    )
