"""The verdict is computed from the registered indicator's own readings, once, when the time has come."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, update

from db.unit_of_work import unit_of_work
from domain.core.stale_figures import mark_stale
from domain.improvement.compute_effect import WindowStillOpen, compute_effect
from domain.improvement.effect_picture import EffectPicture, Phase, filed_effect, preview_effect
from domain.improvement.effect_plan import ChangeKind
from domain.improvement.effect_review import Method, Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_rules import PlanChanged
from domain.improvement.issue_state import IssueState
from domain.improvement.preregister_effect import preregister_effect
from domain.improvement.queries import whole_issue
from domain.improvement.series import FiguresOutdated, traits_of
from domain.improvement.window import window
from domain.indicators.indicator import Measured
from domain.indicators.indicator_version import INDICATOR_MARK
from domain.indicators.reading import Reading
from domain.indicators.status import Direction
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import BEFORE, BETTER, SAME, Loop, expected
from tests.factories import a_unit, an_actor

S = IssueState


def computed(loop: Loop) -> EffectVerdict:
    return loop.act("verifier", compute_effect, loop.issue_id, loop.now)


def previewed(loop: Loop) -> EffectPicture:
    with unit_of_work(an_actor()) as session:
        return preview_effect(session, whole_issue(session, loop.issue_id), loop.today)


def test_the_month_of_implementation_and_the_transition_count_as_neither() -> None:
    found = window(
        baseline_to=202605, baseline_months=12, implemented_month=202611, transition_months=2,
        window_months=6,
    )  # fmt: skip
    assert (found.before_from, found.before_to) == (202506, 202605)
    assert (found.after_from, found.after_to) == (202702, 202707)
    assert len(list(found.before)) == 12
    assert len(list(found.after)) == 6


def test_no_verdict_is_computed_before_the_window_is_over(loop: Loop) -> None:
    loop.reach(S.OBSERVING)
    last = loop.issue().observed_until
    assert last is not None
    assert last.isoformat() == "2026-12-31"
    while loop.today <= last:
        with pytest.raises(WindowStillOpen):
            computed(loop)
        loop.later(days=60)
    assert computed(loop).verdict is Verdict.EFFECTIVE


def test_the_window_ends_with_its_last_day(loop: Loop) -> None:
    loop.reach(S.OBSERVING)
    loop.until_the_day_after(202612)
    loop.later(days=-1)
    with pytest.raises(WindowStillOpen):
        computed(loop)
    loop.later(days=1)
    computed(loop)


def test_a_smaller_effect_than_promised_is_partly_effective_and_goes_back(database: str) -> None:
    loop = Loop(after=("54", "53", "55", "54", "52", "54")).reach(S.OBSERVING)
    walk.judge(loop)
    assert loop.issue().verdict is Verdict.PARTLY
    assert loop.state() is S.NOT_EFFECTIVE


def test_a_figure_that_got_worse_is_found_worse(database: str) -> None:
    loop = Loop(after=("75", "74", "76", "75", "73", "75")).reach(S.OBSERVING)
    walk.judge(loop)
    assert loop.issue().verdict is Verdict.WORSE
    assert loop.state() is S.NOT_EFFECTIVE


def test_an_indicator_that_is_better_when_higher_improves_upwards(database: str) -> None:
    loop = Loop(after=("75", "74", "76", "75", "73", "75"), direction=Direction.HB).reach(S.OBSERVING)
    assert previewed(loop).target == Decimal("70.1666666667")
    walk.judge(loop)
    assert loop.issue().verdict is Verdict.EFFECTIVE


def test_a_rate_of_cases_is_judged_as_a_proportion(database: str) -> None:
    loop = Loop(
        after=(), numerator="lost_count", denominator="won_count + lost_count", measured=Measured.RATIO
    )
    with unit_of_work(an_actor()) as session:
        session.execute(delete(Reading))
        for month, (hits, cases) in {202505 + n: (6, 20) for n in range(1, 8)}.items():
            walk.readings(
                session, loop.indicator_id, loop.unit_id, month, ["0.3"], numerator=Decimal(hits),
                denominator=Decimal(cases),
            )  # fmt: skip
        walk.readings(
            session, loop.indicator_id, loop.unit_id, 202607, ["0.05"] * 6, numerator=Decimal(1),
            denominator=Decimal(20),
        )  # fmt: skip
        assert traits_of(session, loop.indicator_id).proportion
    loop.reach(S.CAUSE_ANALYSIS)
    walk.plan(loop)
    loop.act(
        "owner", preregister_effect, loop.issue_id,
        expected(loop, change_kind=ChangeKind.RELATIVE, expected_change=Decimal("0.5")), loop.now,
    )  # fmt: skip
    loop.step("owner", "propose_plan")
    for act in (walk.approve, walk.start, walk.implement, walk.accept, walk.judge):
        act(loop)
    filed = loop.issue().latest_verdict
    assert filed is not None
    assert (filed.method, filed.verdict) == (Method.NEWCOMBE, Verdict.EFFECTIVE)
    assert filed.planned == Decimal("0.15")
    assert (filed.n_before, filed.n_after) == (140, 120)
    assert filed.size == Decimal("0.25")


@pytest.mark.parametrize(
    ("numerator", "denominator", "measured"),
    [
        ("won_amount", "won_amount + lost_amount", Measured.RATIO),
        ("window(won_count, 12)", "window(won_count + lost_count, 12)", Measured.RATIO),
        ("won_count", "", Measured.COUNT),
        ("won_count", "lost_count", Measured.INDEX),
    ],
)
def test_ratios_of_amounts_and_rolling_rates_are_no_proportions_of_cases(
    database: str, numerator: str, denominator: str, measured: Measured
) -> None:
    with unit_of_work(an_actor()) as session:
        indicator = walk.an_indicator(session, numerator, denominator=denominator, measured=measured)
        assert not traits_of(session, indicator).proportion


def test_a_like_unit_without_the_measures_is_taken_off(database: str) -> None:
    loop = Loop()
    with unit_of_work(an_actor()) as session:
        control = a_unit(session).id
        fell_too = [str(Decimal(value) - 14) for value in SAME]
        walk.readings(session, loop.indicator_id, control, 202506, BEFORE)
        walk.readings(session, loop.indicator_id, control, 202607, fell_too)
    loop.reach(S.CAUSE_ANALYSIS)
    walk.plan(loop)
    wanted = expected(loop, control_unit_id=control)
    loop.act("owner", preregister_effect, loop.issue_id, wanted, loop.now)
    loop.step("owner", "propose_plan")
    for act in (walk.approve, walk.start, walk.implement, walk.accept, walk.judge):
        act(loop)
    filed = loop.issue().latest_verdict
    assert filed is not None
    assert filed.method is Method.DIFFERENCE_IN_DIFFERENCES
    assert filed.verdict is not Verdict.EFFECTIVE
    assert [row["value"] for row in filed.control_after] == fell_too


def test_facts_that_are_not_in_the_figures_yet_stop_the_verdict(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        mark_stale(session, [("sales_order", loop.unit_id, 202612)])
    with pytest.raises(FiguresOutdated):
        computed(loop)


def test_facts_after_the_window_and_of_other_tables_do_not_stop_it(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        mark_stale(session, [("sales_order", loop.unit_id, 202701), ("receipt", loop.unit_id, 202606)])
    computed(loop)


def test_a_changed_definition_that_is_not_computed_yet_stops_the_verdict(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        mark_stale(session, [(f"{INDICATOR_MARK}{loop.indicator_id}", loop.unit_id, 202601)])
    with pytest.raises(FiguresOutdated):
        computed(loop)


def test_readings_of_two_definitions_are_said_to_be_mixed(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        other = walk.a_version(session, loop.indicator_id, "order_net * 2")
        session.execute(update(Reading).where(Reading.period == 202608).values(version_id=other))
    said = [statement["text"] for statement in computed(loop).statements]
    assert "The readings compared were computed with {count} different definitions of the indicator." in said


def test_provisional_readings_do_not_count(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        session.execute(update(Reading).where(Reading.period > 202607).values(provisional=True))
    filed = computed(loop)
    assert filed.verdict is Verdict.NOT_ENOUGH_DATA
    assert [row["value"] for row in filed.after] == [BETTER[0], None, None, None, None, None]


def test_later_changes_of_readings_do_not_change_a_filed_verdict(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    with unit_of_work(an_actor()) as session:
        session.execute(update(Reading).values(value=Decimal(1)))
    issue = loop.issue()
    assert issue.latest_verdict is not None
    assert [row["value"] for row in issue.latest_verdict.before] == list(BEFORE)
    with unit_of_work(an_actor()) as session:
        issue = whole_issue(session, loop.issue_id)
        assert issue.latest_verdict is not None
        assert issue.plan is not None
        picture = filed_effect(session, issue.latest_verdict, issue.plan)
    assert [str(month.value) for month in picture.months] == [*BEFORE, *BETTER]
    assert picture.reached is not None
    assert round(picture.reached, 3) == Decimal("44.667")


def test_computing_again_files_another_verdict_with_the_same_seed(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    first, second = computed(loop), computed(loop)
    assert first.id != second.id
    assert (first.seed, first.size) == (second.seed, second.size)
    assert len(loop.issue().verdicts) == 2


def test_a_changed_promise_is_not_judged(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with unit_of_work(an_actor()) as session:
        session.execute(update(Issue).values(approved_hash="0" * 64))
    with pytest.raises(PlanChanged):
        computed(loop)


def test_the_picture_shows_how_it_goes_before_the_window_is_over(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    walk.plan(loop)
    early = previewed(loop)
    assert [str(month.value) for month in early.months] == list(BEFORE)
    assert early.baseline is not None
    assert early.target is not None
    assert abs(early.target - (early.baseline - 10)) < Decimal("1e-9")
    assert (early.window, early.review, early.ended) == (None, None, False)

    loop.step("owner", "propose_plan")
    for act in (walk.approve, walk.start, walk.implement, walk.accept):
        act(loop)
    loop.until_the_day_after(202609)
    half = previewed(loop)
    assert [(month.month, month.phase) for month in half.months][-5:] == [
        (202605, Phase.BEFORE), (202606, Phase.BETWEEN),
        (202607, Phase.AFTER), (202608, Phase.AFTER), (202609, Phase.AFTER),
    ]  # fmt: skip
    assert half.review is not None
    assert half.review.n_after == 3
    assert not half.ended
    assert loop.issue().verdicts == []
    loop.until_the_day_after(202612)
    assert previewed(loop).ended
    loop.now += timedelta(days=365)
    assert previewed(loop).months[-1].month == 202612
