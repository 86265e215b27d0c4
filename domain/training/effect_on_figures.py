"""The fourth level: what the linked indicators did for the trained against comparable untrained people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.period import Grain, add_months, first_day_of, last_day_of, month_of, month_range
from domain.core.permission import Actor
from domain.core.rounding import mean
from domain.core.statement import Statement
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import UnknownBreakdown, Wish, read_figures
from domain.indicators.status import Direction
from domain.training.matched_people import Compared, Match, Way, compare_people
from domain.training.trained_people import Other, Trained

MONTHS = 3
"""Looked at before and after the month of the training, which itself is neither."""
PERSON = "salesperson"


class NotByPerson(Statement):
    """The figure knows no people."""

    text = "This indicator is not kept by person, so it shows no effect on the people trained."


class StillTooEarly(Statement):
    """The months after the training are not over."""

    text = "For {count} people the {months} months after the course are not over yet."


class NoFigures(Statement):
    """Not everybody has such figures."""

    text = "{count} trained people have no such figure before or after the course."


@dataclass(frozen=True)
class FigureEffect:
    """The difference in differences of one indicator (G27), in its own unit, with its warnings."""

    indicator: Indicator
    compared: Compared
    trained: tuple[Decimal, Decimal] | None
    """Mean before and after of the trained who were matched."""
    untrained: tuple[Decimal, Decimal] | None
    notes: tuple[Statement, ...] = ()

    @property
    def good(self) -> int:
        """+1 where more is better, else -1."""
        return 1 if self.indicator.direction is Direction.HB else -1

    @property
    def reached(self) -> bool | None:
        """The interval excludes no effect, in the good direction; None: nothing to compare."""
        test = self.compared.test
        return None if test is None else test.shown * self.good > 0

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What must be said beside it."""
        return (*self.compared.statements, *self.notes)


Values = Mapping[int, Mapping[int, Decimal]]
"""Person -> month -> value."""


def figure_effect(
    session: Session, actor: Actor, indicator: Indicator, unit_id: int, trained: Sequence[Trained],
    others: Mapping[int, Other], today: date,
) -> FigureEffect:  # fmt: skip
    """Compare; people are matched among those of their post, for each month of training by itself."""
    nothing = Compared((), 0, None)
    ready = [one for one in trained if _end(one) < month_of(today)]
    early = (StillTooEarly(count=len(trained) - len(ready), months=MONTHS),)
    notes = early if len(ready) < len(trained) else ()
    if not ready:
        return FigureEffect(indicator, nothing, None, None, notes)
    try:
        values = _values(session, actor, indicator.code, unit_id, ready, today)
    except UnknownBreakdown:
        return FigureEffect(indicator, nothing, None, None, (NotByPerson(),))
    if indicator.direction is Direction.TB:  # nearer to 0 is better, from either side
        values = {who: {at: abs(value) for at, value in known.items()} for who, known in values.items()}
    ways = [way for one in ready if (way := _way(values, one.person_id, one.post_id, month_of(one.on)))]
    if without := len(ready) - len(ways):
        notes = (*notes, NoFigures(count=without))
    compared = compare_people(ways, _candidates(values, others, ways))
    return FigureEffect(indicator, compared, *_means(compared.matches), notes)


def _candidates(values: Values, others: Mapping[int, Other], ways: Sequence[Way]) -> list[Way]:
    """Whoever did not take the course in those months, around each month in which their post was trained."""
    wanted = sorted({way.group for way in ways}, key=str)
    return [
        way
        for post, month in wanted
        for who, other in sorted(others.items())
        if other.post_id == post and other.untrained(add_months(month, -MONTHS), add_months(month, MONTHS))
        if (way := _way(values, who, post, month))
    ]


def _values(
    session: Session, actor: Actor, code: str, unit_id: int, ready: Sequence[Trained], today: date
) -> Values:
    months = [month_of(one.on) for one in ready]
    wish = Wish(
        code, unit_id, Grain.MONTH, first_day_of(add_months(min(months), -MONTHS)),
        last_day_of(add_months(max(months), MONTHS)), PERSON,
    )  # fmt: skip
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for figure in read_figures(session, actor, wish, today):
        if figure.value is not None and isinstance(figure.scope, int):
            found[figure.scope][figure.period.first_month] = figure.value
    return found


def _way(values: Values, person: int, post: int | None, month: int) -> Way | None:
    known = values.get(person, {})
    before = _mean(known, add_months(month, -MONTHS), add_months(month, -1))
    after = _mean(known, add_months(month, 1), add_months(month, MONTHS))
    return None if before is None or after is None else Way(person, (post, month), before, after)


def _mean(known: Mapping[int, Decimal], first: int, last: int) -> Decimal | None:
    values = [known[month] for month in month_range(first, last) if month in known]
    return mean(values) if values else None


def _end(one: Trained) -> int:
    return add_months(month_of(one.on), MONTHS)


def _means(
    matches: Sequence[Match],
) -> tuple[tuple[Decimal, Decimal] | None, tuple[Decimal, Decimal] | None]:
    if not matches:
        return None, None
    sides = [[match.trained for match in matches], [match.untrained for match in matches]]
    here, there = ((mean([w.before for w in side]), mean([w.after for w in side])) for side in sides)
    return here, there
