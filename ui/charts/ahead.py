"""What lies ahead of a course, and between what it moves by nature, as tables beside its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ui.charts.columns import period_name

Interval = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class AheadStep:
    """What is expected of one period; without intervals where nothing is known about the errors."""

    period: str
    centre: Decimal
    shown: str
    note: str = ""
    dark: Interval | None = None
    """Where the truth will lie with 80 per cent ..."""
    light: Interval | None = None
    """... and with 95 per cent."""


@dataclass(frozen=True)
class Natural:
    """A natural limit of the figure: a thin line with its name."""

    name: str
    value: Decimal


@dataclass(frozen=True)
class SignalMark:
    """A period in which the figure gave a signal."""

    period: str
    value: Decimal
    note: str


@dataclass(frozen=True)
class Prospect:
    """All of it. `begin` is the last known figure: the fan opens from there."""

    begin: tuple[str, Decimal] | None = None
    ahead: Sequence[AheadStep] = ()
    natural: Sequence[Natural] = ()
    signals: Sequence[SignalMark] = field(default=())

    @property
    def fan(self) -> dict[str, list[object]]:
        """Centre and intervals by period, opening from the last known figure."""
        rows: list[tuple[object, ...]] = []
        if self.begin and self.ahead:
            period, value = self.begin
            rows.append((period, *[value] * 5, "", "", ""))
        for one in self.ahead:
            dark, light = one.dark or (None, None), one.light or (None, None)
            rows.append((one.period, one.centre, *dark, *light, period_name(one.period), one.shown, one.note))
        names = ("period", "value", "low80", "high80", "low95", "high95", "said", "shown", "note")
        return {name: [row[at] for row in rows] for at, name in enumerate(names)}

    @property
    def lines(self) -> dict[str, list[object]]:
        """The natural limits."""
        return {
            "name": [one.name for one in self.natural],
            "value": [one.value for one in self.natural],
            "side": ["below" if at else "above" for at in range(len(self.natural))],
        }

    @property
    def marks(self) -> dict[str, list[object]]:
        """Where signals are."""
        return {
            "period": [one.period for one in self.signals],
            "value": [one.value for one in self.signals],
            "said": [period_name(one.period) for one in self.signals],
            "note": [one.note for one in self.signals],
        }
