"""What the kept readings were built on, so that a refresh finds out what else has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.indicators.lay_out import group_of
from domain.indicators.ledger import Span
from domain.indicators.reading import FigureState, Reading

Reach = dict[int, int]
"""Unit -> first month whose readings must be computed again."""


@dataclass(frozen=True)
class Before:
    """The company as it was at the last whole refresh."""

    spans: Mapping[str, Span]
    units: Mapping[int, int | None]
    """Unit -> its parent then."""
    same_groups: bool
    """No customer has joined or left a group since."""
    provisional: Mapping[int, Reach]
    """Indicator id -> units with readings of another day in a period not over then, and its first month."""


def locked_state(session: Session) -> FigureState:
    """The state of the figures; whoever holds it refreshes alone."""
    query = select(FigureState).where(FigureState.id == 1).with_for_update()
    state = session.scalars(query).one_or_none()
    if state is None:
        state = FigureState(id=1, spans={}, units={}, groups="")
        session.add(state)
        session.flush()
    return state


def data_version(session: Session) -> int:
    """Changes with every refresh: whoever caches figures keys them by it."""
    return session.scalar(select(FigureState.run_id).where(FigureState.id == 1)) or 0


def before(session: Session, state: FigureState, today: date) -> Before:
    """The state in a form that can be compared. What was computed today is as of today already."""
    provisional: dict[int, Reach] = {}
    query = (
        select(Reading.indicator_id, Reading.unit_id, func.min(Reading.period))
        .where(Reading.provisional.is_(True), Reading.as_of != today)
        .group_by(Reading.indicator_id, Reading.unit_id)
    )
    for indicator, unit, month in session.execute(query):
        provisional.setdefault(indicator, {})[unit] = month
    return Before(
        spans={table: Span(*months) for table, months in state.spans.items()},
        units={int(unit): parent for unit, parent in state.units.items()},
        same_groups=state.groups == fingerprint(session),
        provisional=provisional,
    )


def remember(
    session: Session, state: FigureState, after: Mapping[str, Span], units: Mapping[int, int | None]
) -> None:
    """Keep what the readings are built on now."""
    state.spans = {table: [span.first, span.last] for table, span in after.items()}
    state.units = {str(unit): parent for unit, parent in units.items()}
    state.groups = fingerprint(session)


def fingerprint(session: Session) -> str:
    """Changes when a customer joins or leaves a group, by whatever way it was written."""
    text = repr(sorted(group_of(session).items()))
    return hashlib.sha256(text.encode()).hexdigest()
