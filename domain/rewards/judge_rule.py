"""Whether a rule applies to a result: a pure function of the result, its scorecard's words, the past."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from db.types import plain_digits
from domain.appraisal.published import PublishedResult
from domain.core.statement import Statement
from domain.rewards import use_statements as told
from domain.rewards.grade_history import PastGrade
from domain.rewards.use_rule import UseRule, codes_in
from domain.rewards.written_amounts import points

Reasons = list[Statement] | None
"""Why the condition holds; None: it does not."""


@dataclass(frozen=True)
class Case:
    """One result with what a rule may look at."""

    result: PublishedResult
    cycle_code: str
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Item's key -> its names, Chinese and English."""
    past: Sequence[PastGrade] = ()
    """Grades of this and earlier cycles, the latest first."""


def judge_rule(rule: UseRule, case: Case) -> Reasons:
    """The sentences that say why it applies; None where some condition does not hold."""
    said: list[Statement] = []
    for condition in _CONDITIONS:
        found = condition(rule, case)
        if found is None:
            return None
        said += found
    return said or None


def _grades(rule: UseRule, case: Case) -> Reasons:
    one = case.result
    if not rule.grade_codes:
        return []
    if one.grade_code not in rule.grade_codes:
        return None
    score = "?" if one.score is None else points(one.score)
    said: list[Statement] = [told.HasGrade(grade=one.grade_code, cycle=case.cycle_code, score=score)]
    if rule.times is None or rule.cycles is None:
        return said
    last = case.past[: rule.cycles]
    hits = [past for past in last if past.grade_code in rule.grade_codes]
    if len(hits) < rule.times:
        return None
    listed = ", ".join(f"{past.cycle_code} {past.grade_code or '-'}" for past in last)
    history = told.HasGrades(
        count=len(hits), cycles=rule.cycles, grades="/".join(codes_in(rule.grades)), told=listed
    )
    return [*said, history]


def _score(rule: UseRule, case: Case) -> Reasons:
    score, said = case.result.score, list[Statement]()
    if rule.score_from is None and rule.score_below is None:
        return said
    if score is None:
        return None
    if rule.score_from is not None:
        if score < rule.score_from:
            return None
        said.append(told.ScoreAtLeast(score=points(score), least=plain_digits(rule.score_from)))
    if rule.score_below is not None:
        if score >= rule.score_below:
            return None
        said.append(told.ScoreBelow(score=points(score), most=plain_digits(rule.score_below)))
    return said


def _items(rule: UseRule, case: Case) -> Reasons:
    if rule.item_below is None:
        return []
    low = [
        told.ItemBelow(**_named(case, key), score=points(score), most=plain_digits(rule.item_below))
        for key, score in _meant(rule, case)
        if score is not None and score < rule.item_below
    ]
    return list(low) or None


def _named(case: Case, key: str) -> dict[str, str]:
    """The item's names; whoever reads the sentence out takes the one that fits."""
    chinese, english = case.names.get(key, (key, key))
    return {"item": chinese, "item_en": english}


def _meant(rule: UseRule, case: Case) -> list[tuple[str, Decimal | None]]:
    scores = case.result.item_scores
    return [(key, score) for key, score in sorted(scores.items()) if rule.item_key in ("", key)]


def _gaps(rule: UseRule, case: Case) -> Reasons:
    if rule.gap_least is None:
        return []
    wide = [
        told.CompetencyGap(**_named(case, key), levels=gap)
        for key, gap in sorted(case.result.gaps.items())
        if gap >= rule.gap_least and rule.item_key in ("", key)
    ]
    return list(wide) or None


_CONDITIONS: tuple[Callable[[UseRule, Case], Reasons], ...] = (_grades, _score, _items, _gaps)
