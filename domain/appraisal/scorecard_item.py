"""Lines of a scorecard: what is assessed, where its points come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from db.types import plain_digits
from domain.appraisal.curve import BY_LEVEL, Curve
from domain.core.code_list import require_key
from domain.core.errors import Missing, RuleBroken

BY_PERSON = "salesperson"
"""The dimension by which figures are told apart by person."""
LEVELS = range(1, 6)
"""Levels of a competency, 1 the lowest."""
EXPECTED = 3
"""The level expected where the scorecard says nothing else."""


class ItemKind(StrEnum):
    """Where the score of an item comes from."""

    INDICATOR = "indicator"
    """A figure of the portal, for the person or the unit."""
    PERSONAL = "personal"
    """A figure about the person that the portal works out from its own records."""
    COMPETENCY = "competency"
    """A level that the manager rates."""
    GOAL = "goal"
    """Goals agreed freely; each is rated by a level."""

    @property
    def is_rated(self) -> bool:
        """Whether people rate it."""
        return self in (ItemKind.COMPETENCY, ItemKind.GOAL)


class Scope(StrEnum):
    """Whose figure it is."""

    PERSON = "person"
    UNIT = "unit"


class FigureUnnamed(RuleBroken):
    """An item that is to be computed from nothing."""

    text = "“{item}” must name the figure it is computed from, and a curve."


class AnchorsMissing(RuleBroken):
    """Levels without words mean something else to every rater."""

    text = "“{item}” needs a description of each of the five levels."


@dataclass(frozen=True)
class Names:
    """Names that stand in a sentence, in the reader's language."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def in_language(self, language: str) -> str:
        """Listed."""
        return "、".join(self.zh) if language == "zh_CN" else ", ".join(self.en)

    def __str__(self) -> str:
        return ", ".join(self.en)


@dataclass(frozen=True)
class ScorecardItem:
    """One line of a scorecard. `weight` counts within its dimension.

    `source` is an indicator's code or a personal measure's name. `is_amount`: its target is an amount for
    the whole period, so that somebody absent for part of it has to reach less. `caps_at`: the code of the
    best grade that somebody with 0 points here can have. `anchors` describe levels 1 to 5 (zh, en).
    """

    key: str
    name_zh: str
    name_en: str
    kind: ItemKind
    weight: Decimal
    source: str = ""
    scope: Scope = Scope.PERSON
    curve: Curve | None = None
    is_amount: bool = False
    caps_at: str = ""
    anchors: tuple[tuple[str, str], ...] = ()
    expected: int = EXPECTED

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(
            str(kept["key"]), str(kept["zh"]), str(kept["en"]), ItemKind(kept["kind"]),
            Decimal(str(kept["weight"])), str(kept.get("source", "")), Scope(kept.get("scope", "person")),
            Curve.of(kept["curve"]) if kept.get("curve") else None, bool(kept.get("is_amount", False)),
            str(kept.get("caps_at", "")), tuple((str(zh), str(en)) for zh, en in kept.get("anchors", ())),
            int(kept.get("expected", EXPECTED)),
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key, "zh": self.name_zh, "en": self.name_en, "kind": self.kind.value,
            "weight": plain_digits(self.weight), "source": self.source, "scope": self.scope.value,
            "curve": self.curve and self.curve.plain(), "is_amount": self.is_amount,
            "caps_at": self.caps_at, "anchors": [list(one) for one in self.anchors],
            "expected": self.expected,
        }  # fmt: skip

    @property
    def name(self) -> Names:
        """What it is called."""
        return Names((self.name_zh,), (self.name_en,))

    @property
    def scoring(self) -> Curve:
        """The curve its points come from."""
        return self.curve or BY_LEVEL

    def check(self) -> None:
        """Refuse an item that could not be scored."""
        require_key(self.key, "Scorecard.key")
        for name, value in (("name_zh", self.name_zh), ("name_en", self.name_en)):
            if not value.strip():
                raise Missing(field="content", field_name=f"Scorecard.{name}")
        if not self.kind.is_rated and not (self.source and self.curve):
            raise FigureUnnamed(field="content", item=self.name)
        if self.kind is ItemKind.COMPETENCY and not self._is_anchored:
            raise AnchorsMissing(field="content", item=self.name)
        self.scoring.check(self.name)

    @property
    def _is_anchored(self) -> bool:
        return len(self.anchors) == len(LEVELS) and all(zh.strip() or en.strip() for zh, en in self.anchors)
