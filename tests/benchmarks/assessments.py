"""A thousand people scored by twelve indicators in one pass, beside the same arithmetic in plain Polars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState, Span
from domain.appraisal.item_score import ItemScore
from domain.appraisal.result import AssessmentResult
from domain.appraisal.score_cycle import score_cycle
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.shipped_grades import install_grades
from domain.core.clock import now, today
from domain.core.period import first_day_of, last_day_of
from domain.core.permission import Actor, Grant, Permission, machine
from domain.indicators.catalogue import install_catalogue
from domain.indicators.refresh import refresh
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from gateway import database
from tests.benchmarks import assessments_polars
from tests.benchmarks.clock import seconds
from tests.benchmarks.selling import LINES, sell
from tests.databases import using

ACTOR = machine("benchmark")
HR = Actor("HR", grants=(Grant("hr", frozenset({Permission.ASSESSMENTS_ADMINISTER})),))


@dataclass(frozen=True)
class Measured:
    """Processor seconds."""

    people: int
    rows: int
    """Fact rows."""
    first: float
    """Read the facts, compute twelve figures of everybody, score, grade, write all with its path."""
    again: float
    """Once more, when nothing has changed."""
    polars: float
    """The same from the same rows, reading included, writing and reasons not."""
    arithmetic: float
    """Of this, without reading."""
    apart: float
    """The largest difference between two scores, in points."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Ratios first: they hold on other machines, seconds do not."""
        yield f"{self.people:,} people x {len(LINES)} indicators", f"{self.rows:,} fact rows"
        yield "score a cycle", f"{self.first:.2f} s, again {self.again:.2f} s"
        yield "score a cycle / plain Polars", f"{self.first / self.polars:.1f} ({self.polars:.2f} s)"
        yield "of which Polars reckons", f"{self.arithmetic * 1000:.0f} ms, the rest it waits for rows"
        yield "largest difference of two scores", f"{self.apart:.6f} points"


def measure(people: int) -> Measured:
    """Make a company with so many salespeople in a database of its own and measure."""
    with TemporaryDirectory() as folder, using(f"sqlite:///{Path(folder) / 'bench.db'}"):
        database.upgrade()
        carry_out(ACTOR, lambda session: first_start(session, "公司", "Company"))
        first, last = half_year(today())
        cycle, rows = carry_out(ACTOR, lambda session: prepare(session, people, first, last))
        carry_out(ACTOR, lambda session: refresh(session, ACTOR, today(), full=True))
        once = seconds(lambda: score(cycle), tries=1)
        again = seconds(lambda: score(cycle))
        with reading(ACTOR) as session:
            by_polars = assessments_polars.measure(session, first, last)
            apart = largest_difference(session, by_polars.scores)
        return Measured(people, rows, once, again, by_polars.whole, by_polars.arithmetic, apart)


def half_year(day: date) -> tuple[int, int]:
    """The first and the last month of the latest half-year that is over."""
    return (day.year * 100 + 1, day.year * 100 + 6) if day.month > 6 else (
        day.year * 100 - 93, day.year * 100 - 88
    )  # fmt: skip


def prepare(session: Session, people: int, first: int, last: int) -> tuple[int, int]:
    """People who sold, and an open cycle over them; its id and how many fact rows."""
    install_catalogue(session, now())
    install_grades(session)
    root = root_unit(session)
    session.add_all(Person(number=f"P{at}", name=f"员工{at}", unit_id=root) for at in range(people))
    session.flush()
    ids = session.scalars(select(Person.id)).all()
    rows = sell(session, ids, root, first, last)
    card = Scorecard(code="bench", name_zh="基准", name_en="Benchmark", content=content())
    session.add(card)
    session.flush()
    day = today()
    cycle = AppraisalCycle(
        code="bench", name_zh="基准", name_en="Benchmark", span=Span.HALF, unit_id=root,
        first_on=first_day_of(first), last_on=last_day_of(last),
        goals_due_on=day, self_due_on=day, manager_due_on=day, second_due_on=day, calibration_due_on=day,
        publication_due_on=day, state=CycleState.OPEN, state_since=now(),
    )  # fmt: skip
    session.add(cycle)
    session.flush()
    session.add_all(
        Assessment(
            cycle_id=cycle.id, person_id=one, unit_id=root, scorecard_id=card.id, content=card.content,
            state_since=now(),
        )
        for one in ids
    )  # fmt: skip
    return cycle.id, rows


def content() -> list[dict[str, Any]]:
    """Twelve indicators of the person, each with its curve."""
    items = [
        {
            "key": code.lower(), "zh": code, "en": code, "kind": "indicator", "source": code,
            "weight": str(line.weight), "curve": line.curve.plain(),
        }
        for code, line in LINES.items()
    ]  # fmt: skip
    return [{"key": "results", "zh": "业绩", "en": "Results", "weight": "100", "items": items}]


def score(cycle: int) -> None:
    """What is measured."""
    carry_out(HR, lambda session: score_cycle(session, HR, session.get_one(AppraisalCycle, cycle), today()))


def largest_difference(session: Session, scores: dict[int, float]) -> float:
    """Between the portal's exact scores and those that Polars reckoned in binary floating point."""
    t = table_of(AssessmentResult).c
    kept = {row.person_id: row.score for row in session.execute(select(t.person_id, t.score))}
    none = [person for person, score in kept.items() if score is None]
    if none or kept.keys() != scores.keys() or not session.scalar(select(ItemScore.id).limit(1)):
        raise AssertionError(f"people without a score: {len(none)}")
    return max(float(abs((kept[person] or Decimal(0)) - Decimal(score))) for person, score in scores.items())
