"""The models a forecast may come from (domain reference G.3)."""

from enum import StrEnum

MODEL_VERSION = "2026.11"
"""Changes whenever the same values would be judged differently; kept with everything that is judged."""


class Method(StrEnum):
    """How the next values are worked out."""

    NAIVE = "naive"
    """As the last one."""
    SEASONAL_NAIVE = "seasonal_naive"
    """As the same period of the year before."""
    ETS_ANN = "ets_ann"
    """Smoothed level."""
    ETS_AADN = "ets_aadn"
    """Level and damped trend."""
    ETS_AADA = "ets_aada"
    """Level, damped trend, seasons that add."""
    ETS_MADM = "ets_madm"
    """Level, damped trend, seasons that multiply; for values above 0."""

    @property
    def seasonal(self) -> bool:
        """It knows the time of the year."""
        return self in (Method.SEASONAL_NAIVE, Method.ETS_AADA, Method.ETS_MADM)


PLAIN = (Method.ETS_ANN, Method.ETS_AADN)
SEASONAL = (Method.ETS_AADA, Method.ETS_MADM)
