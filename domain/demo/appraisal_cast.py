"""Who plays in the demo company's assessments: also people who have no account of their own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random

from sqlalchemy import select

from domain.access.role import Role, known_permissions
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_rules import rated_keys
from domain.appraisal.rate import Level
from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Grant
from domain.demo.plan import DemoPlan
from domain.demo.stage import Stage
from domain.indicators.span_figures import SpanWish, span_figures
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.tree import unit_tree

REVENUE = "K01"
GROWTH = Decimal("1.15")
STEP = Decimal(10_000)
ROLES = {"BM": "manager", "RD": "manager", "HR": "hr"}
"""Code of a post -> role of its holders who have no account; others are in sales."""
COLLEAGUE = "E014"
"""The second person in HR, who checks what the first one proposes."""
NOTES = {
    1: "多次提醒仍未改进。", 2: "需要主管跟进，下期重点辅导。", 3: "达到岗位要求。",
    4: "高于岗位要求，可带新人。", 5: "部门标杆。",
}  # fmt: skip
APPELLANT = "sales"


class Cast:
    """The people by their ids, each with a name the stage knows."""

    appellant = APPELLANT

    def __init__(self, stage: Stage, plan: DemoPlan) -> None:
        self.stage, self.plan = stage, plan
        roles = {row.code: row for row in stage.session.scalars(select(Role))}
        tree = unit_tree(stage.session)
        posts = dict(stage.session.execute(select(Post.id, Post.code)).tuples().all())
        self.names = {stage.person(name): name for name in stage.names}
        self.here = frozenset(
            stage.session.scalars(
                select(Person.id).where(Person.left_on.is_(None) | (Person.left_on >= plan.today))
            )
        )
        """Ids of who works here today."""
        for one in stage.session.scalars(select(Person).order_by(Person.id)):
            if one.id not in self.names:
                role = roles[ROLES.get(posts.get(one.post_id or 0, ""), "sales")]
                reach = None if one.number == COLLEAGUE else tree.below(one.unit_id)
                grant = Grant(role.code, known_permissions(role.permissions), reach)
                stage.join(one.number, Actor(one.name, person_id=one.id, grants=(grant,), origin="demo"))
                self.names[one.id] = one.number

    def name(self, person_id: int | None) -> str:
        """What the stage calls somebody."""
        return self.names[person_id or 0]

    def can_play(self, one: Assessment) -> bool:
        """Whether the person has somebody above them."""
        return one.rater_id is not None

    def revenue_targets(self, first_on: date, months: int) -> Mapping[int, Decimal]:
        """Person -> what they sold in the same months a year before, and 15 % more, to full 10,000."""
        first = add_months(month_of(first_on), -12)
        wish = SpanWish(
            frozenset({REVENUE}), first, add_months(first, months - 1), frozenset(self.names), "salesperson"
        )
        figures = span_figures(self.stage.session, wish, self.plan.today)[REVENUE]
        return {
            person: (figure.value * GROWTH / STEP).quantize(Decimal(1)) * STEP
            for person, figure in figures.items()
            if figure.value is not None and figure.value * GROWTH > STEP
        }

    def levels(self, one: Assessment, chance: Random) -> tuple[dict[str, Level], dict[str, Level]]:
        """The manager's levels and the person's own, which are never lower."""
        given, own = {}, {}
        for key in rated_keys(one):
            level = chance.choices((2, 3, 4, 5), (2, 6, 3, 1))[0]
            given[key] = Level(level, NOTES[level])
            own[key] = Level(min(5, level + chance.choice((0, 0, 1))), "")
        return given, own
