"""Warnings that think: given, renewed, ended and put away; kept beside alerts, never instead of them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted, ReasonNeeded
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.reading import Reading, RefreshRun
from domain.indicators.refresh import PartialSight
from domain.indicators.status import Direction, Status, rate
from domain.indicators.warnings.answer_notice import dismiss_notice, judge_notice
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind, NoticeState, NotYourNotice
from domain.indicators.warnings.notice_questions import given_notices, notices_for, outlook_of
from domain.indicators.warnings.outlook import Outlook
from domain.indicators.warnings.think import ThinkSummary, think
from domain.indicators.warnings.watched import due, in_a_row, watched
from tests.domain.indicators.trading import MACHINE
from tests.factories import a_person, a_unit, added, an_actor, the_root

TODAY = date(2026, 6, 15)
NOW = datetime.fromisoformat("2026-06-15T09:00:00+08:00")
LAST = Period(Grain.MONTH, 2026, 5)
CALM = [10, 12, 11, 13, 12, 14, 11, 12, 10, 13, 12, 11, 12, 13]
CLIMBING = [20 + at + (at % 2) * 0.4 for at in range(24)]
"""Two points a month towards the limit of 45, at 43.4 by now."""


@pytest.fixture
def indicator(session: Session) -> Indicator:
    the_root(session)
    return added(
        session,
        Indicator(
            code="T01", kind="KRI", name_zh="试", name_en="Trial", measured=Measured.DAYS,
            direction=Direction.LB, grain=Grain.MONTH, owner_role="credit",
        ),
    )  # fmt: skip


def readings(
    session: Session, indicator: Indicator, values: Sequence[float | None], last: Period = LAST,
    amber: int = 45, red: int = 60, unit: int | None = None,
) -> None:  # fmt: skip
    """One reading a month, the last one for `last`; the thresholds stay the same."""
    run = added(session, RefreshRun(by="test", full=True, tables=[]))
    for back, value in enumerate(reversed(values)):
        exact = None if value is None else Decimal(f"{value:.4f}")
        session.add(
            Reading(
                indicator_id=indicator.id, run_id=run.id, grain=Grain.MONTH, period=last.previous(back).key,
                unit_id=unit or the_root(session).id, value=exact, rows=30,
                status=rate(exact, indicator.direction, Decimal(amber), Decimal(red)),
                amber=Decimal(amber), red=Decimal(red), as_of=last.last_day, provisional=False,
                computed_at=NOW,
            )
        )  # fmt: skip
    session.flush()


def thought(session: Session, today: date = TODAY, now: datetime = NOW) -> ThinkSummary:
    return think(session, MACHINE, today, now)


def notices(session: Session) -> dict[NoticeKind, AdvanceNotice]:
    query = given_notices().execution_options(populate_existing=True)
    return {notice.kind: notice for notice in session.scalars(query)}


def the_outlook(session: Session, indicator: Indicator) -> Outlook:
    found = outlook_of(session, indicator.id, the_root(session).id)
    assert found is not None
    return found


def test_a_figure_that_climbs_to_its_limit_is_announced_before_it_crosses(
    session: Session, indicator: Indicator
) -> None:
    readings(session, indicator, CLIMBING)
    thought(session)
    notice = notices(session)[NoticeKind.BREACH_LIKELY]
    assert notice.level is Level.AMBER
    assert (notice.cause_period, notice.owner_role) == (202605, "credit")
    assert notice.breach_in is not None
    assert LAST < notice.breach_in <= LAST.later(3)
    assert (notice.probability or 0) >= Decimal("0.6")
    assert 1 <= len(notice.said) <= 3
    assert session.scalar(select(func.count(Alert.id))) == 0


def test_the_outlook_holds_forecast_accuracy_and_what_it_was_made_of(
    session: Session, indicator: Indicator
) -> None:
    readings(session, indicator, CLIMBING)
    thought(session)
    kept = the_outlook(session, indicator)
    expected = list(kept.expected)
    assert [one.period for one in expected] == [LAST.later(step) for step in (1, 2, 3)]
    for one in expected:
        assert one.interval80 is not None
        assert one.interval95 is not None
        assert one.interval95[0] < one.interval80[0] < one.centre < one.interval80[1] < one.interval95[1]
    assert kept.wmape is not None
    assert kept.naive_wmape is not None
    assert kept.wmape <= kept.naive_wmape
    assert (kept.points, kept.last_period, kept.made_on) == (24, 202605, TODAY)
    assert kept.run_id is None  # no whole refresh has taken place
    assert kept.breach_level is Level.AMBER


def test_a_calm_figure_far_from_its_limits_gives_no_notice(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM)
    assert thought(session) == ThinkSummary(looked=1, made=1)
    assert notices(session) == {}
    assert the_outlook(session, indicator).breach_level is None


def test_when_a_rare_event_comes_next_is_not_announced(session: Session, indicator: Indicator) -> None:
    once_a_year = [80 + at % 7 if at % 12 == 0 else 0 for at in range(1, 47)]
    readings(session, indicator, once_a_year)
    thought(session)
    assert NoticeKind.BREACH_LIKELY not in notices(session)


def test_a_jump_beyond_the_natural_limits_is_told_though_no_threshold_is_near(
    session: Session, indicator: Indicator
) -> None:
    readings(session, indicator, [*CALM, 30])
    thought(session)
    given = notices(session)
    assert NoticeKind.LIMIT in given
    assert "natural limits" in given[NoticeKind.LIMIT].said[0].text
    assert [one.rule for one in the_outlook(session, indicator).signalled][-1] == 1


def test_a_jump_to_the_good_side_is_no_limit_notice(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, [*CALM, 1])
    thought(session)
    assert NoticeKind.LIMIT not in notices(session)


def test_a_red_figure_gets_no_limit_notice_beside_its_alert(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, [*CALM, 80])
    thought(session)
    assert not {NoticeKind.LIMIT, NoticeKind.BREACH_LIKELY} & notices(session).keys()


def test_a_value_against_its_season_is_an_anomaly(session: Session, indicator: Indicator) -> None:
    seasonal = [20 + 10 * math.sin(at * math.tau / 12) + (at * 7 % 5) * 0.2 for at in range(47)]
    readings(session, indicator, [*seasonal, seasonal[-12] + 14])
    thought(session)
    notice = notices(session)[NoticeKind.ANOMALY]
    assert "robust score" in notice.said[0].text
    assert abs(the_outlook(session, indicator).unusual[LAST]) > Decimal("3.5")


def test_a_series_that_did_not_change_is_not_looked_at_again(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM)
    assert thought(session).made == 1
    assert thought(session) == ThinkSummary()


def test_readings_written_again_with_the_same_values_cost_no_new_forecast(
    session: Session, indicator: Indicator
) -> None:
    readings(session, indicator, CALM)
    thought(session)
    later = NOW.replace(hour=23)
    for reading in session.scalars(select(Reading)):
        reading.computed_at = later
    assert len(due(session)) == 1
    assert thought(session, now=later.replace(minute=1)) == ThinkSummary(looked=1)
    assert due(session) == []


def test_a_new_month_is_thought_about(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM, last=LAST.previous())
    thought(session)
    readings(session, indicator, [12])
    assert thought(session).made == 1
    assert the_outlook(session, indicator).last_period == LAST.key


def test_a_run_is_bounded_and_says_what_is_left(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM)
    for _ in range(2):
        readings(session, indicator, CALM, unit=a_unit(session).id)
    assert think(session, MACHINE, TODAY, NOW, most=2) == ThinkSummary(looked=2, made=2, left=1)
    assert think(session, MACHINE, TODAY, NOW, most=2) == ThinkSummary(looked=1, made=1)


def test_nothing_is_said_below_twelve_readings_in_a_row(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM[:11])
    assert due(session) == []
    readings(session, indicator, [5, 6, 7, None], last=LAST.previous(11))
    assert thought(session) == ThinkSummary(looked=1)
    assert outlook_of(session, indicator.id, the_root(session).id) is None


def test_only_the_periods_after_the_last_gap_count(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, [99, None, *CALM])
    (one,) = watched(session, [(indicator.id, the_root(session).id)])
    assert [known.value for known in one.known] == CALM
    assert in_a_row(()) == ()


def test_figures_of_long_ago_warn_of_nothing(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, [*CALM, 30], last=LAST.previous(6))
    assert thought(session).made == 1
    assert notices(session) == {}


def test_a_notice_ends_by_itself_when_its_cause_is_gone(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, [*CALM, 30], last=LAST.previous())
    thought(session)
    (notice,) = [one for kind, one in notices(session).items() if kind is NoticeKind.LIMIT]
    readings(session, indicator, [12])
    assert thought(session).ended >= 1
    assert (notice.state, notice.counts, notice.came_true) == (NoticeState.ENDED, None, None)


def test_a_forecast_that_came_true_is_kept_as_such(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CLIMBING, last=LAST.previous())
    thought(session)
    notice = notices(session)[NoticeKind.BREACH_LIKELY]
    readings(session, indicator, [46])
    thought(session)
    assert (notice.state, notice.came_true) == (NoticeState.ENDED, True)


def test_a_forecast_that_did_not_come_true_is_kept_as_such(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CLIMBING, last=LAST.previous())
    thought(session)
    notice = notices(session)[NoticeKind.BREACH_LIKELY]
    readings(session, indicator, [15])
    thought(session)
    assert (notice.state, notice.came_true) == (NoticeState.ENDED, False)


def test_of_each_kind_there_is_one_at_a_time(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CLIMBING)
    thought(session)
    given = notices(session)[NoticeKind.BREACH_LIKELY]
    session.add(
        AdvanceNotice(
            indicator_id=given.indicator_id, unit_id=given.unit_id, kind=given.kind, grain=given.grain,
            cause_period=202604, model_version="x", made_on=TODAY, state_since=NOW,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()


def acting(session: Session, role: str, *permissions: Permission) -> Actor:
    one = an_actor(*permissions)
    return replace(
        one, person_id=a_person(session).id, grants=tuple(replace(grant, role=role) for grant in one.grants)
    )


@pytest.fixture
def given(session: Session, indicator: Indicator) -> AdvanceNotice:
    readings(session, indicator, CLIMBING)
    thought(session)
    return notices(session)[NoticeKind.BREACH_LIKELY]


def test_its_owner_puts_a_notice_away_with_a_reason(session: Session, given: AdvanceNotice) -> None:
    owner = acting(session, "credit", Permission.ALERTS_ACKNOWLEDGE)
    with pytest.raises(ReasonNeeded):
        dismiss_notice(owner, given, " ", NOW)
    dismiss_notice(owner, given, "季节性备货", NOW)
    assert (given.state, given.remark) == (NoticeState.DISMISSED, "季节性备货")
    (line,) = [line for line in session.info["journal"] if line["action"] == "dismiss"]
    assert (line["entity"], line["reason"]) == ("AdvanceNotice", "季节性备货")


def test_nobody_else_puts_it_away(session: Session, given: AdvanceNotice) -> None:
    with pytest.raises(NotYourNotice):
        dismiss_notice(acting(session, "sales", Permission.ALERTS_ACKNOWLEDGE), given, "why", NOW)
    with pytest.raises(NotPermitted):
        dismiss_notice(acting(session, "credit", Permission.ALERTS_READ), given, "why", NOW)


def test_a_notice_put_away_stays_away_for_as_far_as_it_looked(
    session: Session, indicator: Indicator, given: AdvanceNotice
) -> None:
    dismiss_notice(acting(session, "credit", Permission.ALERTS_ACKNOWLEDGE), given, "known", NOW)
    readings(session, indicator, [44], last=LAST.later())
    thought(session, date(2026, 7, 15))
    assert NoticeKind.BREACH_LIKELY not in notices(session)
    for month, value in ((2, 44.2), (3, 44.5)):
        readings(session, indicator, [value], last=LAST.later(month))
    thought(session, date(2026, 9, 15))
    assert NoticeKind.BREACH_LIKELY in notices(session)


def test_readers_say_whether_it_was_useful(session: Session, given: AdvanceNotice) -> None:
    reader = acting(session, "sales", Permission.ALERTS_ACKNOWLEDGE)
    judge_notice(session, reader, given, False)
    judge_notice(session, reader, given, True)
    assert (given.useful, given.judged_by_id) == (True, reader.person_id)
    with pytest.raises(NotPermitted):
        judge_notice(session, acting(session, "sales", Permission.ALERTS_READ), given, True)


def test_the_desk_counts_notices_on_figures_one_answers_for(session: Session, given: AdvanceNotice) -> None:
    assert given.owner_role == "credit"
    count = len(notices(session))
    assert notices_for(session, acting(session, "credit", Permission.ALERTS_READ)) == count >= 1
    assert notices_for(session, acting(session, "sales", Permission.ALERTS_READ)) == 0


def test_only_who_sees_the_whole_company_thinks_for_it(session: Session, indicator: Indicator) -> None:
    readings(session, indicator, CALM)
    with pytest.raises(NotPermitted):
        think(session, an_actor(Permission.INDICATORS_READ), TODAY, NOW)
    narrow = an_actor(Permission.INDICATORS_REFRESH)
    unit = frozenset({the_root(session).id})
    narrow = replace(narrow, grants=tuple(replace(grant, units=unit) for grant in narrow.grants))
    with pytest.raises(PartialSight):
        think(session, narrow, TODAY, NOW)


def test_the_status_of_a_period_without_a_value_is_no_data() -> None:
    assert rate(None, Direction.LB, Decimal(1), Decimal(2)) is Status.NO_DATA
