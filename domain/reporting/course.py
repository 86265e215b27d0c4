"""The course of one indicator in one unit over time: kept readings where there are any, else computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.reading import Reading
from domain.reporting.shown_figure import COLUMNS, ShownFigure

LENGTH = {Grain.MONTH: 25, Grain.QUARTER: 13, Grain.YEAR: 6}
"""Periods shown: two years of months, three of quarters, with the one to compare with."""


@dataclass(frozen=True)
class Course:
    """Figures of consecutive periods, oldest first, gaps as None; it begins with the first known figure."""

    figures: tuple[ShownFigure | None, ...]

    @property
    def last(self) -> ShownFigure | None:
        """The figure it ends with."""
        return self.figures[-1] if self.figures else None


def course(
    session: Session, actor: Actor, indicator: Indicator, unit_id: int, last: Period, today: date
) -> Course:
    """The figures up to and including `last`, at most LENGTH of them."""
    first = last.previous(LENGTH[last.grain] - 1)
    if last.grain in (Grain.MONTH, indicator.grain):
        found = kept(session, indicator.id, [unit_id], first, last)[unit_id]
    else:
        wish = Wish(indicator.code, unit_id, last.grain, first.first_day, last.last_day)
        computed = read_figures(session, actor, wish, today)
        found = {figure.period: ShownFigure.of_figure(figure) for figure in computed}
    known = [period for period in first.to(last) if period in found]
    begin = known[0] if known else last
    return Course(tuple(found.get(period) for period in begin.to(last)))


def kept(
    session: Session, indicator_id: int, units: Iterable[int], first: Period, last: Period
) -> Mapping[int, dict[Period, ShownFigure]]:
    """Kept readings of some units, by unit and period."""
    wanted = list(units)
    rows = session.execute(
        select(*COLUMNS).where(
            Reading.indicator_id == indicator_id,
            Reading.grain == last.grain,
            Reading.unit_id.in_(wanted),
            Reading.period.between(first.key, last.key),
        )
    )
    found: dict[int, dict[Period, ShownFigure]] = {unit: {} for unit in wanted}
    for row in rows:
        figure = ShownFigure.of_row(row)
        found[row.unit_id][figure.period] = figure
    return found
