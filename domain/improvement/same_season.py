"""A seasonal series that is too short for a model: each period after against the same one a year earlier."""

import numpy as np

from domain.core.rounding import inexact
from domain.improvement.effect_review import Finding, Method
from domain.improvement.observation import BeforeAfter, values
from domain.improvement.regression import estimate, fit

NEEDED = 3
FULL_SEASONS = 24
"""Fewer points than this: no seasonal model (domain reference G.4)."""


def compare_seasons(pairs: BeforeAfter) -> Finding:
    """The mean difference of the pairs with its t interval; values are better when higher."""
    differences = np.array(values(pairs.after)) - np.array(values(pairs.before))
    fitted = fit(np.ones((len(differences), 1)), differences)
    effect = estimate(fitted, np.array([1.0]))
    return Finding(
        method=Method.SAME_SEASON,
        size=inexact(effect.size),
        interval=effect.interval,
        shown=effect.shown,
        n=pairs.sizes,
        figures={
            "ols_error": inexact(effect.plain_error),
            "hac_error": inexact(effect.robust_error),
            "lag": inexact(fitted.lag),
            "degrees_of_freedom": inexact(fitted.freedom),
        },
    )
