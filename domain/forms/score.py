"""The score of a filled-in form: weighted points of what was answered, 0 to 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.core.rounding import rounded
from domain.forms.content import Content, FormSection

PLACES = 2


@dataclass(frozen=True)
class Score:
    """The whole, and each section; None where nothing that counts was answered."""

    total: Decimal | None
    sections: Sequence[Decimal | None]


def score(content: Content, answers: Mapping[str, Any]) -> Score:
    """Sum of weight x points over what applies, divided by the weights of what applies.

    What is not applicable leaves the score, and its weight is shared by the others in proportion: somebody
    without foreign customers is not marked down for them.
    """
    inner = [_section(section, answers) for section in content.sections]
    weights = [section.weight for section in content.sections]
    return Score(_shown(_mean(weights, inner)), [_shown(one) for one in inner])


def _section(section: FormSection, answers: Mapping[str, Any]) -> Decimal | None:
    scored = [question for question in section.questions if question.is_scored]
    weights = [question.weight for question in scored]
    return _mean(weights, [question.points(answers.get(question.key)) for question in scored])


def _mean(weights: Sequence[Decimal], points: Sequence[Decimal | None]) -> Decimal | None:
    counted = [(weight, one) for weight, one in zip(weights, points, strict=True) if one is not None]
    whole = sum((weight for weight, _ in counted), Decimal(0))
    return sum((weight * one for weight, one in counted), Decimal(0)) / whole if whole else None


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, PLACES)
