"""Exponential smoothing (ETS) by statsmodels: fitted, ranked by AICc, projected."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.indicators.warnings.method import Method
from domain.indicators.warnings.projection import DRAWS, Floats, Projection, linear_deviation

SHAPES: dict[Method, dict[str, Any]] = {
    Method.ETS_ANN: {"error": "add"},
    Method.ETS_AADN: {"error": "add", "trend": "add", "damped_trend": True},
    Method.ETS_AADA: {"error": "add", "trend": "add", "damped_trend": True, "seasonal": "add"},
    Method.ETS_MADM: {"error": "mul", "trend": "add", "damped_trend": True, "seasonal": "mul"},
}
FEWEST = 6
"""Values below which nothing is smoothed."""
HEURISTIC_FROM = 10
"""Values from which starting states are read off the series; below, they are searched for as well."""
AGAIN = 40
"""Steps of the search when it starts from a solution for one value more."""


@dataclass(frozen=True)
class Fitted:
    """A model with its parameters, on values divided by `scale` so that the search is well conditioned."""

    method: Method
    season: int
    scale: float
    result: Any
    parameters: int
    """Everything estimated: smoothing, starting states, error variance."""

    @property
    def aicc(self) -> float:
        """-2 log likelihood + 2k + 2k(k+1)/(n-k-1): infinite while there are not enough values for it."""
        n, k = len(self.result.model.endog), self.parameters
        if n - k - 1 <= 0:
            return float("inf")
        return float(-2 * self.result.llf + 2 * k + 2 * k * (k + 1) / (n - k - 1))

    def projected(self, steps: int, rng: np.random.Generator) -> Projection:
        """The next periods."""
        found = self.result
        centre = np.asarray(found.forecast(steps), dtype=np.float64)
        paths = np.asarray(
            found.simulate(steps, anchor="end", repetitions=DRAWS, rng=rng), dtype=np.float64
        ).reshape(steps, DRAWS)
        if self.method is Method.ETS_MADM:
            made = Projection(centre, paths.std(axis=1), paths, linear=False)
            return made.scaled(self.scale)
        residuals = np.asarray(found.resid)
        freedom = max(1, residuals.size - self.parameters + 1)
        sigma = float(np.sqrt(np.sum(residuals**2) / min(freedom, residuals.size)))
        damped, seasonal = self.method is not Method.ETS_ANN, self.method is Method.ETS_AADA
        deviation = linear_deviation(
            sigma, steps, level=float(found.smoothing_level),
            trend=float(found.smoothing_trend) if damped else 0.0,
            damping=float(found.damping_trend) if damped else 1.0,
            seasonal=float(found.smoothing_seasonal) if seasonal else 0.0,
            season=self.season if seasonal else 0,
        )  # fmt: skip
        middle, spread = centre[:, None], paths.std(axis=1)[:, None]
        factor = np.divide(deviation[:, None], spread, out=np.ones_like(spread), where=spread > 0)
        return Projection(centre, deviation, middle + (paths - middle) * factor).scaled(self.scale)


def fit(values: Floats, method: Method, season: int, start: "Fitted | None" = None) -> Fitted | None:
    """The model on these values; None where it does not fit them. `start` is a neighbouring solution."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # seconds to import; few processes need it

    scale = float(np.mean(np.abs(values)))
    if values.size < (2 * season if method.seasonal else FEWEST) or not scale or np.ptp(values) == 0:
        return None
    if method is Method.ETS_MADM and values.min() <= 0:
        return None
    options: dict[str, Any] = dict(SHAPES[method])
    if method.seasonal:
        options["seasonal_periods"] = season
    known: dict[str, Any] = {}
    if values.size >= HEURISTIC_FROM:
        options["initialization_method"] = "heuristic"
        if start is not None and start.result.model.nobs >= HEURISTIC_FROM:
            known = {"start_params": start.result.params, "maxiter": AGAIN}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a search that stopped early is still judged by its errors
        try:
            result = ETSModel(values / scale, **options).fit(disp=False, **known)
            sound = bool(np.all(np.isfinite(result.forecast(3)))) and np.isfinite(result.llf)
        except (ValueError, np.linalg.LinAlgError, FloatingPointError):
            return None
    smoothing = {Method.ETS_ANN: 1, Method.ETS_AADN: 3}.get(method, 4)
    states = {Method.ETS_ANN: 1, Method.ETS_AADN: 2}.get(method, 1 + season)
    return Fitted(method, season, scale, result, smoothing + states + 1) if sound else None
