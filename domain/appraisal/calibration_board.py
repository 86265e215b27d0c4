"""What a calibration meeting looks at: everybody of whom one sees the score, side by side."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import COMPARED, AssessmentState
from domain.appraisal.composite import Scale, adjusted, scale_of
from domain.appraisal.content import ScorecardContent
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.forced_distribution import GradeShare, distribution, shifted
from domain.appraisal.grade import Grade
from domain.appraisal.item_score import ItemScore
from domain.appraisal.nine_box import Box, box
from domain.appraisal.rater_pattern import Leniency, halo, leniency
from domain.appraisal.rater_scale import rescaled, spread
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.result import AssessmentResult
from domain.appraisal.score_parts import ScoreParts
from domain.appraisal.scorecard_item import ItemKind
from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.core.rounding import mean, rounded
from domain.organisation.directory import colleagues

Levels = Mapping[str, Decimal]
"""Competency -> level."""


@dataclass(frozen=True)
class CalibrationLine:
    """One person. `parts` are before calibration; `proposal` is the score on a common scale of raters (F07).

    Nothing ever takes the proposal over by itself.
    """

    assessment_id: int
    person_id: int
    name: str
    unit_id: int
    rater_id: int | None
    state: AssessmentState
    composite: Decimal | None
    score: Decimal | None
    grade: Grade | None
    parts: ScoreParts
    level: Decimal | None
    """Mean level of competencies."""
    box: Box | None
    proposal: Decimal | None = None


@dataclass(frozen=True)
class CalibrationBoard:
    """Everything about one cycle that the meeting sees."""

    lines: Sequence[CalibrationLine]
    overall: Sequence[GradeShare]
    units: Mapping[int, Sequence[GradeShare]]
    leniency: Sequence[Leniency]
    """Of raters, by what they rated: figures are nobody's kindness."""
    halos: Mapping[int, Decimal] = field(default_factory=dict)
    """Rater -> mean correlation between competencies, where enough people were rated."""


def calibration_board(
    session: Session, actor: Actor, cycle: AppraisalCycle, shifts: Mapping[int, Decimal] | None = None
) -> CalibrationBoard:
    """The board for who calibrates, or HR. It holds whose scores the actor may see, so never their own.

    `shifts`: unit -> points (within +/- 5) by which quotas of a team with an own result move.
    """
    if not (actor.may(Permission.ASSESSMENTS_CALIBRATE) or actor.may(Permission.ASSESSMENTS_ADMINISTER)):
        raise NotPermitted(permission=Permission.ASSESSMENTS_CALIBRATE)
    if actor.person_id is None:
        raise AccountWithoutPerson
    scale = scale_of(session)
    levels = _levels(session, cycle.id)
    lines = _with_proposals(_lines(session, actor.person_id, cycle.id, scale, levels))
    by_rater: dict[int, list[Decimal]] = defaultdict(list)
    judged: dict[int, dict[int, Levels]] = defaultdict(dict)
    for line in lines:
        if line.rater_id is not None and line.parts.rated is not None:
            by_rater[line.rater_id].append(line.parts.rated)
            judged[line.rater_id][line.assessment_id] = levels.get(line.assessment_id, {})
    halos = {rater: value for rater, some in judged.items() if (value := halo(some)) is not None}
    quotas = {grade.code: grade.quota for grade in scale.grades}
    units = sorted({line.unit_id for line in lines})
    return CalibrationBoard(
        lines,
        distribution(quotas, _counts(lines)),
        {
            unit: distribution(
                shifted(quotas, (shifts or {}).get(unit, Decimal(0))),
                _counts([line for line in lines if line.unit_id == unit]),
            )
            for unit in units
        },
        leniency(by_rater),
        halos,
    )


def _lines(
    session: Session, me: int, cycle_id: int, scale: Scale, levels: Mapping[int, Levels]
) -> list[CalibrationLine]:
    query = (
        select(Assessment, AssessmentResult)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .where(
            Assessment.cycle_id == cycle_id, Assessment.archived_at.is_(None), Assessment.person_id != me,
            Assessment.state.in_(COMPARED),
        )
        .order_by(AssessmentResult.revision)
    )  # fmt: skip
    found = {one.id: (one, result) for one, result in session.execute(query)}
    scores = _scores(session, cycle_id)
    names = {one.id: one.name for one in colleagues(session, {one.person_id for one, _ in found.values()})}
    grades = {grade.id: grade for grade in scale.grades}
    lines = []
    for one, result in found.values():
        content = one.asks
        own = _competencies(content, levels.get(one.id, {}))
        level = mean(list(own.values())) if own else None
        grade = grades.get(result.grade_id or 0)
        lines.append(
            CalibrationLine(
                one.id, one.person_id, names.get(one.person_id, "?"), one.unit_id, one.rater_id, one.state,
                result.composite, result.score, grade, ScoreParts.of(content, scores.get(one.id, {})),
                level, box(scale, grade, level),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (-(line.score or Decimal(-1)), line.name))


def _with_proposals(lines: Sequence[CalibrationLine]) -> list[CalibrationLine]:
    """Rated points on the scale of all raters; the figures of each person stay as they are."""
    rated = [line.parts.rated for line in lines if line.parts.rated is not None]
    if len(rated) < 2 or len({line.rater_id for line in lines if line.rater_id is not None}) < 2:
        return list(lines)
    overall, sd = mean(rated), spread(rated)
    proposals: dict[int, Decimal | None] = {}
    raters: dict[int | None, list[CalibrationLine]] = defaultdict(list)
    for line in lines:
        if line.parts.rated is not None and line.composite is not None:
            raters[line.rater_id].append(line)
    for some in raters.values():
        scores = [line.parts.rated or Decimal(0) for line in some]
        for line, before, after in zip(some, scores, rescaled(scores, overall, sd), strict=True):
            score = adjusted(line.composite, line.parts.rated_share * (after - before))
            proposals[line.assessment_id] = None if score is None else rounded(score, 2)
    return [replace(line, proposal=proposals.get(line.assessment_id)) for line in lines]


def _counts(lines: Sequence[CalibrationLine]) -> dict[str, int]:
    return Counter(line.grade.code for line in lines if line.grade is not None)


def _competencies(content: ScorecardContent, levels: Levels) -> Levels:
    return {
        item.key: levels[item.key]
        for item in content.items
        if item.kind is ItemKind.COMPETENCY and item.key in levels
    }


def _scores(session: Session, cycle_id: int) -> dict[int, dict[str, Decimal | None]]:
    query = (
        select(ItemScore.assessment_id, ItemScore.item_key, ItemScore.score)
        .join(Assessment, Assessment.id == ItemScore.assessment_id)
        .where(Assessment.cycle_id == cycle_id)
    )
    found: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    for assessment, key, score in session.execute(query):
        found[assessment][key] = score
    return found


def _levels(session: Session, cycle_id: int) -> dict[int, dict[str, Decimal]]:
    """The managers' levels, as they gave them."""
    query = (
        select(Rating.assessment_id, Rating.item_key, Rating.level)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(Assessment.cycle_id == cycle_id, Rating.role == RatingRole.MANAGER)
    )
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for assessment, key, level in session.execute(query):
        found[assessment][key] = Decimal(level)
    return found
