"""A company with published results: HR proposes, finance checks, the manager approves; two salespeople."""

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
from domain.appraisal.item_score import ItemScore
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.shipped_grades import install_grades
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.rewards.bonus_base import BonusBase
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.open_run import new_run
from tests.factories import a_person, a_unit, added, an_actor

PUBLISHED = datetime(2026, 4, 10, 4, tzinfo=UTC)
NOW = datetime(2026, 4, 20, 4, tzinfo=UTC)
TODAY = date(2026, 4, 20)
SCORES = {"S": 112, "A": 97, "B": 85, "C": 70, "D": 40}
CONTENT = [
    {
        "key": "results", "zh": "业绩", "en": "Results", "weight": "100",
        "items": [{"key": "sales", "zh": "销售额", "en": "Sales", "kind": "goal", "weight": "100"}],
    }
]  # fmt: skip
P = Permission


@dataclass
class Rewarded:
    """Ann and Bob sell; Hana is HR, Finn finance, Gao the manager; all of one unit."""

    session: Session
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        install_grades(self.session)
        self.unit = a_unit(self.session)
        self.hana, self.finn, self.gao = (self.person(name) for name in ("hana", "finn", "gao"))
        self.ann, self.bob = self.person("ann"), self.person("bob")
        self.hr = self.acts(self.hana, P.REWARDS_PROPOSE, P.ASSESSMENTS_ADMINISTER)
        self.finance = self.acts(self.finn, P.REWARDS_CHECK)
        self.manager = self.acts(self.gao, P.REWARDS_APPROVE)
        self.scorecard = added(
            self.session, Scorecard(code="sales", name_zh="销售", name_en="Sales", content=CONTENT)
        )
        self.cycle = self.a_cycle(1)

    def person(self, name: str, **facts: Any) -> Person:
        """Somebody of the unit."""
        return a_person(self.session, name=name, **{"unit_id": self.unit.id} | facts)

    def acts(self, person: Person, *permissions: Permission) -> Actor:
        """The person with these rights, reading included."""
        return an_actor(P.REWARDS_READ, *permissions, name=person.name, person_id=person.id)

    def a_cycle(self, quarter: int, year: int = 2026) -> AppraisalCycle:
        """A quarter whose results are published."""
        first = date(year, quarter * 3 - 2, 1)
        last = date(year, quarter * 3, 31 if quarter in (1, 4) else 30)
        due = dict.fromkeys(("goals", "self", "manager", "second", "calibration", "publication"), last)
        cycle = AppraisalCycle(
            code=f"q{quarter}-{year}", name_zh=f"{year}年{quarter}季度", name_en=f"Q{quarter} {year}",
            span=Span.QUARTER, first_on=first, last_on=last, unit_id=self.unit.id, state_since=NOW,
            state=CycleState.PUBLISHED, **{f"{phase}_due_on": day for phase, day in due.items()},
        )  # fmt: skip
        return added(self.session, cycle)

    def a_result(self, person: Person, grade: str | None, **more: Any) -> Assessment:
        """A published result; `cycle`, `items` (key -> points), `rater` may be said."""
        cycle = more.get("cycle", self.cycle)
        assessment = added(
            self.session,
            Assessment(
                cycle_id=cycle.id, person_id=person.id, unit_id=person.unit_id, post_id=person.post_id,
                scorecard_id=self.scorecard.id, content=more.get("content", CONTENT),
                rater_id=more.get("rater", self.gao).id, state=AssessmentState.PUBLISHED, state_since=NOW,
            ),
        )  # fmt: skip
        own = {"person_id": person.id, "unit_id": person.unit_id, "assessment_id": assessment.id}
        for key, score in more.get("items", {}).items():
            added(self.session, ItemScore(item_key=key, score=Decimal(score), **_of(ItemScore, own)))
        found = self.session.scalars(select(Grade).where(Grade.code == grade)).one_or_none()
        score = None if grade is None else Decimal(SCORES[grade])
        added(
            self.session,
            AssessmentResult(
                composite=score, score=score, coverage=Decimal(1), grade_by_score_id=found and found.id,
                grade_id=found and found.id, published_at=PUBLISHED, **own,
            ),
        )  # fmt: skip
        t = table_of(Assessment)
        self.session.execute(update(t).where(t.c.id == assessment.id).values(published_at=PUBLISHED))
        self.session.expire(assessment)
        return assessment

    def a_scheme(self, **facts: Any) -> BonusScheme:
        """20 % held back, no figures."""
        defaults = {"code": "B", "name_zh": "奖金", "name_en": "Bonus"}
        return added(self.session, BonusScheme(**defaults | facts))

    def a_base(self, scheme: BonusScheme, person: Person, amount: int = 10_000) -> BonusBase:
        """The person's amount, for ever."""
        return added(
            self.session,
            BonusBase(
                scheme_id=scheme.id, person_id=person.id, unit_id=person.unit_id, amount=Decimal(amount),
                since=date(2020, 1, 1),
            ),
        )  # fmt: skip

    def a_run(self, scheme: BonusScheme, cycle: AppraisalCycle | None = None) -> BonusRun:
        """A draft."""
        values = {"cycle_id": (cycle or self.cycle).id, "scheme_id": scheme.id}
        return new_run(self.session, self.hr, values, NOW)

    def take(self, step: str, run: Any, actor: Actor, reason: str = "") -> None:
        """A step by somebody; the session keeps acting for whoever opened it."""
        run.workflow.take(step, run, actor, NOW, reason)

    def an_approved_run(self, scheme: BonusScheme, cycle: AppraisalCycle | None = None) -> BonusRun:
        """Calculated, checked and approved by three people."""
        run = self.a_run(scheme, cycle)
        for step, actor in (("calculate", self.hr), ("check", self.finance), ("approve", self.manager)):
            self.take(step, run, actor)
        return run


def _of(kind: Any, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if hasattr(kind, name)}
