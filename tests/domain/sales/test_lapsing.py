"""Customers who fall silent, by their own rhythm."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import CustomerLapse
from domain.intake.undo_batch import undo_batch
from domain.sales.purchase_rhythm import LOST, WATCH, LapseState, silences, state_of
from tests.factories import an_actor, the_root
from tests.imports import imported

START = date(2025, 1, 1)


def bought(*intervals: int) -> list[date]:
    days = [START]
    for interval in intervals:
        days.append(days[-1] + timedelta(days=interval))
    return days


def test_g24_silence_is_measured_by_the_median_of_the_customers_own_intervals() -> None:
    silence = list(silences(bought(30, 28, 35, 31, 29)))[-1]
    assert silence.median_days == 30
    assert silence.ended_on is None
    ratio = Decimal(75) / silence.median_days
    assert (ratio, state_of(ratio)) == (Decimal("2.5"), LapseState.AT_RISK)


@pytest.mark.parametrize(
    ("ratio", "state"),
    [
        ("1.49", "regular"),
        ("1.5", "watch"),
        ("1.99", "watch"),
        ("2", "at_risk"),
        ("3", "lost"),
        ("9", "lost"),
    ],
)
def test_g24_states_begin_at_their_limits(ratio: str, state: str) -> None:
    assert state_of(Decimal(ratio)).value == state


def test_g24_fewer_than_three_intervals_make_no_rhythm() -> None:
    assert list(silences(bought(30, 30))) == []
    assert len(list(silences(bought(30, 30, 30)))) == 1


def test_orders_of_one_day_are_one_day_of_buying() -> None:
    assert list(silences([START] * 9)) == []


def test_a_state_begins_on_the_first_whole_day_that_reaches_it() -> None:
    silence = next(silences(bought(5, 5, 5)))
    assert silence.reaches(WATCH) == silence.last_on + timedelta(days=8)
    assert silence.reaches(LOST) == silence.last_on + timedelta(days=15)


def test_a_later_order_changes_no_earlier_silence() -> None:
    short = list(silences(bought(10, 10, 10, 40)))
    assert list(silences(bought(10, 10, 10, 40, 90)))[: len(short) - 1] == short[:-1]


@pytest.fixture
def company(session: Session) -> Session:
    the_root(session)
    return session


def order(session: Session, days: list[date], **said: str) -> int:
    rows = [
        {"number": f"O{day}", "ordered_on": str(day), "customer": "C", "amount": "1"} | said for day in days
    ]
    batch, _ = imported(session, "order", rows)
    return batch.id


def lapses(session: Session) -> list[CustomerLapse]:
    session.expire_all()
    return list(session.scalars(select(CustomerLapse).order_by(CustomerLapse.last_on)))


def test_a_silence_that_lasts_passes_through_all_states(company: Session) -> None:
    order(company, bought(30, 30, 30))  # the last on 1 April
    (found,) = lapses(company)
    assert (str(found.watch_on), str(found.at_risk_on), str(found.lost_on)) == (
        "2025-05-16", "2025-05-31", "2025-06-30",
    )  # fmt: skip
    assert found.judged_from == 202504
    assert (found.watch_from, found.watch_until) == (202505, 202505)
    assert (found.at_risk_from, found.at_risk_until) == (202505, 202506)
    assert (found.lost_from, found.lost_until) == (202506, None)


def test_buying_again_ends_the_silence(company: Session) -> None:
    order(company, bought(30, 30, 30, 65))
    first, second = lapses(company)
    assert (first.at_risk_from, first.at_risk_until) == (202505, 202506)
    assert (first.lost_from, str(first.ended_on)) == (None, "2025-06-05")
    assert (second.judged_from, second.lost_until) == (None, None)


def test_cancelled_orders_are_no_sign_of_life_and_undoing_restores(company: Session) -> None:
    order(company, bought(30, 30, 30))
    before = [(one.last_on, one.lost_on) for one in lapses(company)]
    batch = order(company, [date(2025, 5, 1)])
    assert len(lapses(company)) == 2
    undo_batch(company, an_actor(), batch, now())
    assert [(one.last_on, one.lost_on) for one in lapses(company)] == before
    order(company, [date(2025, 5, 1)], status="cancelled")
    assert [(one.last_on, one.lost_on) for one in lapses(company)] == before
