"""A score taken apart: what figures say, and what people rated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from domain.appraisal.content import ScorecardContent
from domain.core.rounding import quotient


@dataclass(frozen=True)
class ScoreParts:
    """Points of both parts, each the weighted mean of its scored lines, 0 to 120; None without any.

    `rated_share` is what the rated lines weigh among all that are scored, 0 to 1.
    """

    figures: Decimal | None
    rated: Decimal | None
    rated_share: Decimal

    @classmethod
    def of(cls, content: ScorecardContent, scores: Mapping[str, Decimal | None]) -> Self:
        """From the points of single lines, by key."""
        weight = {True: Decimal(0), False: Decimal(0)}
        points = dict(weight)
        for item in content.items:
            score = scores.get(item.key)
            if score is not None:
                weight[item.kind.is_rated] += content.weight(item.key)
                points[item.kind.is_rated] += content.weight(item.key) * score
        whole = weight[True] + weight[False]
        return cls(
            quotient(points[False], weight[False]), quotient(points[True], weight[True]),
            quotient(weight[True], whole) or Decimal(0),
        )  # fmt: skip
