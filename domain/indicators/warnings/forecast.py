"""The forecast of a series: models compared on its past, the best one projected (domain reference G.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.indicators.warnings.accuracy import Accuracy
from domain.indicators.warnings.method import PLAIN, SEASONAL, Method
from domain.indicators.warnings.projection import Floats, Projection, naive, seasonal_naive
from domain.indicators.warnings.rolling_origin import ENOUGH, PastForecasts, best, past_forecasts
from domain.indicators.warnings.smoothing import FEWEST, Fitted, fit

STEPS = 3
WORTH_SEASONS = 1.2
"""Pure chance makes "as a year ago" 1.4 times as wrong as a level: below this, seasons are worth a search."""
LEARNING = 8
"""Values a model needs before its forecasts count in the comparison."""


@dataclass(frozen=True)
class Forecast:
    """The next three periods, by what method, and how well it and the naive forecast did before."""

    method: Method
    projection: Projection
    accuracy: Accuracy | None
    """None with too few past forecasts to tell."""
    naive: Accuracy | None
    coverage: float | None
    """Share of truths the 80 % interval held, before any widening."""
    widening: float
    surprise: bool | None
    """The latest value lay outside the 95 % interval forecast for it; None if it was not forecast."""


@dataclass(frozen=True)
class _Candidate:
    method: Method
    project: Callable[[Floats, int], Projection | None]
    least: int


def forecast(values: Sequence[float], season: int, seed: int, steps: int = STEPS) -> Forecast:
    """Forecast a series without gaps, oldest first. The same values and seed give the same answer.

    Below six values, and where all are the same: as the last one, without an interval.
    """
    known = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    if known.size < FEWEST or np.ptp(known) == 0:
        last = np.full(steps, known[-1])
        flat = Projection(last, np.zeros(steps), last[:, None].copy(), known=False)
        return Forecast(Method.NAIVE, flat, None, None, None, 1.0, None)
    candidates = [*_smoothed(known, PLAIN, season, rng), *_naive(known, season, rng)]
    pasts = [past_forecasts(known, steps, one.least, one.project) for one in candidates]
    if known.size >= 2 * season + ENOUGH and _seasons_show(candidates, pasts):
        seasonal = _smoothed(known, SEASONAL, season, rng)
        candidates += seasonal
        pasts += [past_forecasts(known, steps, one.least, one.project) for one in seasonal]
    able = [at for at, past in enumerate(pasts) if len(past.made) >= ENOUGH]
    if not able:
        return _untested(candidates[0], known, steps)
    chosen = able[best([pasts[at] for at in able])]
    return _tested(candidates, pasts, chosen, known, steps)


def _untested(candidate: _Candidate, known: Floats, steps: int) -> Forecast:
    projection = candidate.project(known, steps)
    if projection is None:
        raise AssertionError(f"{candidate.method} fitted before")
    return Forecast(candidate.method, projection, None, None, None, 1.0, None)


def _tested(
    candidates: Sequence[_Candidate], pasts: Sequence[PastForecasts], chosen: int, known: Floats, steps: int
) -> Forecast:
    past = pasts[chosen]
    projection = candidates[chosen].project(known, steps)
    if projection is None:
        raise AssertionError(f"{candidates[chosen].method} fitted before")
    rivals = [
        pasts[at].last(len(past.made)).accuracy
        for at, one in enumerate(candidates)
        if one.method in (Method.NAIVE, Method.SEASONAL_NAIVE) and len(pasts[at].made) >= len(past.made)
    ]
    rival = min(rivals, key=lambda one: float("inf") if one.mase is None else one.mase, default=None)
    last, factor = past.made[-1], past.widening
    low, high = last.projection.widened(factor).interval(0.95)
    surprise = not low[0] <= last.actual[0] <= high[0]
    return Forecast(
        candidates[chosen].method, projection.widened(factor), past.accuracy, rival, past.coverage, factor,
        bool(surprise),
    )  # fmt: skip


def _seasons_show(candidates: Sequence[_Candidate], pasts: Sequence[PastForecasts]) -> bool:
    """Whether the year before tells nearly as much as the best forecast without seasons.

    Models with seasons take ten times as long to fit; most figures have none.
    """
    shared = min((len(past.made) for past in pasts), default=0)
    errors: dict[bool, list[float]] = {True: [], False: []}
    for one, past in zip(candidates, pasts, strict=True):
        found = past.last(shared).accuracy.mase if shared >= ENOUGH else None
        if found is not None:
            errors[one.method.seasonal].append(found)
    return all(errors.values()) and min(errors[True]) < WORTH_SEASONS * min(errors[False])


def _smoothed(
    known: Floats, family: Sequence[Method], season: int, rng: np.random.Generator
) -> list[_Candidate]:
    """The model of the family with the lowest AICc, if any fits."""
    fits = [found for method in family if (found := fit(known, method, season))]
    if not fits:
        return []
    model = min(fits, key=lambda one: one.aicc)
    least = 2 * season if model.method.seasonal else LEARNING
    return [_Candidate(model.method, _refitting(model, rng), least)]


def _refitting(model: Fitted, rng: np.random.Generator) -> Callable[[Floats, int], Projection | None]:
    def project(values: Floats, steps: int) -> Projection | None:
        whole = values.size == len(model.result.model.endog)
        found = model if whole else fit(values, model.method, model.season, model)
        return found.projected(steps, rng) if found else None

    return project


def _naive(known: Floats, season: int, rng: np.random.Generator) -> list[_Candidate]:
    made = [_Candidate(Method.NAIVE, lambda values, steps: naive(values, steps, rng), 2)]
    if season >= 3 and known.size >= 2 * season:
        made.append(
            _Candidate(
                Method.SEASONAL_NAIVE,
                lambda values, steps: seasonal_naive(values, season, steps, rng),
                season + 1,
            )
        )
    return made
