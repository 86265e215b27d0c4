"""How every indicator stands in a month, a quarter or a year; what is not kept is computed from the parts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from domain.core.period import Grain, Period, add_months
from domain.indicators.compute_readings import evaluator_of, last_month, periods_of
from domain.indicators.lay_out import Wanted, lay_out, spans
from domain.indicators.ledger import Ledger, Span
from domain.indicators.plan import Plan, plans
from domain.organisation.tree import unit_tree
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import HISTORY, Standing, standings

LENGTH = {Grain.MONTH: 0, Grain.QUARTER: 1, Grain.YEAR: 2}


def standings_in(
    session: Session, unit_id: int, period: Period, month: int, today: date
) -> tuple[Standing, ...]:
    """Every indicator in use. `month` is the last month of the period with figures.

    An indicator that is judged by longer periods than asked for is shown by its own.
    """
    found = standings(session, unit_id, month)
    longer = [one for one in found if LENGTH[one.profile.indicator.grain] < LENGTH[period.grain]]
    if not longer:
        return found
    made = _computed(session, unit_id, period, [one.profile.indicator.code for one in longer], today)
    return tuple(
        replace(one, period=period, figures=made[code])
        if (code := one.profile.indicator.code) in made
        else one
        for one in found
    )


def _computed(
    session: Session, unit_id: int, period: Period, codes: Sequence[str], today: date
) -> dict[str, tuple[ShownFigure | None, ...]]:
    wanted, months = plans(session, codes), spans(session, today)
    names = frozenset().union(*(plan.measures for plan in wanted))
    by_member = frozenset().union(*(plan.by_member for plan in wanted))
    below = unit_tree(session).below(unit_id)
    ledger = lay_out(
        session, Wanted(names, by_member), months, below, lambda _unit, _member: (unit_id,), today
    )
    return {plan.indicator.code: _course(plan, ledger, months, unit_id, period, today) for plan in wanted}


def _course(
    plan: Plan, ledger: Ledger, months: dict[str, Span], unit_id: int, period: Period, today: date
) -> tuple[ShownFigure | None, ...]:
    first, last = ledger.first_event(unit_id, plan.own_tables), last_month(plan, months)
    shown = period.previous(HISTORY - 1).to(period)
    if first is None or last is None:
        return tuple(None for _ in shown)
    periods = periods_of(add_months(ledger.first, first), last, period.grain)
    figures = evaluator_of(plan, ledger, today).figures(unit_id, periods)
    known = {figure.period: ShownFigure.of_figure(figure) for figure in figures}
    return tuple(known.get(one) for one in shown)
