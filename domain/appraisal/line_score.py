"""The score of one line: from levels, from a fresh value, or from what is kept; overrides stay."""

from decimal import Decimal
from typing import Any

from domain.appraisal.composite import PLACES, ZERO
from domain.appraisal.curve import BY_LEVEL
from domain.appraisal.pull_values import Pulled
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.appraisal.sheet import Sheet
from domain.core.rounding import quotient, rounded
from domain.core.statement import Statement

LINE = ("value", "numerator", "denominator", "curve", "path", "why", "computed_score", "score")
"""What is reckoned of a line."""


class AbsentTooLong(Statement):
    """The person was away for more than half of the period."""

    text = "at work for {share} of the period only: not rated"


class NotRated(Statement):
    """Nobody has given a level yet."""

    text = "not rated yet"


def line_row(sheet: Sheet, item: ScorecardItem, fresh: Pulled | None) -> dict[str, Any]:
    """The row of one line; what is rated comes from levels, the rest from fresh or kept values."""
    kept = sheet.kept.get(item.key)
    row: dict[str, Any] = {"assessment_id": sheet.id, "item_key": item.key}
    curve = sheet.curve(item)
    if item.kind.is_rated:
        row |= _of_levels(sheet, item)
    elif fresh is not None:
        points = None if fresh.value is None else rounded(curve.score(fresh.value), PLACES)
        row |= {
            "value": fresh.value, "numerator": fresh.numerator, "denominator": fresh.denominator,
            "path": dict(fresh.path), "why": fresh.why and dict(fresh.why), "computed_score": points,
        }  # fmt: skip
    elif kept is not None:
        row |= {name: getattr(kept, name) for name in LINE if name not in ("curve", "score")}
        if kept.value is not None:
            row["computed_score"] = rounded(curve.score(kept.value), PLACES)
    else:
        row |= dict.fromkeys(LINE) | {"path": {}}
    if not sheet.is_rated:
        row |= {"computed_score": None, "why": AbsentTooLong(share=sheet.share).plain()}
    override = kept.override_score if kept is not None else None
    row |= {"curve": curve.plain(), "score": row["computed_score"] if override is None else override}
    if not sheet.is_rated:
        row["score"] = None
    return row


def _of_levels(sheet: Sheet, item: ScorecardItem) -> dict[str, Any]:
    goals = sheet.goals(item) if item.kind is ItemKind.GOAL else []
    keys = [goal.key for goal in goals] if item.kind is ItemKind.GOAL else [item.key]
    levels = {key: sheet.levels[key] for key in keys if key in sheet.levels}
    empty = {"value": None, "numerator": None, "denominator": None, "path": {"levels": levels}}
    if not keys or len(levels) < len(keys):
        return empty | {"computed_score": None, "why": NotRated().plain()}
    curve = item.curve or BY_LEVEL
    weights = {goal.key: goal.weight or ZERO for goal in goals} or {item.key: Decimal(1)}
    points = sum((weights[key] * curve.score(Decimal(levels[key])) for key in keys), ZERO)
    mean = quotient(points, sum(weights.values(), ZERO))
    value = Decimal(levels[item.key]) if item.key in levels else None
    return empty | {
        "value": value, "computed_score": None if mean is None else rounded(mean, PLACES), "why": None,
    }  # fmt: skip
