"""One estimate from a linear regression on a time series, with the more careful of two standard errors.

Reference G.4: report max(OLS, HAC) with t quantiles; HAC lag floor(4 (T/100)^(2/9)) (G09).
"""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from domain.core.rounding import inexact
from domain.improvement.effect_review import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Matrix = NDArray[np.float64]

CONFIDENCE = 0.95
NOISE = 1e-9
"""Relative to the largest value; what is smaller is rounding of binary arithmetic, not an effect."""


@dataclass(frozen=True)
class Fit:
    """A fitted regression: coefficients, residuals and both covariance matrices."""

    design: "Matrix"
    coefficients: "Vector"
    residuals: "Vector"
    plain: "Matrix"
    robust: "Matrix"
    lag: int
    scale: float

    @property
    def freedom(self) -> int:
        """Residual degrees of freedom."""
        return int(self.design.shape[0] - self.design.shape[1])


@dataclass(frozen=True)
class Estimate:
    """A combination of coefficients with its standard errors and t interval."""

    size: float
    plain_error: float
    robust_error: float
    low: float
    high: float

    @property
    def interval(self) -> Interval:
        """The interval as decimals."""
        return inexact(self.low), inexact(self.high)

    @property
    def shown(self) -> int:
        """+1 or -1 where the interval excludes 0, else 0."""
        return int(self.low > 0) - int(self.high < 0)


def newey_west_lag(points: int) -> int:
    """Lags of the autocorrelation-robust covariance for a series of that many points."""
    return int(4 * (points / 100) ** (2 / 9))


def fit(design: "Matrix", series: "Vector") -> Fit:
    """Least squares with the classical and the autocorrelation-robust covariance."""
    from statsmodels.regression.linear_model import OLS  # 3 seconds to import; few processes ever need it

    lag = newey_west_lag(len(series))
    plain = OLS(series, design).fit()
    robust = plain.get_robustcov_results("HAC", maxlags=lag)
    return Fit(
        design=design,
        coefficients=np.asarray(plain.params),
        residuals=np.asarray(plain.resid),
        plain=np.asarray(plain.cov_params()),
        robust=np.asarray(robust.cov_params()),
        lag=lag,
        scale=float(np.max(np.abs(series), initial=0.0)),
    )


def estimate(fitted: Fit, weights: "Vector") -> Estimate:
    """The weighted sum of coefficients, with the larger standard error and t quantiles."""
    from scipy.stats import t  # slow to import

    size = _without_noise(float(weights @ fitted.coefficients), fitted.scale)
    errors = [
        _without_noise(sqrt(max(float(weights @ covariance @ weights), 0.0)), fitted.scale)
        for covariance in (fitted.plain, fitted.robust)
    ]
    reach = float(t.ppf((1 + CONFIDENCE) / 2, fitted.freedom)) * max(errors)
    return Estimate(size, errors[0], errors[1], size - reach, size + reach)


def _without_noise(value: float, scale: float) -> float:
    return value if abs(value) > NOISE * scale else 0.0
