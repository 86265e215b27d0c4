"""Questions of a form: what is asked, how it is answered, what an answer is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from domain.core.code_list import require_key
from domain.core.errors import Missing, RuleBroken

FULL_MARK = Decimal(100)
LONGEST_ANSWER = 5_000


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"


SCORED = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.SCALE})
NOT_APPLICABLE = "na"
"""The answer that takes a question out of the score."""


class NoOptions(RuleBroken):
    """There is nothing to choose from, or two options are the same."""

    text = "“{question}” needs at least two different options with 0 to 100 points each."


class ScaleOutOfOrder(RuleBroken):
    """The scale has no steps."""

    text = "The scale of “{question}” begins below its end and has at most {most} steps."


MOST_STEPS = 20


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what it is worth."""

    key: str
    name_zh: str
    name_en: str
    points: Decimal = Decimal(0)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(str(kept["key"]), str(kept["zh"]), str(kept["en"]), Decimal(str(kept.get("points", 0))))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"key": self.key, "zh": self.name_zh, "en": self.name_en, "points": str(self.points)}


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `weight` counts among the questions of its section."""

    key: str
    text_zh: str
    text_en: str
    kind: QuestionKind
    weight: Decimal = Decimal(0)
    required: bool = True
    lowest: int = 1
    highest: int = 5
    options: tuple[Option, ...] = field(default=())
    help_zh: str = ""
    help_en: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(
            key=str(kept["key"]), text_zh=str(kept["zh"]), text_en=str(kept["en"]),
            kind=QuestionKind(kept["kind"]), weight=Decimal(str(kept.get("weight", 0))),
            required=bool(kept.get("required", True)), lowest=int(kept.get("lowest", 1)),
            highest=int(kept.get("highest", 5)), help_zh=str(kept.get("help_zh", "")),
            help_en=str(kept.get("help_en", "")),
            options=tuple(Option.of(one) for one in kept.get("options", ())),
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key, "zh": self.text_zh, "en": self.text_en, "kind": self.kind.value,
            "weight": str(self.weight), "required": self.required, "lowest": self.lowest,
            "highest": self.highest, "help_zh": self.help_zh, "help_en": self.help_en,
            "options": [one.plain() for one in self.options],
        }  # fmt: skip

    @property
    def is_scored(self) -> bool:
        """Whether its answer counts."""
        return self.kind in SCORED and self.weight > 0

    def check(self) -> None:
        """Refuse a question nobody could answer."""
        require_key(self.key, "Question.key")
        if not (self.text_zh.strip() or self.text_en.strip()):
            raise Missing(field="content", field_name="Question.text")
        named = self.text_zh or self.text_en
        if self.kind is QuestionKind.SCALE and not 0 < self.highest - self.lowest <= MOST_STEPS:
            raise ScaleOutOfOrder(field="content", question=named, most=MOST_STEPS)
        keys = {one.key for one in self.options}
        sound = all(0 <= one.points <= FULL_MARK for one in self.options)
        if self.kind is QuestionKind.CHOICE and (
            len(keys) < 2 or len(keys) != len(self.options) or not sound
        ):
            raise NoOptions(field="content", question=named)

    def points(self, answer: Any) -> Decimal | None:
        """What the answer is worth, 0 to 100; None where it does not count (not applicable, no answer)."""
        if answer in (None, "", NOT_APPLICABLE) or self.kind not in SCORED:
            return None
        if self.kind is QuestionKind.YES_NO:
            return FULL_MARK if answer == "yes" else Decimal(0)
        if self.kind is QuestionKind.SCALE:
            return FULL_MARK * (int(answer) - self.lowest) / (self.highest - self.lowest)
        return next((one.points for one in self.options if one.key == answer), None)
