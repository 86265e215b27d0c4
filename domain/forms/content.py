"""What a version of a form asks: sections of questions, with weights that total 100."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from domain.core.errors import RuleBroken
from domain.forms.question import FULL_MARK, Question


class FormKind(StrEnum):
    """What a form is for. Scorecards and assessments are scored by weights."""

    CHECKLIST = "checklist"
    QUESTIONNAIRE = "questionnaire"
    SCORECARD = "scorecard"
    ASSESSMENT = "assessment"

    @property
    def is_weighted(self) -> bool:
        """Whether its weights must total 100."""
        return self in (FormKind.SCORECARD, FormKind.ASSESSMENT)


class WeightsOff(RuleBroken):
    """Weights that do not total 100 would make scores that nobody can compare."""

    text = "The weights of {what} total {total}; they must total 100."


class NothingAsked(RuleBroken):
    """A form without a question."""

    text = "The form asks nothing yet."


class AskedTwice(RuleBroken):
    """Two questions have the same key."""

    text = "The key “{key}” stands at two questions; each needs its own."


@dataclass(frozen=True)
class FormSection:
    """Questions that belong together. `weight` counts among the sections."""

    name_zh: str
    name_en: str
    questions: tuple[Question, ...]
    weight: Decimal = FULL_MARK

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        questions = tuple(Question.of(one) for one in kept.get("questions", ()))
        return cls(str(kept["zh"]), str(kept["en"]), questions, Decimal(str(kept.get("weight", 100))))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "zh": self.name_zh, "en": self.name_en, "weight": str(self.weight),
            "questions": [one.plain() for one in self.questions],
        }  # fmt: skip

    @property
    def is_scored(self) -> bool:
        """Whether something in it counts."""
        return any(one.is_scored for one in self.questions)


@dataclass(frozen=True)
class Content:
    """All sections of a form."""

    sections: tuple[FormSection, ...]

    @classmethod
    def of(cls, kept: Sequence[Mapping[str, Any]]) -> Self:
        """From JSON."""
        return cls(tuple(FormSection.of(one) for one in kept))

    def plain(self) -> list[dict[str, Any]]:
        """As JSON keeps it."""
        return [one.plain() for one in self.sections]

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in reading order."""
        return (question for section in self.sections for question in section.questions)

    def check(self, kind: FormKind) -> None:
        """Refuse a form that could not be filled in, or not be scored."""
        keys = [question.key for question in self.questions]
        if not keys:
            raise NothingAsked(field="content")
        for question in self.questions:
            question.check()
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise AskedTwice(field="content", key=twice)
        if kind.is_weighted:
            self._check_weights()

    def _check_weights(self) -> None:
        scored = [section for section in self.sections if section.is_scored]
        total = sum((section.weight for section in scored), Decimal(0))
        if total != FULL_MARK:
            raise WeightsOff(field="content", what="sections", total=total)
        for section in scored:
            inner = sum((one.weight for one in section.questions), Decimal(0))
            if inner != FULL_MARK:
                raise WeightsOff(field="content", what=section.name_zh or section.name_en, total=inner)
