"""From points of lines to one score (F04) and from a score to a grade, with its gates (F05)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.grade import Gate, Grade
from domain.core.errors import RuleBroken
from domain.core.rounding import quotient, rounded

PLACES = 4
"""Places that scores are kept with."""
ZERO, CAP = Decimal(0), Decimal(120)


class Composite(NamedTuple):
    """The weighted score of what is scored, and how much of the weight that is."""

    score: Decimal | None
    coverage: Decimal


class ScaleWrong(RuleBroken):
    """Grades that leave a score without one, or rank against their scores."""

    text = "The grades must rank by their least scores, each another, and the lowest must begin at 0."


class GateTwice(RuleBroken):
    """Two grades would be the best one in spite of the same."""

    text = "Only one grade can be the cap for “{gate}”."


def composite(
    lines: Iterable[tuple[Decimal, Decimal | None]], min_coverage: Decimal = Decimal("0.7")
) -> Composite:
    """sum(weight x score) / sum(weight of what is scored), of (weight, score); no score below the coverage.

    Four places. Nothing at all has coverage 0.
    """
    whole = known = points = ZERO
    for weight, score in lines:
        whole += weight
        if score is not None:
            known += weight
            points += weight * score
    coverage = quotient(known, whole) or ZERO
    average = quotient(points, known)
    if average is None or coverage < min_coverage:
        return Composite(None, coverage)
    return Composite(rounded(average, PLACES), coverage)


def adjusted(score: Decimal | None, adjustment: Decimal) -> Decimal | None:
    """The score with what calibration added, inside 0 to 120."""
    return None if score is None else max(ZERO, min(CAP, score + adjustment))


@dataclass(frozen=True)
class Scale:
    """The grades, best first."""

    grades: Sequence[Grade]

    @classmethod
    def of(cls, grades: Iterable[Grade]) -> Self:
        """From grades in any order."""
        return cls(sorted(grades, key=lambda grade: grade.position))

    def grade(self, score: Decimal | None) -> Grade | None:
        """The best grade whose least score is reached; None without a score."""
        if score is None:
            return None
        return next((grade for grade in self.grades if score >= grade.least_score), None)

    def capped(
        self, grade: Grade | None, gates: Collection[Gate], caps: Collection[str] = ()
    ) -> tuple[Grade | None, Gate | None]:
        """The grade after gates, and the one that lowered it; `caps`: codes of grades that items cap at."""
        final, by = grade, None
        limits = [(one.gate, one) for one in self.grades if one.gate in gates and one.gate]
        limits += [(Gate.ITEM, one) for one in self.grades if one.code in caps]
        for gate, limit in limits:
            if final is not None and limit.position > final.position:
                final, by = limit, gate
        return final, by

    def check(self) -> None:
        """Refuse a scale that leaves scores without a grade, or ranks against them."""
        least = [grade.least_score for grade in self.grades]
        if not least or least != sorted(set(least), reverse=True) or least[-1] != 0:
            raise ScaleWrong(field="least_score")
        gates = [grade.gate for grade in self.grades if grade.gate]
        if twice := next((gate for gate in gates if gates.count(gate) > 1), None):
            raise GateTwice(field="gate", gate=twice)


def scale_of(session: Session) -> Scale:
    """The company's grades."""
    return Scale.of(session.scalars(select(Grade).where(Grade.archived_at.is_(None))).all())
