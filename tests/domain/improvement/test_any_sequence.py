"""Whatever seven people try in whatever order: no arrow outside the table, nobody judges their own work."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import Row, func, select

from db.unit_of_work import unit_of_work
from domain.core.acting_person import WrongPerson
from domain.core.errors import DomainError
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.core.workflow import StepTaken
from domain.improvement.add_evidence import add_evidence
from domain.improvement.analyse_cause import Answer, analyse_cause
from domain.improvement.check_proof import accept_proof, send_back_proof
from domain.improvement.close_issue import close_issue
from domain.improvement.compute_effect import compute_effect
from domain.improvement.conclude import conclude, observe_longer
from domain.improvement.finish_measure import finish_measure
from domain.improvement.hand_over import hand_over
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN, IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.plan_measures import add_measure
from domain.improvement.preregister_effect import preregister_effect
from domain.improvement.severity import Severity
from domain.improvement.triage_issue import triage_issue
from domain.improvement.waiting import NEXT_STEP, waiting_for
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import BETTER, CAUSE, ROLES, SAME, WHYS, Loop, expected
from tests.factories import an_actor

S = IssueState
TABLE = {
    "triage": {(S.IDENTIFIED, S.TRIAGED)},
    "reject": {(S.IDENTIFIED, S.REJECTED)},
    "mark_duplicate": {(S.IDENTIFIED, S.DUPLICATE)},
    "start_analysis": {(S.TRIAGED, S.CAUSE_ANALYSIS)},
    "propose_plan": {(S.CAUSE_ANALYSIS, S.PLAN_PROPOSED)},
    "approve_plan": {(S.PLAN_PROPOSED, S.PLAN_APPROVED)},
    "send_back_plan": {(S.PLAN_PROPOSED, S.CAUSE_ANALYSIS)},
    "revise_plan": {(s, S.CAUSE_ANALYSIS) for s in (S.PLAN_PROPOSED, S.PLAN_APPROVED, S.IN_PROGRESS)},
    "start_work": {(S.PLAN_APPROVED, S.IN_PROGRESS)},
    "report_implemented": {(S.IN_PROGRESS, S.IMPLEMENTED)},
    "accept_proof": {(S.IMPLEMENTED, S.OBSERVING)},
    "send_back_proof": {(S.IMPLEMENTED, S.IN_PROGRESS)},
    "find_effective": {(S.OBSERVING, S.EFFECTIVE)},
    "find_not_effective": {(S.OBSERVING, S.NOT_EFFECTIVE)},
    "find_inconclusive": {(S.OBSERVING, S.INCONCLUSIVE)},
    "observe_longer": {(S.INCONCLUSIVE, S.OBSERVING)},
    "analyse_again": {(S.NOT_EFFECTIVE, S.CAUSE_ANALYSIS)},
    "close": {(S.EFFECTIVE, S.CLOSED)},
    "cancel": {(s, S.CANCELLED) for s in OPEN},
    "reopen": {(S.CLOSED, S.CAUSE_ANALYSIS)},
}
"""The arrows of the reference, written down a second time."""
OWNERS = {"start_analysis", "propose_plan", "revise_plan", "start_work", "report_implemented"}
NOT_OWNERS = {"approve_plan", "send_back_plan", "analyse_again", "close", "cancel", "reopen"}
INDEPENDENT = {
    "accept_proof", "send_back_proof", "find_effective", "find_not_effective", "find_inconclusive",
    "observe_longer",
}  # fmt: skip
seen: set[IssueState] = set()
roles = st.sampled_from(ROLES)


class AnyOrder(RuleBasedStateMachine):
    """People act at random; now and then somebody does the right thing, so that the loop goes on."""

    pattern: tuple[str | None, ...]

    @initialize(owner=roles, doer=roles, far=st.integers(0, 14))
    def an_issue_is_under_way(self, owner: str, doer: str, far: int) -> None:
        self.loop = Loop(after=self.pattern * 10)
        walk.report(self.loop)
        self.names = {key: role for role, key in self.loop.people.items()}
        self.acted_as_owner: set[int | None] = set()
        self.asked: tuple[int, date] | None = None
        self.people_do_right(owner, doer, far)

    @rule(role=roles, step=st.sampled_from(sorted(TABLE)), days=st.integers(0, 3))
    def somebody_tries_a_step(self, role: str, step: str, days: int) -> None:
        self.loop.later(days=days)
        self.attempt(lambda: self.loop.step(role, step, "Tried"))

    @rule(role=roles, owner=roles)
    def somebody_tries_to_hand_over(self, role: str, owner: str) -> None:
        people = self.loop.people
        self.attempt(
            lambda: self.loop.act(
                role, hand_over, self.loop.issue_id, owner_id=people[owner], reason="Leave", now=self.loop.now
            )
        )

    @rule(role=roles)
    def somebody_tries_to_judge(self, role: str) -> None:
        loop = self.loop
        self.attempt(lambda: loop.act(role, accept_proof, loop.issue_id, "Looked", loop.now))
        self.attempt(lambda: loop.act(role, compute_effect, loop.issue_id, loop.now))
        self.attempt(lambda: loop.act(role, conclude, loop.issue_id, "I think so", loop.now))
        self.attempt(lambda: loop.act(role, close_issue, loop.issue_id, "Rule 12", loop.now))

    @rule(role=roles)
    def somebody_tries_to_send_back(self, role: str) -> None:
        loop = self.loop
        doing = [measure.id for measure in loop.issue().current_measures]
        self.attempt(lambda: loop.act(role, send_back_proof, loop.issue_id, doing, "No", loop.now))

    @rule(owner=roles, doer=roles, times=st.integers(1, 4))
    def people_go_on(self, owner: str, doer: str, times: int) -> None:
        self.people_do_right(owner, doer, times)

    def people_do_right(self, owner: str, doer: str, times: int) -> None:
        """So many next steps on the straight way, or around again."""
        for _ in range(times):
            issue = self.loop.issue()
            if issue.state in RIGHT:
                before = self.glance()
                RIGHT[issue.state](self, issue, owner, doer)
                self.check_steps(before)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do it; a refusal must leave everything as it was."""
        before = self.glance()
        try:
            act()
        except DomainError:
            assert self.glance() == before
        else:
            self.check_steps(before)

    def glance(self) -> Row[tuple[IssueState, int | None, int, int]]:
        """State, owner, version and number of steps."""
        steps = select(func.count(StepTaken.id)).where(
            StepTaken.entity == "Issue", StepTaken.entity_id == self.loop.issue_id
        )
        query = select(
            Issue.state, Issue.owner_id, Issue.version, steps.scalar_subquery().label("steps")
        ).where(Issue.id == self.loop.issue_id)
        with unit_of_work(an_actor()) as session:
            return session.execute(query).one()

    def check_steps(self, before: Row[tuple[IssueState, int | None, int, int]]) -> None:
        """Each new step is an arrow of the table, taken by somebody who may."""
        state, owner = before.state, before.owner_id
        for step in self.loop.steps()[before.steps :]:
            assert (S(step.source), S(step.target)) in TABLE[step.step]
            assert step.source == state
            person = step.person_id
            if step.step in ("triage", "reject", "mark_duplicate"):
                assert person != self.loop.people["reporter"]
            if step.step in OWNERS:
                assert person == owner
                self.acted_as_owner.add(person)
            if step.step in NOT_OWNERS:
                assert person not in {owner, *self.acted_as_owner}
            if step.step in INDEPENDENT:
                assert person not in {owner, *self.workers(self.loop.issue())}
            state = S(step.target)
            seen.add(state)
        assert self.glance().state is state

    def workers(self, issue: Issue) -> set[int | None]:
        measures = [measure for measure in issue.measures if measure.archived_at is None]
        proofs = [proof.by_id for measure in measures for proof in measure.evidence]
        return {issue.owner_id, *self.acted_as_owner, *proofs, *(measure.owner_id for measure in measures)}

    def other_than(self, people: Iterable[int | None]) -> str:
        barred = set(people)
        return next(role for key, role in self.names.items() if key not in barred)

    @invariant()
    def the_queue_names_those_whose_turn_it_is(self) -> None:
        """Asked of two people after each change; over the run, of all."""
        now = self.glance().version, self.loop.today
        if now == self.asked:
            return
        self.asked = now
        with unit_of_work(an_actor()) as session:
            issue = session.get_one(Issue, self.loop.issue_id)
            for turn in (0, 1):
                actor = self.loop.who(ROLES[(now[0] * 2 + turn) % len(ROLES)])
                queue = [waiting.id for waiting in session.scalars(waiting_for(actor, self.loop.today))]
                assert (issue.id in queue) == self.is_turn_of(actor, issue)

    def is_turn_of(self, actor: Actor, issue: Issue) -> bool:
        """By the workflow's own answer, and what must have happened first."""
        offers = {step.name: why for step, why in Issue.workflow.offers(issue, actor)}
        step = NEXT_STEP.get(issue.state)
        if step is None or isinstance(offers[step], WrongPerson):
            return False
        if issue.state is S.IN_PROGRESS:
            return all(m.state is MeasureState.DONE for m in loaded(issue, "measures").current_measures)
        if issue.state is S.OBSERVING:
            return issue.observed_until is not None and self.loop.today > issue.observed_until
        return True


Right = Callable[[AnyOrder, Issue, str, str], object]


def take_up(machine: AnyOrder, issue: Issue, owner: str, _: str) -> None:
    machine.loop.act(
        machine.other_than({issue.reporter_id}), triage_issue, issue.id, severity=Severity.MEDIUM,
        owner_id=machine.loop.people[owner], now=machine.loop.now,
    )  # fmt: skip


def make_plan(machine: AnyOrder, issue: Issue, _: str, doer: str) -> None:
    loop, owner = machine.loop, machine.names[issue.owner_id or 0]
    whys = (*WHYS, *(Answer(answer=f"Deeper {n}", evidence="Map") for n in range(issue.failures)))
    found = replace(CAUSE, root_cause=f"Cause of round {issue.round}", whys=whys)
    loop.act(owner, analyse_cause, issue.id, found)
    loop.act(owner, preregister_effect, issue.id, expected(loop), loop.now)
    loop.act(
        owner, add_measure, issue.id, title="Scan", owner_id=loop.people[doer],
        due_on=loop.today + timedelta(days=30), now=loop.now,
    )  # fmt: skip
    loop.step(owner, "propose_plan")


def finish_all(machine: AnyOrder, issue: Issue, _: str, __: str) -> None:
    loop = machine.loop
    for measure in issue.current_measures:
        if measure.state is not MeasureState.DONE:
            doer = machine.names[measure.owner_id]
            loop.later(hours=1)
            loop.act(doer, add_evidence, measure.id, name="a.pdf", content=walk.PDF, note="", now=loop.now)
            loop.act(doer, finish_measure, measure.id, done_on=loop.today, now=loop.now)
    loop.step(machine.names[issue.owner_id or 0], "report_implemented")


def verify(machine: AnyOrder, issue: Issue, _: str, __: str) -> None:
    verifier = machine.other_than(machine.workers(issue))
    machine.loop.act(verifier, accept_proof, issue.id, "Looked", machine.loop.now)


def judge(machine: AnyOrder, issue: Issue, _: str, __: str) -> None:
    loop, verifier = machine.loop, machine.other_than(machine.workers(issue))
    assert issue.observed_until is not None
    if loop.today <= issue.observed_until:
        loop.later(days=(issue.observed_until - loop.today).days + 1)
    loop.act(verifier, compute_effect, issue.id, loop.now)
    loop.act(verifier, conclude, issue.id, "Plain", loop.now)


def look_longer(machine: AnyOrder, issue: Issue, _: str, __: str) -> None:
    verifier = machine.other_than(machine.workers(issue))
    machine.loop.act(verifier, observe_longer, issue.id, 1, "Silence", machine.loop.now)


def finish(machine: AnyOrder, issue: Issue, _: str, __: str) -> None:
    chair = machine.other_than({issue.owner_id, *machine.acted_as_owner})
    machine.loop.act(chair, close_issue, issue.id, "Rule 12", machine.loop.now)


def by_owner(step: str) -> Right:
    return lambda machine, issue, _, __: machine.loop.step(machine.names[issue.owner_id or 0], step)


def by_another(step: str) -> Right:
    return lambda machine, issue, _, __: machine.loop.step(
        machine.other_than({issue.owner_id, *machine.acted_as_owner}), step, "Once more"
    )


RIGHT: dict[IssueState, Right] = {
    S.IDENTIFIED: take_up,
    S.TRIAGED: by_owner("start_analysis"),
    S.CAUSE_ANALYSIS: make_plan,
    S.PLAN_PROPOSED: by_another("approve_plan"),
    S.PLAN_APPROVED: by_owner("start_work"),
    S.IN_PROGRESS: finish_all,
    S.IMPLEMENTED: verify,
    S.OBSERVING: judge,
    S.INCONCLUSIVE: look_longer,
    S.NOT_EFFECTIVE: by_another("analyse_again"),
    S.EFFECTIVE: finish,
    S.CLOSED: by_another("reopen"),
}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [(BETTER, S.EFFECTIVE), (SAME, S.NOT_EFFECTIVE), ((None,) * 6, S.INCONCLUSIVE)],
    ids=["better", "same", "silent"],
)
def test_no_sequence_of_acts_breaks_the_rules_of_the_loop(
    database: str, pattern: tuple[str | None, ...], found: IssueState
) -> None:
    seen.clear()
    run(
        type("AnyOrder", (AnyOrder,), {"pattern": pattern}),
        settings=settings(
            max_examples=4, stateful_step_count=10, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert seen >= {S.PLAN_APPROVED, S.OBSERVING, found}
