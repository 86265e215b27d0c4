"""A company in the middle of an appraisal: somebody is rated by their manager, beside colleagues."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState, Span
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.shipped_grades import install_grades
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from tests.factories import a_person, a_unit, added, an_actor

TODAY = date(2026, 7, 8)
NOW = datetime(2026, 7, 8, 4, tzinfo=UTC)
PUBLISHED = datetime(2026, 7, 1, 4, tzinfo=UTC)
ANCHORS = [[f"第{level}级", f"Level {level}"] for level in range(1, 6)]
CONTENT = [
    {
        "key": "team", "zh": "团队", "en": "Team", "weight": "100",
        "items": [
            {"key": key, "zh": key, "en": key, "kind": "competency", "weight": "50", "anchors": ANCHORS}
            for key in ("trust", "speech")
        ],
    }
]  # fmt: skip


@dataclass
class Company:
    """Anna is assessed; Ben, her manager, rates; Chris stands above him; Dora is HR; Emil decides."""

    session: Session
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        install_grades(self.session)
        self.unit = a_unit(self.session)
        self.chris = self.person("chris")
        self.ben = self.person("ben", superior_id=self.chris.id)
        self.anna = self.person("anna", superior_id=self.ben.id)
        self.dora, self.emil = self.person("dora"), self.person("emil")
        self.scorecard = added(
            self.session, Scorecard(code="sales", name_zh="销售", name_en="Sales", content=CONTENT)
        )
        self.cycle = self.a_cycle()

    def person(self, name: str, **facts: Any) -> Person:
        """Somebody of the unit."""
        return a_person(self.session, name=name, **{"unit_id": self.unit.id} | facts)

    def a_cycle(self, code: str = "h1", **facts: Any) -> AppraisalCycle:
        """The first half of 2026, being rated until the day after today."""
        defaults: dict[str, Any] = {
            "code": code, "name_zh": "上半年", "name_en": "First half", "span": Span.HALF,
            "first_on": date(2026, 1, 1), "last_on": date(2026, 6, 30), "unit_id": self.unit.id,
            "goals_due_on": date(2026, 1, 31), "self_due_on": date(2026, 7, 5),
            "manager_due_on": date(2026, 7, 9), "second_due_on": date(2026, 7, 12),
            "calibration_due_on": date(2026, 7, 20), "publication_due_on": date(2026, 7, 31),
            "state": CycleState.OPEN, "state_since": NOW,
        }  # fmt: skip
        return added(self.session, AppraisalCycle(**defaults | facts))

    def an_assessment(self, person: Person | None = None, **facts: Any) -> Assessment:
        """Anna's, at her manager's, unless said otherwise."""
        person = person or self.anna
        defaults: dict[str, Any] = {
            "cycle_id": self.cycle.id, "person_id": person.id, "unit_id": self.unit.id,
            "scorecard_id": self.scorecard.id, "content": CONTENT, "rater_id": self.ben.id,
            "second_rater_id": self.chris.id, "state": AssessmentState.MANAGER_RATING, "state_since": NOW,
        }  # fmt: skip
        return added(self.session, Assessment(**defaults | facts))

    def a_result(self, assessment: Assessment, score: int, **facts: Any) -> AssessmentResult:
        """The score and its grade."""
        grade = self.grade(next(code for code, least in SCALE if score >= least))
        defaults: dict[str, Any] = {
            "assessment_id": assessment.id, "person_id": assessment.person_id,
            "unit_id": assessment.unit_id, "composite": Decimal(score), "score": Decimal(score),
            "coverage": Decimal(1), "grade_by_score_id": grade.id, "grade_id": grade.id,
        }  # fmt: skip
        return added(self.session, AssessmentResult(**defaults | facts))

    def grade(self, code: str) -> Grade:
        """A grade of the scale."""
        return self.session.scalars(select(Grade).where(Grade.code == code)).one()

    def publish(
        self, assessment: Assessment, at: datetime = PUBLISHED,
        state: AssessmentState = AssessmentState.PUBLISHED,
    ) -> Assessment:  # fmt: skip
        """The assessment and its result are out since then; the plain tables, as this is what has been."""
        a, r = table_of(Assessment), table_of(AssessmentResult)
        self.session.execute(update(r).where(r.c.assessment_id == assessment.id).values(published_at=at))
        self.session.execute(update(a).where(a.c.id == assessment.id).values(published_at=at, state=state))
        for kind, of in ((AssessmentResult, r.c.assessment_id), (Assessment, a.c.id)):
            query = select(kind).where(of == assessment.id)
            self.session.scalars(query.execution_options(populate_existing=True)).all()
        return assessment

    def calibrating(self) -> None:
        """The cycle has come to calibration."""
        t = table_of(AppraisalCycle)
        self.session.execute(update(t).where(t.c.id == self.cycle.id).values(state=CycleState.CALIBRATING))
        self.session.refresh(self.cycle)

    def acting(self, person: Person, *permissions: Permission) -> Actor:
        """The person, who may do just this (and read) in the unit."""
        allowed = {Permission.ASSESSMENTS_READ, *permissions}
        return an_actor(*allowed, units=frozenset({self.unit.id}), person_id=person.id, name=person.name)


SCALE = (("S", 110), ("A", 95), ("B", 80), ("C", 60), ("D", 0))
