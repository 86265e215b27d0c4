"""Measures and indicators come in through their own verbs; formulas come in as proposals.

Whoever brings a pack in proposes what it holds; somebody else must approve it here, as at home.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from domain.core.clock import business_date
from domain.core.editing import create
from domain.core.permission import Actor, Permission
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.custom_measure_define import change_measure, define_measure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import EVER, IndicatorVersion, VersionState
from domain.indicators.propose_indicator import describe_indicator, propose_change
from domain.indicators.propose_version import propose_version
from domain.transfer.portable import Values


def bring_measure(session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> CustomMeasure:
    """Build the measure, or change the one of that code if no indicator rests on it."""
    if found is None:
        return define_measure(session, actor, values)
    change_measure(session, actor, found, values)
    measure: CustomMeasure = found
    return measure


def bring_indicator(session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> Indicator:
    """Add the indicator, inactive until a version of it is approved, or change what it is called."""
    if found is None:
        given = {**values, "is_active": False}
        return create(session, actor, Permission.INDICATORS_DEFINE, Indicator, given)
    describe_indicator(session, actor, found, values)
    indicator: Indicator = found
    return indicator


def bring_version(
    session: Session, actor: Actor, found: Any, values: Values, now: datetime
) -> IndicatorVersion:
    """Propose the formula: for all history where there was none, else from this month on."""
    formula = {name: value for name, value in values.items() if name != "indicator_id"}
    indicator = session.get_one(Indicator, values["indicator_id"])
    if waiting := _waiting(session, indicator, formula):
        return waiting
    if found is None:
        return propose_version(session, actor, indicator, {**formula, "effective_from": EVER}, now)
    today = business_date(now)
    return propose_change(session, actor, indicator, {**formula, "effective_from": today}, now, today)


def latest_approved() -> ColumnElement[bool]:
    """The approved version of an indicator that no later one follows."""
    kept, later = IndicatorVersion, aliased(IndicatorVersion)
    follows = or_(
        later.effective_from > kept.effective_from,
        and_(later.effective_from == kept.effective_from, later.id > kept.id),
    )
    newer = exists().where(
        later.indicator_id == kept.indicator_id,
        later.state == VersionState.APPROVED,
        later.archived_at.is_(None),
        follows,
    )
    return and_(kept.state == VersionState.APPROVED, ~newer)


def _waiting(session: Session, indicator: Indicator, formula: Values) -> IndicatorVersion | None:
    """A proposal that says the same already; to bring a pack in twice proposes nothing twice."""
    query = select(IndicatorVersion).where(
        IndicatorVersion.indicator_id == indicator.id,
        IndicatorVersion.state == VersionState.PROPOSED,
        IndicatorVersion.archived_at.is_(None),
    )
    same = (one for one in session.scalars(query) if all(getattr(one, n) == v for n, v in formula.items()))
    return next(same, None)
