"""Training needs that published assessments show: low scores, and competencies below what is expected."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.content import ScorecardContent
from domain.appraisal.published import PublishedResult, published_results
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard_item import ItemKind
from domain.core.clock import business_date
from domain.training.need_state import NeedPriority, NeedSource
from domain.training.raise_needs import NeedDraft

LOW = Decimal(80)
"""Points below which a figure shows a need (reference F.2)."""
RECENT_DAYS = 180
"""Results published longer ago are left alone."""


def needs_of_results(
    session: Session, linked: Mapping[str, Sequence[int]], today: date
) -> Iterator[NeedDraft]:
    """Needs of the results published lately; `linked`: indicator code -> courses meant to move it."""
    since = today - timedelta(RECENT_DAYS)
    query = (
        select(Assessment.cycle_id, AssessmentResult.published_at)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .where(AssessmentResult.published_at.is_not(None))
        .distinct()
    )
    cycles = {row.cycle_id for row in session.execute(query) if business_date(row.published_at) >= since}
    for cycle in sorted(cycles):
        results = published_results(session, cycle)
        lines = _lines(session, [one.assessment_id for one in results])
        for one in results:
            yield from needs_of_result(one, lines.get(one.assessment_id, {}), linked)


def needs_of_result(
    result: PublishedResult, lines: Mapping[str, tuple[str, str]], linked: Mapping[str, Sequence[int]]
) -> Iterator[NeedDraft]:
    """Needs of one result; `lines`: item's key -> (name, indicator code or empty)."""
    for key, score in sorted(result.item_scores.items()):
        if score is None or score >= LOW or key in result.gaps:
            continue
        name, code = lines.get(key, (key, ""))
        courses: Sequence[int | None] = linked.get(code, ()) or (None,)
        for course in courses:
            yield _draft(result, name, course, f"{name}: {score.normalize():f}")
    for key, gap in sorted(result.gaps.items()):
        name, _ = lines.get(key, (key, ""))
        yield _draft(result, name, None, f"{name}: −{gap}")


def _draft(result: PublishedResult, name: str, course: int | None, why: str) -> NeedDraft:
    return NeedDraft(
        person_id=result.person_id, source=NeedSource.ASSESSMENT, course_id=course, topic=name,
        entity="Assessment", entity_id=result.assessment_id, why=why,
        priority=NeedPriority.HIGH if result.grade_code in ("C", "D") else NeedPriority.NORMAL,
    )  # fmt: skip


def _lines(session: Session, assessments: Sequence[int]) -> dict[int, dict[str, tuple[str, str]]]:
    found: dict[int, dict[str, tuple[str, str]]] = {}
    for at in range(0, len(assessments), 500):
        query = select(Assessment).where(Assessment.id.in_(assessments[at : at + 500]))
        for one in session.scalars(query):
            items = ScorecardContent.of(one.content).items
            found[one.id] = {
                item.key: (item.name_zh, item.source if item.kind is ItemKind.INDICATOR else "")
                for item in items
            }
    return found
