"""What a figure is made of: by child unit, salesperson, customer, product, or what these have in common."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.entity import Entity
from domain.core.period import Period
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.core.told_name import told_names
from domain.core.visibility import actor_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.plan import plans
from domain.indicators.read_figures import BREAKDOWNS, BY_UNIT, Wish, read_figures
from domain.indicators.status import HIDE_BELOW, Direction, hides_person
from domain.indicators.trait import texts
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.reporting.shown_figure import ShownFigure
from domain.sales.customer import Customer
from domain.sales.product import Product

SALESPERSON = "salesperson"
NOBODY = 0
"""Member of rows that name none."""

Names = Mapping[int, tuple[str, str]]
MEMBERS: Mapping[str, type[Entity]] = {
    BY_UNIT: Unit,
    SALESPERSON: Person,
    "customer": Customer,
    "product": Product,
}
"""Id -> name in Chinese and in English."""


class TooFewToShow(Statement):
    """By so few cases a person could be recognised."""

    text = "fewer than {least} cases: not shown, so that no person is judged by them"


@dataclass(frozen=True, slots=True)
class Share:
    """One member of a breakdown. Its names are empty for rows that name none."""

    key: int
    name_zh: str
    name_en: str
    figure: ShownFigure
    hidden: TooFewToShow | None = None
    """Why its figure must not be shown."""


def offered_breakdowns(session: Session, indicator: Indicator) -> tuple[str, ...]:
    """What the indicator can be broken down by, in the usual order."""
    plan = plans(session, [indicator.code])[0]
    known, actor = plan.dimensions, actor_of(session)
    own = sorted(plan.registry.traits.keys() - set(BREAKDOWNS))
    closed = {name for name, trait in plan.registry.traits.items() if not trait.open_to(actor)}
    return tuple(name for name in (*BREAKDOWNS, *own) if name == BY_UNIT or name in known - closed)


def breakdown(
    session: Session, actor: Actor, indicator: Indicator, unit_id: int, period: Period, by: str, today: date
) -> list[Share]:
    """The members of a figure, the most telling first: the worst of a ratio, the largest of an amount.

    The unit itself stands for what is booked on it directly. Members without a figure come last.
    """
    wish = Wish(indicator.code, unit_id, period.grain, period.first_day, period.last_day, by)
    figures = [ShownFigure.of_figure(figure) for figure in read_figures(session, actor, wish, today)]
    names = member_names(session, by, [_key(figure) for figure in figures])
    hide = by == SALESPERSON and not is_sum(indicator, figures)
    shares = [_share(figure, hide, names) for figure in figures if figure.rows or figure.value is not None]
    return sorted(shares, key=lambda share: _place(share, indicator))


def _key(figure: ShownFigure) -> int:
    return int(str(figure.scope))


def is_sum(indicator: Indicator, figures: Collection[ShownFigure]) -> bool:
    """Amounts and counts are what they are; shares and means of few cases say nothing of a person."""
    divided = any(figure.denominator is not None for figure in figures)
    return indicator.measured in (Measured.MONEY, Measured.COUNT) and not divided


def _share(figure: ShownFigure, hide: bool, names: Names) -> Share:
    key = _key(figure)
    hidden = TooFewToShow(least=HIDE_BELOW) if hide and hides_person(figure.rows) else None
    return Share(key, *names.get(key, ("", "")), figure, hidden)


def _place(share: Share, indicator: Indicator) -> tuple[bool, float, int]:
    value = None if share.hidden else share.figure.value
    if value is None:
        return True, 0.0, share.key
    if indicator.direction is Direction.TB:
        value = abs(value)
    lowest_first = indicator.direction is Direction.HB and indicator.measured is not Measured.MONEY
    return False, float(value if lowest_first else -value), share.key


def member_names(session: Session, by: str, keys: Collection[int]) -> Names:
    """The names of members; what the actor may not see as a record has no name here either."""
    if trait := registry_of(session).traits.get(by):
        found = texts(session, trait, frozenset(keys) - {NOBODY})
        return {key: trait.names(text) for key, text in found.items()}
    return told_names(session, MEMBERS[by], frozenset(keys) - {NOBODY})
