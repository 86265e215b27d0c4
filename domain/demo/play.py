"""One story of the improvement loop, played act by act through the same verbs as on screen."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from domain.core.clock import business_date
from domain.core.period import add_months, month_of
from domain.demo.stage import Stage, date_of
from domain.demo.story import Story, Task
from domain.improvement.add_evidence import add_evidence
from domain.improvement.advance import advance
from domain.improvement.analyse_cause import analyse_cause
from domain.improvement.baseline import level
from domain.improvement.check_proof import accept_proof
from domain.improvement.close_issue import close_issue
from domain.improvement.compute_effect import compute_effect
from domain.improvement.conclude import conclude
from domain.improvement.extend_measure import extend_measure
from domain.improvement.finish_measure import finish_measure
from domain.improvement.issue_state import IssueState
from domain.improvement.locked_issue import locked_issue
from domain.improvement.plan_measures import add_measure
from domain.improvement.preregister_effect import ExpectedEffect, preregister_effect
from domain.improvement.raise_issue import Report, raise_issue
from domain.improvement.record_containment import record_containment
from domain.improvement.series import observed
from domain.improvement.triage_issue import triage_issue
from domain.indicators.indicator import Indicator, Measured

SECRETARY, MEMBER, VERIFIER, CHAIR = "secretary", "committee", "control", "chair"
BEFORE_DUE = timedelta(days=3)


class Play:
    """One story on the stage."""

    def __init__(self, stage: Stage, story: Story) -> None:
        self.stage, self.story = stage, story
        self.unit_id = stage.units[story.unit]
        self.indicator_id = stage.indicators[story.indicator]
        self.issue_id = 0
        self.measures: list[tuple[Task, int]] = []

    @property
    def state(self) -> IssueState:
        """Where the issue stands."""
        found: IssueState = locked_issue(self.stage.session, self.issue_id).state
        return found

    def perform(self) -> None:
        """Everything that has happened so far."""
        self.stage.begin(next(iter(self.story.acts.values())))
        for name, moment in self.story.acts.items():
            self.stage.go_to(moment)
            ACTS[name](self)

    def step(self, username: str, name: str, reason: str = "") -> None:
        """A step that needs no more than a reason."""
        self.stage.act(username, advance, self.issue_id, name, self.stage.now, reason)


def _raise(play: Play) -> None:
    story, stage = play.story, play.stage
    size = story.size.format(level=_level(play, business_date(stage.now)))
    report = Report(
        unit_id=play.unit_id, title=story.title, what=story.what, place=story.place, occurred=story.occurred,
        size=size, indicator_id=play.indicator_id,
    )  # fmt: skip
    play.issue_id = stage.act(story.reporter, raise_issue, report, stage.now).id


def _level(play: Play, today: date) -> str:
    """The figure's level over the months that the story's baseline will have, in words."""
    last = add_months(month_of(today), -1)
    first = add_months(last, 1 - int(play.story.effect["baseline_months"]))
    series = observed(play.stage.session, play.indicator_id, play.unit_id, first, last)
    found = level(series) or Decimal(0)
    written = LEVELS[play.stage.session.get_one(Indicator, play.indicator_id).measured]
    return written(found)


LEVELS: dict[Measured, Callable[[Decimal], str]] = {
    Measured.RATIO: lambda found: f"{found * 100:.1f}%",
    Measured.PERCENT: lambda found: f"{found:.1f}%",
    Measured.DAYS: lambda found: f"{found:.1f} 天",
    Measured.MONEY: lambda found: f"{found / 10_000:.1f} 万元",
    Measured.INDEX: lambda found: f"{found:.1f}",
    Measured.COUNT: lambda found: f"{found:.1f} 笔",
}
"""How each kind of figure is said in a report."""


def _triage(play: Play) -> None:
    owner, now = play.stage.person(play.story.owner), play.stage.now
    play.stage.act(
        SECRETARY, triage_issue, play.issue_id, severity=play.story.severity, owner_id=owner, now=now
    )


def _contain(play: Play) -> None:
    play.stage.act(play.story.owner, record_containment, play.issue_id, play.story.containment)


def _find_cause(play: Play) -> None:
    if play.story.cause is not None:
        play.stage.act(play.story.owner, analyse_cause, play.issue_id, play.story.cause)


def _plan(play: Play) -> None:
    stage, story = play.stage, play.story
    promised = dict(story.effect)
    control = promised.pop("control", None)
    expected = ExpectedEffect(
        indicator_id=play.indicator_id, observed_unit_id=play.unit_id,
        control_unit_id=stage.units[control] if control else None, **promised,
    )  # fmt: skip
    stage.act(story.owner, preregister_effect, play.issue_id, expected, stage.now)
    for task in story.tasks:
        measure = stage.act(
            story.owner, add_measure, play.issue_id, title=task.title, owner_id=stage.person(task.owner),
            due_on=business_date(stage.now) + timedelta(days=task.days), now=stage.now,
        )  # fmt: skip
        play.measures.append((task, measure.id))


def _work(play: Play) -> None:
    today = business_date(play.stage.end)
    events: list[tuple[date, Callable[[], None]]] = []
    for task, measure_id in play.measures:
        if task.extended:
            due = _due_of(play, measure_id)
            events.append((due - BEFORE_DUE, partial(_extend, play, task, measure_id)))
        if task.done is not None:
            events.append((date_of(task.done, today), partial(_finish, play, task, measure_id)))
    for day, happen in sorted(events, key=lambda event: event[0]):
        play.stage.go_to((today - day).days)
        happen()


def _due_of(play: Play, measure_id: int) -> date:
    """When the measure is due at present."""
    issue = locked_issue(play.stage.session, play.issue_id)
    return next(measure.due_on for measure in issue.measures if measure.id == measure_id)


def _extend(play: Play, task: Task, measure_id: int) -> None:
    days, reason = task.extended or (0, "")
    due = _due_of(play, measure_id) + timedelta(days=days)
    play.stage.act(
        play.story.owner, extend_measure, measure_id, due_on=due, reason=reason, now=play.stage.now
    )


def _finish(play: Play, task: Task, measure_id: int) -> None:
    stage, (name, text) = play.stage, task.proof
    content = text.encode("utf-8-sig")
    stage.act(task.owner, add_evidence, measure_id, name=name, content=content, note="", now=stage.now)
    today = business_date(stage.now)
    stage.act(task.owner, finish_measure, measure_id, done_on=today, result=task.result, now=stage.now)


def _accept(play: Play) -> None:
    play.stage.act(VERIFIER, accept_proof, play.issue_id, play.story.checked, play.stage.now)


def _judge(play: Play) -> None:
    play.stage.act(VERIFIER, compute_effect, play.issue_id, play.stage.now)
    play.stage.act(VERIFIER, conclude, play.issue_id, play.story.opinion, play.stage.now)


def _close(play: Play) -> None:
    # Figures decide; on an unlucky day the made-up trade may not show what was planted.
    if play.state is IssueState.EFFECTIVE:
        play.stage.act(CHAIR, close_issue, play.issue_id, play.story.standard, play.stage.now)


def _again(play: Play) -> None:
    if play.state is IssueState.NOT_EFFECTIVE:
        play.step(MEMBER, "analyse_again", play.story.again)


def _reject(play: Play) -> None:
    play.step(SECRETARY, "reject", play.story.opinion)


ACTS: dict[str, Callable[[Play], None]] = {
    "raise": _raise,
    "reject": _reject,
    "triage": _triage,
    "contain": _contain,
    "start_analysis": lambda play: play.step(play.story.owner, "start_analysis"),
    "find_cause": _find_cause,
    "plan": _plan,
    "propose": lambda play: play.step(play.story.owner, "propose_plan"),
    "approve": lambda play: play.step(MEMBER, "approve_plan"),
    "start": lambda play: play.step(play.story.owner, "start_work"),
    "work": _work,
    "report": lambda play: play.step(play.story.owner, "report_implemented"),
    "accept": _accept,
    "judge": _judge,
    "close": _close,
    "again": _again,
}
