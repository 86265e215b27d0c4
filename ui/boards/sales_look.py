"""What the sales dashboard asks: the course, sums by member, the pipeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.trait import TRAITS
from domain.organisation.tree import unit_tree
from domain.reporting.course import kept as kept_readings
from domain.reporting.sales_members import Member, MembersWish, by_trait, known_measures, members
from domain.reporting.sales_pipeline import PipelineStage, pipeline
from domain.reporting.standing import Standing, standings
from domain.reporting.team_people import may_compare
from ui.boards.names import numbered
from ui.boards.span import Span
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View

TILES = ("K01", "K02", "K03", "K06", "K10", "K13", "K09", "K26")
NET, TARGET, LINES = "net_sales", "target_revenue", "margin_net"
SALES, ATTAINMENT = "K01", "K02"
PICKED = ("salesperson", "region", "channel", "customer")
"""Dimensions that narrow the course and the pipeline when a mark is pressed."""
MONTHS = 25
"""Months of the course: a year, the year before, and the month that both begin with."""


@dataclass(frozen=True)
class Course:
    """Net sales and targets of the last 25 months, oldest first."""

    net: Sequence[Decimal | None]
    targets: Sequence[Decimal | None]


@dataclass(frozen=True)
class Members:
    """Sums of everybody, with the indicators that judge them."""

    by: str
    found: Sequence[Member]
    standings: Sequence[Standing]
    narrowed: bool = False
    """Only the reader's own line: comparing people by name is for those who lead them."""

    @property
    def measure(self) -> str:
        """What members are ranked by: net sales, by product the net amount of ordered lines."""
        return LINES if self.by == "category" else NET


def sales_tiles(session: Session, view: View) -> list[Standing]:
    """The indicators above everything."""
    return in_order(session, view, TILES)


def in_order(session: Session, view: View, codes: Sequence[str]) -> list[Standing]:
    """How indicators stand, in the order of their codes, as far as they are in use."""
    known = by_code(standing(session, view))
    return [known[code] for code in codes if code in known]


def standing(session: Session, view: View) -> tuple[Standing, ...]:
    """How every indicator of the unit stands; asked for once by all panels."""
    found: tuple[Standing, ...] = Keeper.of(session).kept(
        "boards:standings", (view.unit.id, view.month), lambda: standings(session, view.unit.id, view.month)
    )
    return found


def by_member(session: Session, view: View, by: str, measures: tuple[str, ...]) -> Sequence[Member]:
    """Sums by member in the period and the one compared with; asked for once by all panels."""
    if by in TRAITS and TRAITS[by].dimension == "customer":
        whole = by_member(session, view, "customer", measures)
        words = (view.words(()), by, measures)
        keeper = Keeper.of(session)
        added: Sequence[Member] = keeper.kept("boards:traits", words, lambda: by_trait(session, whole, by))
        return added
    span = Span.of(view)
    asked = MembersWish(known_measures(measures, by), view.unit.id, by, span.month, span.months, span.before)
    found: Sequence[Member] = Keeper.of(session).kept(
        "boards:members", (asked, view.today), lambda: members(session, actor_of(session), asked, view.today)
    )
    return found


@dataclass(frozen=True)
class AskMembers:
    """Sums by one dimension, as a question of a panel."""

    by: str

    def __call__(self, session: Session, view: View) -> Members:
        """Ask it."""
        found, actor = by_member(session, view, self.by, (NET, TARGET, LINES)), actor_of(session)
        judged = standing(session, view)
        if self.by != "salesperson" or may_compare(actor, view.unit.id):
            return Members(self.by, found, judged)
        own = [one for one in found if one.key and one.key == actor.person_id]
        return Members(self.by, own, judged, narrowed=True)


def sales_course(session: Session, view: View) -> Course:
    """The course of the unit, from kept readings; of a pressed mark, from the facts."""
    chosen = only(session, view)
    if chosen is not None:
        return Course(_of_member(session, view, *chosen), [None] * MONTHS)
    return Course(_kept(session, view, SALES, "value"), _kept(session, view, ATTAINMENT, "denominator"))


def only(session: Session, view: View) -> tuple[str, int] | None:
    """The dimension and member of a pressed mark that the reader may look at."""
    for by in PICKED:
        number = numbered(view.chosen.get(by, ""))
        own = number == actor_of(session).person_id
        if number and (by != "salesperson" or own or may_compare(actor_of(session), view.unit.id)):
            return by, number
    return None


def _periods(view: View) -> list[Period]:
    last = Period.of(view.month, Grain.MONTH)
    return list(last.previous(MONTHS - 1).to(last))


def _kept(session: Session, view: View, code: str, part: str) -> list[Decimal | None]:
    periods = _periods(view)
    indicator = next(
        (o.profile.indicator for o in standing(session, view) if o.profile.indicator.code == code), None
    )
    if indicator is None:
        return [None] * MONTHS
    found = kept_readings(session, indicator.id, [view.unit.id], periods[0], periods[-1])[view.unit.id]
    return [getattr(found[period], part) if period in found else None for period in periods]


def _of_member(session: Session, view: View, by: str, member: int) -> list[Decimal | None]:
    periods = _periods(view)
    wish = Wish(SALES, view.unit.id, Grain.MONTH, periods[0].first_day, periods[-1].last_day, by, member)
    figures = {f.period: f.value for f in read_figures(session, actor_of(session), wish, view.today)}
    return [figures.get(period) for period in periods]


def sales_pipeline(session: Session, view: View) -> Sequence[PipelineStage]:
    """Open deals of the unit, or of the pressed mark."""
    actor = actor_of(session)
    if not actor.may(Permission.FACTS_READ):
        return ()
    units = unit_tree(session).below(view.unit.id)
    return pipeline(session, actor, units, view.today, only(session, view))


def by_code(found: Sequence[Standing]) -> Mapping[str, Standing]:
    """Indicators by their codes."""
    return {one.profile.indicator.code: one for one in found}
