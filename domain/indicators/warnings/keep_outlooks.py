"""Write outlooks down, one row per series."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.rounding import inexact
from domain.indicators.indicator import Indicator
from domain.indicators.warnings.accuracy import Accuracy
from domain.indicators.warnings.causes import likely_breach
from domain.indicators.warnings.consider import Thought
from domain.indicators.warnings.crossing import Crossing
from domain.indicators.warnings.method import MODEL_VERSION
from domain.indicators.warnings.outlook import Outlook
from domain.indicators.warnings.watched import Series, Watched

SHOWN = 24
"""Periods whose signals and scores are kept."""


def kept_outlooks(session: Session, wanted: Collection[Series]) -> dict[Series, Outlook]:
    """The outlooks kept of these series."""
    query = select(Outlook).where(
        Outlook.indicator_id.in_(sorted({indicator for indicator, _ in wanted})),
        Outlook.unit_id.in_(sorted({unit for _, unit in wanted})),
    )
    found = {(one.indicator_id, one.unit_id): one for one in session.scalars(query)}
    return {series: one for series, one in found.items() if series in wanted}


def keep_outlooks(session: Session, thoughts: Sequence[Thought], now: datetime) -> None:
    """Write what was found out over what was kept."""
    kept = kept_outlooks(session, {thought.watched.series for thought in thoughts})
    for thought in thoughts:
        values = _values(thought) | {"checked_at": now}
        outlook = kept.get(thought.watched.series)
        if outlook is None:
            indicator, unit = thought.watched.series
            session.add(Outlook(indicator_id=indicator, unit_id=unit, **values))
            continue
        for name, value in values.items():
            setattr(outlook, name, value)
    session.flush()


def forget_outlooks(session: Session, gone: Collection[Watched]) -> None:
    """Too little is left of these series to say anything."""
    for outlook in kept_outlooks(session, {one.series for one in gone}).values():
        session.delete(outlook)
    session.flush()


def forget_retired(session: Session) -> None:
    """Nobody looks at indicators that are not in use."""
    retired = select(Indicator.id).where(Indicator.is_active.is_(False) | Indicator.archived_at.is_not(None))
    session.execute(
        delete(Outlook).where(Outlook.indicator_id.in_(retired)),
        execution_options={"synchronize_session": False},
    )


def _values(thought: Thought) -> dict[str, Any]:
    watched, found = thought.watched, thought.forecast
    breach = likely_breach(thought)
    step = breach[1].first if breach else None
    own, naive = found.accuracy or NOTHING, found.naive or NOTHING
    return {
        "grain": watched.last.period.grain, "last_period": watched.last.period.key,
        "points": len(watched.known), "run_id": watched.run_id, "fingerprint": watched.fingerprint,
        "model_version": MODEL_VERSION, "made_on": thought.today, "method": found.method,
        "ahead": _ahead(thought), "wmape": _exact(own.wmape), "mase": _exact(own.mase),
        "bias": _exact(own.bias), "tracking": _exact(own.tracking), "naive_wmape": _exact(naive.wmape),
        "naive_mase": _exact(naive.mase), "origins": own.origins, "coverage": _exact(found.coverage),
        "widening": inexact(found.widening), "amber_probability": _probability(thought.amber),
        "red_probability": _probability(thought.red), "breach_level": breach[0] if breach else None,
        "breach_period": None if step is None else watched.last.period.later(step + 1).key,
        "limits": _limits(thought), "signals": _signals(thought), "scores": _scores(thought),
    }  # fmt: skip


NOTHING = Accuracy(None, None, None, None, 0)


def _ahead(thought: Thought) -> list[dict[str, Any]]:
    last = thought.watched.last.period
    made: list[dict[str, Any]] = [
        {"period": last.later(step).key, "centre": plain_digits(inexact(centre))}
        for step, centre in enumerate(thought.forecast.projection.centre.tolist(), 1)
    ]
    for name, level in (("80", 0.80), ("95", 0.95)):
        for one, pair in zip(made, thought.interval(level) or (), strict=False):
            one[name] = [plain_digits(side) for side in pair]
    return made


def _limits(thought: Thought) -> dict[str, str] | None:
    if thought.control is None:
        return None
    found = thought.control.limits
    named = {"centre": found.mean, "upper": found.unpl, "lower": found.lnpl}
    return {name: plain_digits(inexact(float(value))) for name, value in named.items()}


def _signals(thought: Thought) -> list[list[int]]:
    known, found = thought.watched.known, thought.control.signals if thought.control else ()
    since = len(known) - SHOWN
    return [[known[s.index].period.key, s.rule, s.side] for s in found if s.index >= since]


def _scores(thought: Thought) -> list[list[Any]]:
    pairs = list(zip(thought.watched.known, thought.scores, strict=True))[-SHOWN:]
    return [[one.period.key, f"{score:.2f}"] for one, score in pairs if score is not None]


def _exact(value: float | None) -> Any:
    return None if value is None else inexact(value, 6)


def _probability(crossed: Crossing | None) -> Any:
    return None if crossed is None else inexact(crossed.probability, 3)
