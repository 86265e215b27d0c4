"""An improvement loop to test: people with their parts in it, an indicator with readings, and a calendar.

Everybody here holds every permission of the loop, so that only separation of duties tells them apart;
each act runs in its own transaction, as a click does; only `reach` walks there in one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.period import Grain, add_months, last_day_of, month_range
from domain.core.permission import Actor, Permission
from domain.core.workflow import StepTaken
from domain.improvement.add_evidence import add_evidence
from domain.improvement.advance import advance
from domain.improvement.analyse_cause import Analysis, Answer, analyse_cause
from domain.improvement.cause import CauseCategory, CauseMethod
from domain.improvement.check_proof import accept_proof
from domain.improvement.compute_effect import compute_effect
from domain.improvement.conclude import conclude
from domain.improvement.effect_plan import ChangeKind
from domain.improvement.finish_measure import finish_measure
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.plan_measures import add_measure
from domain.improvement.preregister_effect import ExpectedEffect, preregister_effect
from domain.improvement.queries import whole_issue
from domain.improvement.raise_issue import Report, raise_issue
from domain.improvement.severity import Severity
from domain.improvement.triage_issue import triage_issue
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import EVER, IndicatorVersion, VersionState
from domain.indicators.reading import Reading, RefreshRun
from domain.indicators.status import Direction, Status
from tests.factories import NOON, a_person, added, an_actor, the_root

P = ParamSpec("P")
R = TypeVar("R")
LOOP = tuple(permission for permission in Permission if permission.value.startswith("issues."))
ROLES = ("reporter", "secretary", "owner", "doer", "member", "verifier", "chair")
PDF = b"%PDF-1.7 signed minutes"
BEFORE = ("61", "59", "62", "60", "58", "61", "60", "62", "59", "60", "61", "59")
BETTER = ("45", "44", "46", "45", "43", "45")
SAME = ("60", "61", "59", "60", "62", "59")
WHYS = (
    Answer(answer="Invoices are sent late", evidence="Ageing list of May"),
    Answer(answer="Proof of delivery arrives after a week", evidence="Delivery log"),
    Answer(answer="Drivers hand in paper once a week by rule 12", evidence="Rule 12 of logistics"),
)
CAUSE = Analysis(
    method=CauseMethod.FIVE_WHYS,
    category=CauseCategory.METHOD,
    root_cause="The rule lets drivers collect proofs of delivery for a week",
    whys=WHYS,
)
DEEPER = replace(
    CAUSE,
    root_cause="Nobody owns the hand-over from logistics to billing",
    whys=(*WHYS, Answer(answer="The hand-over has no owner", evidence="Process map 7")),
)


class Loop:
    """One issue of a company where seven people play seven parts."""

    def __init__(self, after: Iterable[str | None] = BETTER, **indicator: Any) -> None:
        self.now = NOON
        self.issue_id = 0
        self._walking: Session | None = None
        self.measure_ids: list[int] = []
        everything = an_actor()
        with unit_of_work(everything) as session:
            self.unit_id = the_root(session).id
            self.people = {role: a_person(session, name=role).id for role in ROLES}
            self.indicator_id = an_indicator(session, **indicator)
            readings(session, self.indicator_id, self.unit_id, 202506, BEFORE)
            readings(session, self.indicator_id, self.unit_id, 202607, after)

    def who(self, role: str, *permissions: Permission) -> Actor:
        """The person of that part; with all permissions of the loop, or just these."""
        return an_actor(*(permissions or LOOP), name=role, person_id=self.people[role])

    def act(
        self,
        role: str | Actor,
        verb: Callable[Concatenate[Session, Actor, P], R],
        *args: P.args,
        **facts: P.kwargs,
    ) -> R:
        """One click of one person."""
        actor = self.who(role) if isinstance(role, str) else role
        with self._work(actor) as session:
            return verb(session, actor, *args, **facts)

    @contextmanager
    def _work(self, actor: Actor) -> Iterator[Session]:
        if self._walking is not None:
            yield self._walking
        else:
            with unit_of_work(actor) as session:
                yield session

    def step(self, role: str | Actor, name: str, reason: str = "") -> Issue:
        """Take a step of the issue."""
        return self.act(role, advance, self.issue_id, name, self.now, reason)

    @property
    def today(self) -> date:
        """The day of the next act."""
        return self.now.date()

    def later(self, **span: int) -> None:
        """Time passes."""
        self.now += timedelta(**span)

    def until_the_day_after(self, month: int) -> None:
        """Time passes until the month is over."""
        day = last_day_of(month) + timedelta(days=1)
        self.now = datetime.combine(day, self.now.timetz())

    def issue(self) -> Issue:
        """The issue with all its parts, as it was committed."""
        with self._work(an_actor()) as session:
            return whole_issue(session, self.issue_id)

    def state(self) -> IssueState:
        """Where the issue stands."""
        found: IssueState = self.issue().state
        return found

    def steps(self) -> list[StepTaken]:
        """The steps of the issue, in order."""
        with unit_of_work(an_actor()) as session:
            query = select(StepTaken).where(StepTaken.entity == "Issue", StepTaken.entity_id == self.issue_id)
            return list(session.scalars(query.order_by(StepTaken.id)))

    def reach(self, state: IssueState) -> "Loop":
        """Walk the straight way to the state, quickly."""
        with unit_of_work(an_actor()) as session:
            self._walking = session
            try:
                return self.click_through(state)
            finally:
                self._walking = None

    def click_through(self, state: IssueState) -> "Loop":
        """Walk the straight way to the state, one transaction after the other."""
        for ahead, walk in STRAIGHT:
            walk(self)
            self.later(hours=1)
            if ahead is state:
                return self
        raise ValueError(f"{state} is not on the straight way")


def report(loop: Loop) -> None:
    wrong = Report(
        unit_id=loop.unit_id, indicator_id=loop.indicator_id, title="Customers pay later",
        what="Days sales outstanding above limit", place="North", occurred="Since May", size="12 days",
    )  # fmt: skip
    loop.issue_id = loop.act("reporter", raise_issue, wrong, loop.now).id


def triage(loop: Loop) -> None:
    owner = loop.people["owner"]
    loop.act("secretary", triage_issue, loop.issue_id, severity=Severity.MEDIUM, owner_id=owner, now=loop.now)


def analyse(loop: Loop) -> None:
    loop.step("owner", "start_analysis")


def plan(loop: Loop, found: Analysis = CAUSE) -> None:
    loop.act("owner", analyse_cause, loop.issue_id, found)
    loop.act("owner", preregister_effect, loop.issue_id, expected(loop), loop.now)
    due = loop.today + timedelta(days=20)
    for title in ("Scan proofs of delivery daily", "Name an owner of the hand-over"):
        measure = loop.act(
            "owner", add_measure, loop.issue_id, title=title, owner_id=loop.people["doer"], due_on=due,
            now=loop.now,
        )  # fmt: skip
        loop.measure_ids.append(measure.id)


def propose(loop: Loop) -> None:
    plan(loop)
    loop.step("owner", "propose_plan")


def approve(loop: Loop) -> None:
    loop.step("member", "approve_plan")


def start(loop: Loop) -> None:
    loop.step("owner", "start_work")


def prove(loop: Loop, measure_id: int) -> None:
    loop.act("doer", add_evidence, measure_id, name="minutes.pdf", content=PDF, note="Signed", now=loop.now)


def finish(loop: Loop, measure_id: int) -> None:
    prove(loop, measure_id)
    loop.act("doer", finish_measure, measure_id, done_on=loop.today, result="In use", now=loop.now)


def implement(loop: Loop) -> None:
    for measure_id in loop.measure_ids[-2:]:
        finish(loop, measure_id)
    loop.step("owner", "report_implemented")


def accept(loop: Loop) -> None:
    loop.act("verifier", accept_proof, loop.issue_id, "Read the minutes, sampled ten deliveries", loop.now)


def judge(loop: Loop, opinion: str = "The step in July is plain.") -> None:
    observed_until = loop.issue().observed_until
    assert observed_until is not None
    loop.until_the_day_after(observed_until.year * 100 + observed_until.month)
    loop.act("verifier", compute_effect, loop.issue_id, loop.now)
    loop.act("verifier", conclude, loop.issue_id, opinion, loop.now)


STRAIGHT: tuple[tuple[IssueState, Callable[[Loop], None]], ...] = (
    (IssueState.IDENTIFIED, report),
    (IssueState.TRIAGED, triage),
    (IssueState.CAUSE_ANALYSIS, analyse),
    (IssueState.PLAN_PROPOSED, propose),
    (IssueState.PLAN_APPROVED, approve),
    (IssueState.IN_PROGRESS, start),
    (IssueState.IMPLEMENTED, implement),
    (IssueState.OBSERVING, accept),
    (IssueState.EFFECTIVE, judge),
)


def expected(loop: Loop, **facts: Any) -> ExpectedEffect:
    """At least 10 days less, judged over six months."""
    defaults: dict[str, Any] = {
        "indicator_id": loop.indicator_id, "observed_unit_id": loop.unit_id,
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal(10),
        "baseline_months": 12, "window_months": 6,
    }  # fmt: skip
    return ExpectedEffect(**defaults | facts)


def an_indicator(session: Session, numerator: str = "order_net", **facts: Any) -> int:
    """An indicator whose lower values are better, with an approved definition."""
    defaults: dict[str, Any] = {
        "code": f"T{session.scalar(select(Indicator.id).order_by(Indicator.id.desc()).limit(1)) or 0}",
        "kind": Kind.KRI, "name_zh": "回款天数", "name_en": "Days to pay", "measured": Measured.DAYS,
        "direction": Direction.LB, "grain": Grain.MONTH,
    }  # fmt: skip
    denominator = facts.pop("denominator", "")
    indicator = added(session, Indicator(**defaults | facts))
    a_version(session, indicator.id, numerator, denominator)
    return indicator.id


def a_version(session: Session, indicator_id: int, numerator: str, denominator: str = "") -> int:
    """An approved definition."""
    version = IndicatorVersion(
        indicator_id=indicator_id, effective_from=EVER, numerator=numerator, denominator=denominator,
        state=VersionState.APPROVED, state_since=NOON,
    )  # fmt: skip
    return added(session, version).id


def readings(
    session: Session, indicator_id: int, unit_id: int, first: int, values: Iterable[str | None], **facts: Any
) -> None:
    """Final monthly readings from a month on; None leaves the month without one."""
    version = session.scalars(
        select(IndicatorVersion.id).where(IndicatorVersion.indicator_id == indicator_id)
    ).first()
    run = added(session, RefreshRun(by="test", full=True, tables=[]))
    values = list(values)
    for month, value in zip(month_range(first, add_months(first, len(values) - 1)), values, strict=True):
        if value is not None:
            reading = {
                "indicator_id": indicator_id, "unit_id": unit_id, "version_id": version, "run_id": run.id,
                "grain": Grain.MONTH, "period": month, "value": Decimal(value), "rows": 1,
                "numerator": Decimal(value), "denominator": None,
                "status": Status.UNRATED, "as_of": last_day_of(month), "provisional": False,
            }  # fmt: skip
            session.add(Reading(**reading | facts))
    session.flush()
