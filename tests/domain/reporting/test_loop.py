"""How the loop flows, how fast, how well: from the steps that were taken."""

from collections.abc import Hashable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.period import Period
from domain.core.permission import Permission
from domain.core.workflow import StepTaken
from domain.improvement.cause import CauseAnalysis, CauseCategory, CauseMethod
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.stage import STAGES, Stage
from domain.indicators.status import Status
from domain.reporting.loop_causes import cause_counts, pareto, vital_few
from domain.reporting.loop_flow import cycle, flow, funnel, month_ends, spell, waiting
from domain.reporting.loop_history import LoopIssue, Stay, loop_history
from domain.reporting.loop_norms import LoopRate
from domain.reporting.loop_open import Age, by_age, by_owner, escalated, overdue, person_names
from domain.reporting.loop_rates import CapaRates, capa_rates, causes_of
from tests.domain.reporting.waiting_room import a_measure, an_indicator, an_issue
from tests.factories import NOON, a_person, a_unit, added, an_actor, the_root
from tests.statements import counted

S = IssueState
TODAY = date(2026, 6, 30)
FIRST, LAST = date(2025, 7, 1), TODAY
READER = an_actor(Permission.ISSUES_READ)


def went(session: Session, issue: Issue, *way: tuple[IssueState, int], step: str = "step") -> Issue:
    """Let the issue have entered each state so many days after it was raised."""
    state = S.IDENTIFIED
    begin = datetime(issue.raised_on.year, issue.raised_on.month, issue.raised_on.day, 4, tzinfo=UTC)
    for target, day in way:
        added(
            session,
            StepTaken(
                entity="Issue", entity_id=issue.id, step=step, source=state.value, target=target.value,
                at=begin + timedelta(days=day), reason="",
            ),
        )  # fmt: skip
        state = target
    issue.state = state
    session.flush()
    return issue


def found(session: Session, *units: int) -> tuple[LoopIssue, ...]:
    return loop_history(session, READER, units or [the_root(session).id])


def test_an_issue_counts_in_every_stage_up_to_the_furthest_it_reached(session: Session) -> None:
    went(session, an_issue(session, S.IDENTIFIED))
    went(
        session, an_issue(session, S.IDENTIFIED), (S.TRIAGED, 2), (S.CAUSE_ANALYSIS, 3), (S.PLAN_PROPOSED, 9)
    )
    back = ((S.TRIAGED, 1), (S.CAUSE_ANALYSIS, 2), (S.PLAN_PROPOSED, 5), (S.PLAN_APPROVED, 6),
            (S.IN_PROGRESS, 7), (S.CAUSE_ANALYSIS, 9))  # fmt: skip
    went(session, an_issue(session, S.IDENTIFIED), *back)
    reached = {one.stage: one for one in funnel(found(session), FIRST, LAST)}
    counts = [reached[stage].count for stage in Stage]
    assert counts == [3, 2, 2, 2, 1, 0, 0, 0, 0]
    assert reached[Stage.TRIAGE].of_previous == Decimal(2) / Decimal(3)
    assert reached[Stage.WORK].of_previous == Decimal("0.5")
    assert reached[Stage.OBSERVATION].of_previous is None


def test_the_funnel_follows_those_that_were_raised_in_the_time(session: Session) -> None:
    went(session, an_issue(session, S.IDENTIFIED, raised_on=date(2025, 6, 30)))
    assert funnel(found(session), FIRST, LAST)[0].count == 0
    assert funnel(found(session), date(2025, 6, 30), LAST)[0].count == 1


@given(st.lists(st.lists(st.sampled_from(list(STAGES)), max_size=5), max_size=6))
def test_a_funnel_never_widens(ways: list[list[IssueState]]) -> None:
    issues = [way_of(number, way) for number, way in enumerate(ways)]
    counts = [one.count for one in funnel(issues, FIRST, LAST)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len(ways)


def way_of(number: int, way: list[IssueState]) -> LoopIssue:
    stays = [Stay(STAGES[state], LAST, None) for state in (S.IDENTIFIED, *way)]
    return LoopIssue(
        number, f"IM-{number}", "", 1, S.IDENTIFIED, None, None, None, LAST, None, None, None, False, 0,
        tuple(stays), (),
    )  # fmt: skip


def test_every_open_issue_stands_in_one_stage_at_a_time(session: Session) -> None:
    issue = an_issue(session, S.IDENTIFIED, raised_on=date(2026, 4, 20))
    went(session, issue, (S.TRIAGED, 1), (S.CAUSE_ANALYSIS, 2), (S.PLAN_PROPOSED, 20), (S.PLAN_APPROVED, 25))
    ends = month_ends(Period.parse("2026-06"), 4, TODAY)
    stood = flow(found(session), ends)
    assert [one.day for one in stood] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), TODAY]
    assert [sum(one.counts) for one in stood] == [0, 1, 1, 1]
    assert [list(Stage)[one.counts.index(1)] for one in stood[1:]] == [
        Stage.ANALYSIS, Stage.APPROVAL, Stage.APPROVAL,
    ]  # fmt: skip


def test_an_issue_that_was_cancelled_stands_nowhere_from_that_day_on(session: Session) -> None:
    issue = an_issue(session, S.IDENTIFIED, raised_on=date(2026, 5, 1), closed_on=date(2026, 5, 20))
    went(session, issue, (S.TRIAGED, 1), (S.CANCELLED, 19))
    stood = flow(found(session), [date(2026, 5, 19), date(2026, 5, 20), TODAY])
    assert [sum(one.counts) for one in stood] == [1, 0, 0]


def test_a_closed_issue_stays_in_the_picture_as_closed(session: Session) -> None:
    issue = an_issue(session, S.IDENTIFIED, raised_on=date(2026, 5, 1), closed_on=date(2026, 5, 31))
    went(session, issue, (S.TRIAGED, 1), (S.EFFECTIVE, 20), (S.CLOSED, 30))
    assert flow(found(session), [TODAY])[0].counts[-1] == 1
    assert cycle(found(session), FIRST, LAST).median == 30


def test_waiting_is_told_of_those_who_left_and_of_those_who_are_still_there(session: Session) -> None:
    for day in (4, 8):
        issue = an_issue(session, S.IDENTIFIED, raised_on=date(2026, 5, 1))
        went(session, issue, (S.TRIAGED, day), (S.CAUSE_ANALYSIS, day + 1))
    at = {one.stage: one for one in waiting(found(session), FIRST, LAST, TODAY)}
    assert at[Stage.RAISED].finished.median == 6
    assert at[Stage.RAISED].finished.cases == 2
    assert (at[Stage.ANALYSIS].here, at[Stage.ANALYSIS].longest) == (2, 55)
    assert at[Stage.ANALYSIS].finished.median is None
    assert Stage.CLOSED not in at


def test_two_states_of_one_stage_are_one_stay(session: Session) -> None:
    issue = an_issue(session, S.IDENTIFIED, raised_on=date(2026, 5, 1))
    went(session, issue, (S.PLAN_PROPOSED, 3), (S.PLAN_APPROVED, 8), (S.IN_PROGRESS, 10))
    stays = found(session)[0].stays
    assert [(stay.stage, stay.days) for stay in stays] == [
        (Stage.RAISED, 3), (Stage.APPROVAL, 7), (Stage.WORK, None),
    ]  # fmt: skip


def test_the_eighty_fifth_percentile_lies_between_the_records_around_it() -> None:
    assert spell([10, 20, 30, 40, 50]).slow == Decimal(44)
    assert spell([]).median is None


def test_g10_rates_count_what_was_due_and_what_was_reviewed() -> None:
    rates = CapaRates(due=45, in_time=34, extended=0, reviewed=30, effective=27, recurred=3)
    assert rates.on_time_rate is not None
    assert round(rates.on_time_rate, 4) == Decimal("0.7556")
    assert (rates.effect_rate, rates.recurrence_rate) == (Decimal("0.9"), Decimal("0.1"))


def test_rates_without_cases_are_no_rates() -> None:
    rates = CapaRates(due=0, in_time=0, extended=0, reviewed=0, effective=0, recurred=0)
    assert (rates.on_time_rate, rates.extension_rate, rates.effect_rate, rates.recurrence_rate) == (None,) * 4


def test_a_moved_due_date_does_not_make_a_measure_punctual(session: Session) -> None:
    issue, owner = an_issue(session, S.IN_PROGRESS), a_person(session).id
    due = date(2026, 5, 10)
    for done, moved in ((due, due), (date(2026, 5, 15), date(2026, 5, 20)), (None, due)):
        a_measure(
            session, issue, owner, moved, original_due_on=due, done_on=done,
            extensions=int(moved != due), state=MeasureState.DONE if done else MeasureState.OPEN,
        )  # fmt: skip
    a_measure(session, issue, owner, date(2026, 7, 10))
    rates = capa_rates(session, READER, [issue.unit_id], found(session), FIRST, LAST)
    assert (rates.due, rates.in_time, rates.extended) == (3, 1, 1)


def concluded(session: Session, issue: Issue, verdict: Verdict, day: date) -> None:
    plan = added(
        session,
        EffectPlan(
            issue_id=issue.id, round=1, unit_id=issue.unit_id, indicator_id=issue.indicator_id,
            observed_unit_id=issue.unit_id, baseline_months=12, window_months=3, transition_months=0,
            seasonal=False, change_kind="absolute", expected_change=Decimal(1),
        ),
    )  # fmt: skip
    added(
        session,
        EffectVerdict(
            issue_id=issue.id, round=1, unit_id=issue.unit_id, plan_id=plan.id,
            indicator_id=issue.indicator_id, observed_unit_id=issue.unit_id, before_from=202501,
            before_to=202512, after_from=202601, after_to=202603, verdict=verdict, planned=Decimal(1),
            n_before=12, n_after=3, seed=1, before=[], after=[], figures={}, computed_at=NOON,
            computed_by="Ada", concluded_at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
        ),
    )  # fmt: skip


def caused(session: Session, issue: Issue, category: CauseCategory) -> None:
    why = {"answer": "No rule", "evidence": "Manual 3.2"}
    added(
        session,
        CauseAnalysis(
            issue_id=issue.id, round=1, unit_id=issue.unit_id, method=CauseMethod.FIVE_WHYS,
            whys=[why, why, why], category=category, root_cause=f"No rule {issue.id}",
        ),
    )  # fmt: skip


def cured(session: Session, **facts: object) -> Issue:
    issue = an_issue(
        session, S.CLOSED, raised_on=date(2025, 9, 1), closed_on=date(2026, 1, 10), **facts,
    )  # fmt: skip
    went(session, issue, (S.OBSERVING, 60), (S.EFFECTIVE, 120), (S.CLOSED, 131))
    caused(session, issue, CauseCategory.METHOD)
    concluded(session, issue, Verdict.EFFECTIVE, date(2026, 1, 5))
    return issue


@pytest.mark.parametrize(
    ("raised_on", "category", "state", "recurred"),
    [
        (date(2026, 5, 1), CauseCategory.METHOD, S.CAUSE_ANALYSIS, 1),
        (date(2026, 5, 1), CauseCategory.MACHINE, S.CAUSE_ANALYSIS, 0),
        (date(2027, 2, 1), CauseCategory.METHOD, S.CAUSE_ANALYSIS, 0),
        (date(2026, 5, 1), CauseCategory.METHOD, S.REJECTED, 0),
    ],
)
def test_the_same_indicator_and_cause_within_a_year_is_a_recurrence(
    session: Session, raised_on: date, category: CauseCategory, state: IssueState, recurred: int
) -> None:
    indicator = an_indicator(session)
    cured(session, indicator_id=indicator.id)
    again = an_issue(session, state, raised_on=raised_on, indicator_id=indicator.id)
    caused(session, again, category)
    rates = capa_rates(session, READER, [again.unit_id], found(session), FIRST, LAST)
    assert (rates.reviewed, rates.effective, rates.recurred) == (1, 1, recurred)


def test_an_issue_opened_again_came_back(session: Session) -> None:
    issue = cured(session, indicator_id=an_indicator(session).id)
    went(session, issue, (S.CAUSE_ANALYSIS, 200), step="reopen")
    assert capa_rates(session, READER, [issue.unit_id], found(session), FIRST, LAST).recurred == 1


def test_a_review_without_enough_data_says_nothing(session: Session) -> None:
    issue = an_issue(session, S.INCONCLUSIVE, indicator_id=an_indicator(session).id)
    concluded(session, issue, Verdict.NOT_ENOUGH_DATA, date(2026, 5, 5))
    rates = capa_rates(session, READER, [issue.unit_id], found(session), FIRST, LAST)
    assert (rates.reviewed, rates.undecided, rates.effect_rate) == (0, 1, None)


def test_causes_are_ranked_and_the_others_stand_last() -> None:
    bars = pareto({"a": 1, "b": 5, "c": 3, "d": 4, None: 9}, most=2)
    assert [(bar.name, bar.count) for bar in bars] == [("b", 5), ("d", 4), (None, 13)]
    assert bars[-1].cumulative == 1


def test_the_vital_few_are_the_fewest_that_make_up_eighty_per_cent() -> None:
    bars = pareto({"a": 40, "b": 30, "c": 15, "d": 10, "e": 5})
    assert [bar.name for bar in vital_few(bars)] == ["a", "b", "c"]
    assert [bar.name for bar in vital_few(pareto({"a": 80, "b": 20}))] == ["a"]


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=9), st.integers(1, 9))
def test_a_pareto_adds_up_and_leaves_no_smaller_set(counts: dict[Hashable, int], most: int) -> None:
    bars = pareto(counts, most)
    assert sum(bar.count for bar in bars) == sum(counts.values())
    vital = vital_few(bars)
    if vital and bars[-1].name is not None:
        assert sum(bar.share for bar in vital) >= Decimal("0.7999999")
        assert sum(bar.share for bar in vital[:-1]) < Decimal("0.8")


def test_causes_of_the_last_round_are_counted_once_per_issue(session: Session) -> None:
    issue = an_issue(session, S.CAUSE_ANALYSIS)
    caused(session, issue, CauseCategory.MACHINE)
    an_issue(session, S.TRIAGED)
    causes = causes_of(session, [issue.unit_id])
    assert cause_counts(found(session), causes) == {CauseCategory.MACHINE: 1}


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, Age.TO_30), (30, Age.TO_30), (31, Age.TO_60), (60, Age.TO_60), (61, Age.TO_90), (90, Age.TO_90),
     (91, Age.OVER_90), (4000, Age.OVER_90)],
)  # fmt: skip
def test_an_age_falls_into_the_bucket_of_its_days(days: int, age: Age) -> None:
    assert Age.of(days) is age
    first, last = age.span
    assert first <= days
    assert last is None or days <= last


def test_open_issues_are_counted_by_age_and_by_who_answers_for_them(session: Session) -> None:
    ada, bob = a_person(session, name="Ada"), a_person(session, name="Bob")
    for owner, days in ((ada, 5), (ada, 70), (bob, 200)):
        an_issue(session, S.IN_PROGRESS, owner_id=owner.id, raised_on=TODAY - timedelta(days=days),
                 due_on=TODAY - timedelta(days=1) if days > 100 else None)  # fmt: skip
    an_issue(session, S.IDENTIFIED, raised_on=TODAY)
    an_issue(session, S.CLOSED, owner_id=bob.id, raised_on=TODAY - timedelta(days=95))
    issues = found(session)
    assert list(by_age(issues, TODAY).values()) == [2, 0, 1, 1]
    loads = by_owner(issues, person_names(session, [ada.id, bob.id]), TODAY)
    assert [(load.name_zh, load.open, load.late) for load in loads] == [
        ("Ada", 2, 0),
        ("Bob", 1, 1),
        ("", 1, 0),
    ]
    assert sum(load.open for load in loads) == sum(by_age(issues, TODAY).values())


def test_the_latest_stand_first_among_the_overdue(session: Session) -> None:
    for days in (3, 40, -1):
        an_issue(session, S.IN_PROGRESS, due_on=TODAY - timedelta(days=days))
    an_issue(session, S.OBSERVING, due_on=TODAY - timedelta(days=90), implemented_on=TODAY)
    assert [one.days_late(TODAY) for one in overdue(found(session), TODAY)] == [40, 3]


def test_escalated_issues_are_those_still_open(session: Session) -> None:
    open_one = an_issue(session, S.CAUSE_ANALYSIS, escalated_at=NOON, failures=2)
    an_issue(session, S.CLOSED, escalated_at=NOON)
    assert [one.id for one in escalated(found(session))] == [open_one.id]


def test_only_issues_of_the_asked_units_are_told(session: Session) -> None:
    east = a_unit(session)
    an_issue(session, S.TRIAGED)
    mine = an_issue(session, S.TRIAGED, unit_id=east.id)
    assert [one.id for one in found(session, east.id)] == [mine.id]


def test_the_whole_history_costs_two_statements_however_many_issues(session: Session) -> None:
    for _ in range(5):
        went(session, an_issue(session, S.IDENTIFIED), (S.TRIAGED, 1), (S.CAUSE_ANALYSIS, 2))
    session.expire_all()
    root = the_root(session).id
    with counted() as sent:
        loop_history(session, READER, [root])
    assert len(sent) == 2


def test_who_may_not_read_issues_learns_nothing(session: Session) -> None:
    with pytest.raises(NotPermitted):
        loop_history(session, an_actor(Permission.FACTS_READ), [the_root(session).id])


@pytest.mark.parametrize(
    ("rate", "counts", "status"),
    [
        (LoopRate.ON_TIME, {"due": 10, "in_time": 9}, Status.GREEN),
        (LoopRate.ON_TIME, {"due": 100, "in_time": 89}, Status.AMBER),
        (LoopRate.ON_TIME, {"due": 100, "in_time": 79}, Status.RED),
        (LoopRate.EXTENSION, {"due": 100, "extended": 15}, Status.GREEN),
        (LoopRate.EXTENSION, {"due": 100, "extended": 31}, Status.RED),
        (LoopRate.EFFECT, {"reviewed": 100, "effective": 94}, Status.AMBER),
        (LoopRate.RECURRENCE, {"reviewed": 10, "recurred": 1}, Status.GREEN),
        (LoopRate.RECURRENCE, {"reviewed": 100, "recurred": 21}, Status.RED),
        (LoopRate.ON_TIME, {}, Status.NO_DATA),
    ],
)
def test_the_loop_is_judged_by_the_limits_of_practice(
    rate: LoopRate, counts: dict[str, int], status: Status
) -> None:
    nothing = dict.fromkeys(("due", "in_time", "extended", "reviewed", "effective", "recurred"), 0)
    rates = CapaRates(**(nothing | counts))
    assert rate.status(rates) is status
    part, whole = rate.parts(rates)
    assert rate.of(rates) == (Decimal(part) / whole if whole else None)
