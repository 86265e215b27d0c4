"""Propose another formula or other thresholds; they count once somebody else has approved them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.core.acting_person import known_person
from domain.core.editing import create
from domain.core.permission import Actor, Permission
from domain.indicators.formula import threshold, threshold_value
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.status import require_order


def propose_version(
    session: Session, actor: Actor, indicator: Indicator, values: Mapping[str, Any], now: datetime
) -> IndicatorVersion:
    """Add a proposed version. Raises a FormulaError, or ThresholdsCrossed where red begins before amber."""
    actor.require(Permission.INDICATORS_DEFINE)
    if refusal := known_person(indicator, actor):
        raise refusal
    amber, red = (_number(values.get(name) or "") for name in ("amber", "red"))
    if amber is not None and red is not None:
        require_order(indicator.direction, amber, red)
    given = {
        "indicator_id": indicator.id,
        "proposed_by_id": actor.person_id,
        "state_since": now,
    }
    return create(session, actor, Permission.INDICATORS_DEFINE, IndicatorVersion, {**values, **given})


def _number(text: str) -> Decimal | None:
    """A threshold that is a plain number; None for one that depends on references."""
    formula = threshold(text) if text else None
    return None if formula is None or formula.names() else threshold_value(formula, {})
