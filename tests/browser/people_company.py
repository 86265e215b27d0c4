"""A company in the middle of its assessments: who is who, what they sold, and how somebody acts by a verb."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading, unit_of_work
from domain.access.first_start import first_start
from domain.appraisal.advance import advance, advance_cycle
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle_state import Span
from domain.appraisal.define_scorecard import define_scorecard
from domain.appraisal.open_cycle import open_cycle, prepare_cycle
from domain.appraisal.shipped_grades import install_grades
from domain.core.clock import played_at
from domain.core.permission import Actor, Grant, Permission, machine
from domain.indicators.catalogue import install_catalogue
from domain.indicators.refresh import refresh
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.rewards.bonus_base import new_base
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.career_level import CareerLevel
from domain.rewards.shipped_rewards import install_rewards
from domain.rewards.use_rule import UseRule
from domain.training.course import Course, CourseCategory
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus
from tests.browser.loop_company import actor
from tests.databases import using
from tests.domain.appraisal.appraising import ANCHORS, line, linear
from tests.domain.indicators.trading import invoice
from tests.factories import NOON, a_grant, a_person, a_unit, a_user, added
from tests.factories_training import a_question

T = TypeVar("T")
TODAY = date(2026, 7, 8)
PEOPLE: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "gao": ("高总", None, ("manager",)),
    "lin": ("林经理", "gao", ("manager",)),
    "anna": ("安销售", "lin", ("sales",)),
    "ben": ("本销售", "lin", ("sales",)),
    "hana": ("韩人事", None, ("hr",)),
    "hugo": ("胡人事", None, ("hr",)),
    "finn": ("冯会计", None, ("receivables", "committee_member")),
}
"""Username -> name, superior, roles. Hana works on results and proposes; Hugo checks, and trains."""
SOLD = {"anna": 200, "ben": 135}
"""A month, each of six: 1,200 (the stretch) and 810 (just above the floor)."""
CONTENT = [
    {"key": "results", "zh": "业绩", "en": "Results", "weight": "60", "items": [
        line("sales", "indicator", 100, source="K01", is_amount=True, curve=linear("800", "1000", "1200"))]},
    {"key": "compliance", "zh": "合规", "en": "Compliance", "weight": "20", "items": [
        line("violations", "personal", 100, source="violation_points", curve={"shape": "deduction"})]},
    {"key": "team", "zh": "团队", "en": "Team", "weight": "20", "items": [
        line("trust", "competency", 100, anchors=ANCHORS)]},
]  # fmt: skip
PLAN = {
    "code": "h1_2026", "name_zh": "2026年上半年", "name_en": "First half of 2026", "span": Span.HALF,
    "first_on": date(2026, 1, 1), "last_on": date(2026, 6, 30), "goals_due_on": date(2026, 1, 31),
    "self_due_on": date(2026, 7, 9), "manager_due_on": date(2026, 7, 12),
    "second_due_on": date(2026, 7, 15), "calibration_due_on": date(2026, 7, 20),
    "publication_due_on": date(2026, 7, 31),
}  # fmt: skip
CYCLE = 1
"""The only cycle."""


@dataclass(frozen=True)
class Play:
    """What happens between clicks, by the verbs of the domain, in the database that the portal works on."""

    url: str
    now: Callable[[], datetime]

    def acts(self, username: str, work: Callable[[Session, Actor], T]) -> T:
        """Somebody with an account does something."""
        with using(self.url), played_at(self.now()):
            who = self.actor(username)
            return carry_out(who, lambda session: work(session, who))

    def dares(self, username: str, work: Callable[[Session, Actor], T]) -> T:
        """The same with every right there is: what is refused now, separation of duties refuses."""
        mighty = replace(self.actor(username), grants=(Grant("all", frozenset(Permission)),))
        with using(self.url), played_at(self.now()):
            return carry_out(mighty, lambda session: work(session, mighty))

    def actor(self, username: str) -> Actor:
        """As whom the portal knows them."""
        with using(self.url):
            return actor(username, self.now().date())

    def sees(self, username: str, work: Callable[[Session], T]) -> T:
        """What somebody finds."""
        with using(self.url), reading(self.actor(username)) as session:
            return work(session)

    def truth(self, work: Callable[[Session], T]) -> T:
        """What is there."""
        with using(self.url), reading(machine("test")) as session:
            return work(session)

    def person(self, username: str) -> int:
        """Their person."""
        return self.truth(lambda session: session.scalars(_of(username)).one())

    def assessment(self, username: str) -> int:
        """Their assessment."""
        query = select(Assessment.id).where(Assessment.person_id == self.person(username))
        return self.truth(lambda session: session.scalars(query).one())

    def step(self, username: str, step: str, of: str) -> None:
        """A step of somebody's assessment."""
        key = self.assessment(of)
        self.acts(username, lambda session, who: advance(session, who, key, step, self.now(), ""))

    def move(self, step: str) -> None:
        """HR moves the cycle on."""
        self.acts("hana", lambda session, who: advance_cycle(session, who, CYCLE, step, self.now()))


def _of(username: str) -> Select[int]:
    return select(Person.id).where(Person.number == username)


def settle_in(play: Play) -> None:
    """People, half a year of sales and one violation, a scorecard, and goals that are agreed."""
    with using(play.url), played_at(play.now()), unit_of_work(machine("test")) as session:
        _furnish(session)
        _work(session, _hire(session))
        refresh(session, machine("test"), TODAY, codes=("K01",))
    play.acts("hana", _prepare)
    for name in SOLD:
        play.step("lin", "propose_goals", name)
        play.step(name, "agree_goals", name)
    play.move("start_ratings")


def _furnish(session: Session) -> None:
    first_start(session, "示例公司", "Sample Company")
    install_catalogue(session, NOON)
    install_grades(session)
    install_rewards(session)


def _hire(session: Session) -> dict[str, Person]:
    """Everybody with an account; the two salespeople are at the first level of their path."""
    unit = a_unit(session, code="EAST", name_zh="华东", name_en="East")
    post = added(session, Post(code="SR", name_zh="销售代表", name_en="Sales representative"))
    session.scalars(select(CareerLevel).where(CareerLevel.code == "S1")).one().post_id = post.id
    hired: dict[str, Person] = {}
    for username, (name, superior, roles) in PEOPLE.items():
        sells = {"unit_id": unit.id, "post_id": post.id} if username in SOLD else {}
        hired[username] = a_person(
            session, number=username, name=name, name_en=username.title(), joined_on=date(2020, 1, 1),
            superior_id=hired[superior].id if superior else None, **sells,
        )  # fmt: skip
        user = a_user(session, username=username, display_name=name, person_id=hired[username].id)
        for role in roles:
            a_grant(session, user, role)
    return hired


def _work(session: Session, hired: dict[str, Person]) -> None:
    """What the figures come from."""
    for name, amount in SOLD.items():
        unit = hired[name].unit_id
        for month in range(1, 7):
            issued, due = f"2026-0{month}-05", f"2026-0{month}-25"
            invoice(session, issued, due, amount, salesperson_id=hired[name].id, unit_id=unit)
    severity, ben = ViolationSeverity.MINOR, hired["ben"]
    violation = Violation(
        number="V1", source_ref="V1", unit_id=ben.unit_id, salesperson_id=ben.id, points=severity.points,
        severity=severity, occurred_on=date(2026, 2, 1), period=202602, status=ViolationStatus.CONFIRMED,
        confirmed_on=date(2026, 3, 20), confirmed_period=202603,
    )  # fmt: skip
    added(session, violation)


def _prepare(session: Session, hana: Actor) -> None:
    """A cycle over those who sell, a bonus for them, and a course for whoever falls short."""
    unit = session.scalars(select(Person).where(Person.number == "anna")).one().unit_id
    post = session.scalars(select(Post.id).where(Post.code == "SR")).one()
    define_scorecard(
        session, hana, {"code": "sales", "name_zh": "销售", "name_en": "Sales", "content": CONTENT}
    )
    at = datetime(2026, 7, 7, 2, tzinfo=UTC)
    cycle = prepare_cycle(session, hana, PLAN | {"unit_id": unit}, at)
    open_cycle(session, hana, cycle.id, at)
    scheme = added(session, BonusScheme(code="EAST", name_zh="华东奖金", name_en="Bonus of East"))
    values = {"scheme_id": scheme.id, "post_id": post, "amount": Decimal(10_000), "since": date(2020, 1, 1)}
    new_base(session, hana, values)
    course = added(
        session,
        Course(
            code="CTRL", name_zh="销售内控流程", name_en="Control of sales", valid_months=12,
            category=CourseCategory.CONTROL, trainer_id=session.scalars(_of("hugo")).one(),
        ),
    )  # fmt: skip
    for _ in range(2):
        a_question(session, course)
    session.scalars(select(UseRule).where(UseRule.code == "TRAIN-C")).one().course_id = course.id


def in_an_hour(now: datetime) -> dict[str, datetime]:
    """When the session is."""
    return {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=3)}
