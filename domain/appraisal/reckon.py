"""Reckon scores of lines and results of assessments from what is kept of them, and write what differs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.appraisal.compliance_measures import gates
from domain.appraisal.composite import ZERO, Scale, adjusted, composite, scale_of
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.differing_rows import DifferingRows
from domain.appraisal.grade import Gate
from domain.appraisal.item_score import ItemScore
from domain.appraisal.line_score import LINE, line_row
from domain.appraisal.personal_value import Asked
from domain.appraisal.pull_values import Pulled, days
from domain.appraisal.result import AssessmentResult
from domain.appraisal.sheet import RESULT, SCORE, Sheet, read_sheets
from domain.core.rounding import rounded

Values = Mapping[tuple[int, str], Pulled]
WHOLE = ("composite", "score", "coverage", "grade_by_score_id", "grade_id", "gate")


@dataclass(frozen=True)
class Scored:
    """How many assessments got a score, how many cannot have one, how many rows were written."""

    scored: int
    without_score: int
    written: int


def reckon_again(session: Session, cycle_id: int, assessment_id: int, today: date) -> None:
    """Reckon one assessment from its kept values, once the cycle's figures were pulled."""
    cycle = session.get_one(AppraisalCycle, cycle_id)
    if cycle.scored_on is not None:
        reckon(session, cycle, [assessment_id], today)


def reckon(
    session: Session,
    cycle: AppraisalCycle,
    assessments: Collection[int],
    today: date,
    pulled: Values | None = None,
    sheets: Sequence[Sheet] | None = None,
) -> Scored:
    """Score these assessments from their ratings, overrides and values, and write what changed.

    `pulled` are fresh values; without them the kept ones stand. Published assessments are left alone. For
    domain use after every change of ratings, overrides or adjustments: so a result is never behind them.
    """
    session.flush()
    found = read_sheets(session, assessments) if sheets is None else sheets
    open_ones = [sheet for sheet in found if sheet.result is None or sheet.result.published_at is None]
    people = frozenset(sheet.person_id for sheet in open_ones)
    barred = gates(session, Asked(people, *days(cycle), today))
    scale, lines, results = scale_of(session), DifferingRows(), DifferingRows()
    fresh, scored = pulled or {}, 0
    for sheet in open_ones:
        rows = [line_row(sheet, item, fresh.get((sheet.id, item.key))) for item in sheet.content.items]
        for row in rows:
            lines.take(sheet.kept.get(row["item_key"]), row, LINE)
        result = _result(sheet, rows, cycle.min_coverage, scale, barred.get(sheet.person_id, set()))
        results.take(sheet.result, result, WHOLE)
        scored += result["score"] is not None
    written = lines.write(session, SCORE) + results.write(session, RESULT)
    _forget(session)
    return Scored(scored, len(open_ones) - scored, written)


def _result(
    sheet: Sheet,
    rows: Sequence[Mapping[str, Any]],
    min_coverage: Decimal,
    scale: Scale,
    barred: Collection[Gate],
) -> dict[str, Any]:
    weighted = [(sheet.content.weight(row["item_key"]), row["score"]) for row in rows]
    whole = composite(weighted, min_coverage)
    score = adjusted(whole.score, sheet.result.adjustment if sheet.result is not None else ZERO)
    by_score = scale.grade(score)
    caps = [item.caps_at for item, row in zip(sheet.content.items, rows, strict=True)
            if item.caps_at and row["score"] == 0]  # fmt: skip
    final, gate = scale.capped(by_score, barred, caps)
    return {
        "assessment_id": sheet.id, "person_id": sheet.person_id, "unit_id": sheet.unit_id, "revision": 1,
        "composite": whole.score, "score": score, "coverage": rounded(whole.coverage, 8),
        "grade_by_score_id": by_score and by_score.id, "grade_id": final and final.id, "gate": gate,
    }  # fmt: skip


def _forget(session: Session) -> None:
    """What the session knows of scores and results may be old now."""
    for record in list(_loaded(session)):
        session.expire(record)


def _loaded(session: Session) -> Iterator[object]:
    return (one for one in session.identity_map.values() if isinstance(one, ItemScore | AssessmentResult))
