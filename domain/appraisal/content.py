"""What a scorecard asks: dimensions of items, weights that total 100 among and within them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from db.types import plain_digits
from domain.appraisal.scorecard_item import Names, ScorecardItem
from domain.core.errors import RuleBroken

TOTAL = Decimal(100)
FEWEST_FIGURES, MOST_FIGURES = 4, 8


class WeightsOff(RuleBroken):
    """Weights that do not total 100 would make scores that nobody can compare."""

    text = "The weights of “{what}” total {total}; they must total 100."


class NothingAssessed(RuleBroken):
    """A scorecard without an item."""

    text = "The scorecard assesses nothing yet."


class KeyTwice(RuleBroken):
    """Two items have the same key."""

    text = "The key “{key}” stands at two items; each needs its own."


@dataclass(frozen=True)
class Dimension:
    """Items that belong together: business results, control compliance. `weight` counts among dimensions."""

    key: str
    name_zh: str
    name_en: str
    weight: Decimal
    items: tuple[ScorecardItem, ...]

    @property
    def name(self) -> Names:
        """What it is called."""
        return Names((self.name_zh,), (self.name_en,))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        items = tuple(ScorecardItem.of(one) for one in kept.get("items", ()))
        return cls(str(kept["key"]), str(kept["zh"]), str(kept["en"]), Decimal(str(kept["weight"])), items)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key, "zh": self.name_zh, "en": self.name_en, "weight": plain_digits(self.weight),
            "items": [one.plain() for one in self.items],
        }  # fmt: skip


@dataclass(frozen=True)
class ScorecardContent:
    """All dimensions of a scorecard."""

    dimensions: tuple[Dimension, ...]

    @classmethod
    def of(cls, kept: Sequence[Mapping[str, Any]]) -> Self:
        """From JSON."""
        return cls(tuple(Dimension.of(one) for one in kept))

    def plain(self) -> list[dict[str, Any]]:
        """As JSON keeps it."""
        return [one.plain() for one in self.dimensions]

    @property
    def items(self) -> Iterator[ScorecardItem]:
        """Every item, in reading order."""
        return (item for dimension in self.dimensions for item in dimension.items)

    def weight(self, key: str) -> Decimal:
        """What an item counts in the whole, in per cent of it."""
        for dimension in self.dimensions:
            for item in dimension.items:
                if item.key == key:
                    return dimension.weight * item.weight / TOTAL
        raise KeyError(key)

    def names(self, keys: Sequence[str]) -> Names:
        """What the items of these keys are called, each once."""
        wanted = {key.partition(".")[0] for key in keys}
        named = [item for item in self.items if item.key in wanted]
        return Names(tuple(one.name_zh for one in named), tuple(one.name_en for one in named))

    @property
    def figures_off(self) -> bool:
        """Whether it has fewer or more figures than people can follow (4 to 8): worth a warning."""
        figures = sum(not item.kind.is_rated for item in self.items)
        return not FEWEST_FIGURES <= figures <= MOST_FIGURES

    def check(self) -> None:
        """Refuse a scorecard that could not be scored."""
        items = list(self.items)
        if not items:
            raise NothingAssessed(field="content")
        for keys in ([one.key for one in self.dimensions], [one.key for one in items]):
            if twice := next((key for key in keys if keys.count(key) > 1), None):
                raise KeyTwice(field="content", key=twice)
        for item in items:
            item.check()
        self._check_weights()

    def _check_weights(self) -> None:
        whole = Names(("各维度",), ("the dimensions",))
        totals = [(whole, [one.weight for one in self.dimensions])]
        totals += [(one.name, [item.weight for item in one.items]) for one in self.dimensions]
        for what, weights in totals:
            total = sum(weights, Decimal(0))
            if total != TOTAL or any(weight <= 0 for weight in weights):
                raise WeightsOff(field="content", what=what, total=total)
