"""An appraisal to play: people with their parts in it, each act in its own transaction, as a click is.

Everybody here holds every permission of assessments everywhere, so that only separation of duties and
confidentiality tell them apart.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.advance import advance, advance_cycle, publish_ready
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import Span
from domain.appraisal.define_scorecard import define_scorecard
from domain.appraisal.item_score import ItemScore
from domain.appraisal.open_cycle import Opened, open_cycle, prepare_cycle
from domain.appraisal.rate import Level, rate, rate_self
from domain.appraisal.reckon import Scored
from domain.appraisal.result import AssessmentResult
from domain.appraisal.score_cycle import score_cycle
from domain.appraisal.shipped_grades import install_grades
from domain.appraisal.write_goals import FreeGoal, write_free_goals
from domain.core.each import Account
from domain.core.editing import find
from domain.core.permission import Actor, Permission, machine
from domain.organisation.person import Person
from tests.factories import a_person, a_unit, an_actor

NOW = datetime(2026, 7, 8, 4, tzinfo=UTC)
TODAY = date(2026, 7, 8)
ALL = tuple(one for one in Permission if one.value.startswith("assessments."))
ANCHORS = [[f"第{level}级", f"Level {level}"] for level in range(1, 6)]
PEOPLE = ("gm", "head", "lead", "anna", "ben", "hr", "other_hr")
ABOVE = {"anna": "lead", "ben": "lead", "lead": "head", "head": "gm"}


def linear(floor: str, target: str, stretch: str, shape: str = "linear_up") -> dict[str, Any]:
    """A curve as JSON keeps it."""
    return {"shape": shape, "floor": floor, "target": target, "stretch": stretch}


def line(key: str, kind: str, weight: int, **facts: Any) -> dict[str, Any]:
    """A line of a scorecard."""
    return {"key": key, "zh": f"{key}（中）", "en": key, "kind": kind, "weight": str(weight)} | facts


PERSONAL = [
    {"key": "compliance", "zh": "合规", "en": "Compliance", "weight": "40", "items": [
        line("violations", "personal", 100, source="violation_points", curve={"shape": "deduction"})]},
    {"key": "team", "zh": "团队", "en": "Team", "weight": "60", "items": [
        line("trust", "competency", 50, anchors=ANCHORS), line("own", "goal", 50)]},
]  # fmt: skip
"""Without indicators: nothing needs to be computed first."""
FIGURES = [
    {"key": "results", "zh": "业绩", "en": "Results", "weight": "60", "items": [
        line("sales", "indicator", 60, source="K01", is_amount=True, curve=linear("800", "1000", "1200")),
        line("won", "indicator", 40, source="K06", curve=linear("0.4", "0.5", "0.6"))]},
    {"key": "compliance", "zh": "合规", "en": "Compliance", "weight": "20", "items": [
        line("violations", "personal", 100, source="violation_points", curve={"shape": "deduction"})]},
    {"key": "team", "zh": "团队", "en": "Team", "weight": "20", "items": [
        line("trust", "competency", 100, anchors=ANCHORS)]},
]  # fmt: skip


class Appraising:
    """A unit with two salespeople, three levels above them, and HR."""

    def __init__(self, content: list[dict[str, Any]] = PERSONAL, **cycle: Any) -> None:
        self.at = NOW
        self.people: dict[str, Person] = {}
        with unit_of_work(machine("test")) as session:
            install_grades(session)
            self.unit_id = a_unit(session).id
            for name in PEOPLE:
                self.people[name] = a_person(session, name=name, unit_id=self.unit_id)
            for name, superior in ABOVE.items():
                self.people[name].superior_id = self.people[superior].id
        with self.acting("hr") as session:
            card = {"code": "sales", "name_zh": "销售", "name_en": "Sales", "content": content}
            define_scorecard(session, self.actor("hr"), card)
            planned = prepare_cycle(session, self.actor("hr"), self.plan(**cycle), self.at)
            self.cycle_id = planned.id

    def plan(self, **facts: Any) -> dict[str, Any]:
        """The first half of 2026 over the unit."""
        defaults: dict[str, Any] = {
            "code": "h1", "name_zh": "上半年", "name_en": "First half", "span": Span.HALF,
            "first_on": date(2026, 1, 1), "last_on": date(2026, 6, 30), "unit_id": self.unit_id,
            "goals_due_on": date(2026, 1, 31), "self_due_on": date(2026, 7, 5),
            "manager_due_on": date(2026, 7, 9), "second_due_on": date(2026, 7, 12),
            "calibration_due_on": date(2026, 7, 20), "publication_due_on": date(2026, 7, 31),
        }  # fmt: skip
        return defaults | facts

    def id(self, name: str) -> int:
        """Somebody's person id."""
        return self.people[name].id

    def actor(self, name: str, *permissions: Permission) -> Actor:
        """Somebody as they act; with every permission, unless some are named."""
        return an_actor(*(permissions or ALL), person_id=self.id(name), name=name)

    @contextmanager
    def acting(self, name: str) -> Iterator[Session]:
        """A transaction of somebody's."""
        self.at += timedelta(minutes=1)
        with unit_of_work(self.actor(name)) as session:
            yield session

    @contextmanager
    def looking(self, name: str, *permissions: Permission) -> Iterator[Session]:
        """What somebody sees."""
        with reading(self.actor(name, *permissions)) as session:
            yield session

    def open(self) -> Opened:
        """Everybody gets an assessment."""
        with self.acting("hr") as session:
            return open_cycle(session, self.actor("hr"), self.cycle_id, self.at)

    def key(self, name: str) -> int:
        """The id of somebody's assessment."""
        with reading(machine("test")) as session:
            query = select(Assessment.id).where(Assessment.person_id == self.id(name))
            return session.scalars(query).one()

    def take(self, who: str, step: str, of: str, reason: str = "") -> Assessment:
        """Somebody takes a step of somebody's assessment."""
        with self.acting(who) as session:
            return advance(session, self.actor(who), self.key(of), step, self.at, reason)

    def move(self, step: str, reason: str = "") -> None:
        """HR moves the cycle on."""
        with self.acting("hr") as session:
            advance_cycle(session, self.actor("hr"), self.cycle_id, step, self.at, reason)

    def agree(self, of: str, rater: str = "lead") -> None:
        """Goals are written, put forward, agreed."""
        with self.acting(rater) as session:
            goal = FreeGoal("own", "Win back three lost customers", Decimal(100))
            write_free_goals(session, self.actor(rater), self.key(of), [goal])
        self.take(rater, "propose_goals", of)
        self.take(of, "agree_goals", of)

    def rate_self(self, of: str, **levels: int) -> None:
        """Somebody rates themselves and hands it in."""
        given = self.levels(levels or {"trust": 4, "own.1": 4})
        with self.acting(of) as session:
            rate_self(session, self.actor(of), self.key(of), given, "A good half-year")
        self.take(of, "submit_self", of)

    def rate(self, of: str, by: str = "lead", step: str = "submit_rating", **levels: int) -> None:
        """Somebody is rated; without a step it is not handed in."""
        given = self.levels(levels or {"trust": 3, "own.1": 4})
        with self.acting(by) as session:
            rate(session, self.actor(by), self.key(of), given, TODAY)
        if step:
            self.take(by, step, of)

    def levels(self, levels: Mapping[str, int]) -> dict[str, Level]:
        """Levels with words."""
        return {key: Level(level, f"Level {level}") for key, level in levels.items()}

    def score(self, by: str = "hr", today: date = TODAY) -> Scored:
        """HR pulls the figures."""
        with self.acting(by) as session:
            cycle = find(session, AppraisalCycle, self.cycle_id)
            return score_cycle(session, self.actor(by), cycle, today)

    def to_calibration(self, of: str = "anna", rater: str = "lead", second: str = "head") -> None:
        """Somebody's assessment up to calibration; the cycle must be open for ratings."""
        self.rate_self(of)
        self.rate(of, rater)
        self.take(second, "confirm_rating", of)

    def to_ratings(self, *of: str) -> None:
        """Goals are agreed, ratings have begun."""
        self.open()
        for name in of or ("anna",):
            self.agree(name)
        self.move("start_ratings")

    def to_hr(self, of: str = "anna") -> None:
        """All the way to the HR check."""
        self.to_ratings(of)
        self.to_calibration(of)
        self.score()
        self.move("start_calibration")
        self.take("gm", "finish_calibration", of)

    def publish(self, of: str = "anna", by: str = "hr") -> Assessment:
        """HR publishes one."""
        return self.take(by, "publish", of)

    def publish_all(self, by: str = "hr") -> Account:
        """HR publishes all that are ready."""
        with self.acting(by) as session:
            return publish_ready(session, self.actor(by), self.cycle_id, self.at)

    def result(self, of: str = "anna") -> AssessmentResult:
        """Somebody's result, as the portal itself sees it."""
        with reading(machine("test")) as session:
            query = select(AssessmentResult).where(AssessmentResult.assessment_id == self.key(of))
            return session.scalars(query).one()

    def scores(self, of: str = "anna") -> dict[str, ItemScore]:
        """Somebody's scores by line, as the portal itself sees them."""
        with reading(machine("test")) as session:
            query = select(ItemScore).where(ItemScore.assessment_id == self.key(of))
            return {one.item_key: one for one in session.scalars(query)}
