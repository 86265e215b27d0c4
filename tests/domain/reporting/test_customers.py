"""Customers as they come, stay and go; one of them at a glance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Permission
from domain.credit.credit_limit import CreditLimit
from domain.receivables.promise import Promise
from domain.reporting.customers_life import customers_life
from domain.reporting.customers_one import customer_picture
from domain.reporting.customers_segments import Segment, scored_customers, segment_sizes
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.order import OrderStatus
from domain.sales.rfm import Rfm
from tests.domain.indicators.trading import invoice, order, pay, refreshed
from tests.domain.reporting.conftest import Company
from tests.factories import a_customer, a_unit, added, an_actor, numbers, the_root

TODAY = date(2026, 6, 15)
READER = an_actor(Permission.FACTS_READ, Permission.INDICATORS_READ)


def bought(session: Session, who: Customer, *days: str) -> None:
    for day in days:
        invoice(session, day, day, 100, customer_id=who.id)


def test_customers_are_new_retained_or_gone_by_the_years_they_bought_in(session: Session) -> None:
    new, kept, gone, back = (a_customer(session) for _ in range(4))
    bought(session, new, "2026-06-02")
    bought(session, kept, "2025-01-10", "2026-05-10")
    bought(session, gone, "2024-08-10", "2025-06-30")
    bought(session, back, "2023-01-10", "2026-06-10")
    now = customers_life(session, READER, [the_root(session).id], 202606)[-1]
    assert (now.buying, now.retained, now.gone, now.won) == (3, 1, 1, 1)
    assert now.month == 202606
    assert now.at_risk is None


def test_a_customer_counts_for_a_year_after_its_last_invoice(session: Session) -> None:
    bought(session, a_customer(session), "2025-06-15")
    months = customers_life(session, READER, [the_root(session).id], 202606, count=2)
    assert [(one.month, one.buying, one.gone) for one in months] == [(202605, 1, 0), (202606, 0, 1)]


def silent(session: Session, who: Customer, **facts: int | date | None) -> None:
    on = date(2026, 1, 1)
    added(
        session,
        CustomerLapse(
            customer_id=who.id, unit_id=who.unit_id, period=202601, last_on=on, median_days=Decimal(30),
            watch_on=on + timedelta(45), at_risk_on=on + timedelta(60), lost_on=on + timedelta(90),
            source="orders", source_ref=f"{who.id}", judged_from=202601, **facts,
        ),
    )  # fmt: skip


def test_silence_makes_a_customer_one_at_risk_then_a_lost_one(session: Session) -> None:
    silent(session, a_customer(session), at_risk_from=202603, at_risk_until=202604, lost_from=202604)
    silent(session, a_customer(session), at_risk_from=202604, at_risk_until=202605, lost_from=None)
    told = customers_life(session, READER, [the_root(session).id], 202605, count=3)
    assert [(one.at_risk, one.lost) for one in told] == [(1, 0), (1, 1), (0, 1)]


def test_customers_of_other_units_are_not_ours(session: Session) -> None:
    east = a_unit(session)
    bought(session, a_customer(session), "2026-06-02")
    assert customers_life(session, READER, [east.id], 202606)[-1].buying == 0


@given(st.builds(Rfm, *[st.integers(1, 5)] * 3))
def test_every_combination_of_scores_has_one_segment(score: Rfm) -> None:
    segment = Segment.of(score)
    if segment in (Segment.SLIPPING, Segment.ASLEEP):
        assert score.recency <= 2
    if segment in (Segment.CHAMPION, Segment.PROMISING):
        assert score.recency >= 4


@pytest.mark.parametrize(
    ("scores", "segment"),
    [((5, 5, 5), Segment.CHAMPION), ((5, 1, 5), Segment.PROMISING), ((4, 3, 2), Segment.LOYAL),
     ((3, 5, 1), Segment.LOYAL), ((3, 3, 3), Segment.OCCASIONAL), ((1, 2, 5), Segment.SLIPPING),
     ((2, 2, 2), Segment.ASLEEP)],
)  # fmt: skip
def test_segments_name_what_to_do_with_a_customer(scores: tuple[int, int, int], segment: Segment) -> None:
    assert Segment.of(Rfm(*scores)) is segment


def test_a_customer_that_orders_in_its_usual_rhythm_is_not_slipping_away() -> None:
    score = Rfm(1, 2, 5)
    assert Segment.of(score) is Segment.SLIPPING
    assert Segment.of(score, on_time=True) is Segment.OCCASIONAL
    assert Segment.of(Rfm(1, 4, 5), on_time=True) is Segment.LOYAL


def test_silence_beyond_the_usual_makes_a_good_customer_one_that_slips_away(session: Session) -> None:
    buyers = [a_customer(session) for _ in range(5)]
    for at, who in enumerate(buyers):
        order(session, f"2026-0{at + 1}-10", None, None, customer_id=who.id)
    silent(session, buyers[0], at_risk_from=202603, at_risk_until=None, lost_from=None)
    silent(
        session, buyers[1], at_risk_from=None, at_risk_until=None, lost_from=None, ended_on=date(2026, 2, 10)
    )
    found = scored_customers(session, READER, [the_root(session).id], 202606, TODAY)
    segments = {one.customer_id: one.segment for one in found}
    assert segments[buyers[0].id] is Segment.SLIPPING
    assert segments[buyers[1].id] is not Segment.SLIPPING


def test_segments_hold_every_customer_once_with_all_it_ordered(session: Session) -> None:
    for at in range(10):
        who = a_customer(session)
        for _ in range(at % 3 + 1):
            order(session, f"2026-0{at % 5 + 1}-10", None, None, customer_id=who.id)
    order(session, "2026-05-10", None, None, customer_id=who.id, status=OrderStatus.CANCELLED)
    order(session, "2024-06-30", None, None, customer_id=a_customer(session).id)
    scored = scored_customers(session, READER, [the_root(session).id], 202606, TODAY)
    sizes = segment_sizes(scored)
    assert [size.segment for size in sizes] == list(Segment)
    assert sum(size.customers for size in sizes) == 10
    assert sum(size.amount for size in sizes) == sum(100 * (at % 3 + 1) for at in range(10))


def test_fifths_of_a_handful_of_customers_say_nothing(session: Session) -> None:
    for _ in range(4):
        order(session, "2026-05-10", None, None, customer_id=a_customer(session).id)
    assert scored_customers(session, READER, [the_root(session).id], 202606, TODAY) == []


def test_one_customers_months_are_summed_as_its_indicators_are(session: Session, company: Company) -> None:
    picture = customer_picture(session, READER, company.buyer, TODAY)
    by_month = dict(zip(picture.months, picture.sums["net_sales"], strict=True))
    assert by_month[202604] == 600
    assert by_month[202606] == 0
    assert picture.last_year("net_sales") == 5 * 600
    assert picture.ageing.total == 3 * 600
    assert dict(zip(picture.months, picture.sums["receivables"], strict=True))[202606] == 3 * 600
    assert picture.average_days == Decimal("34.5")
    assert picture.silent is None


def test_the_average_days_to_pay_weigh_by_amount(session: Session, company: Company) -> None:
    who = a_customer(session)
    for days, amount in ((10, 300), (50, 100)):
        claim = invoice(session, "2026-03-01", "2026-03-31", amount, customer_id=who.id)
        pay(session, claim, (date(2026, 3, 1) + timedelta(days)).isoformat())
    refreshed(session, codes=("K01",))
    assert customer_picture(session, READER, who.id, TODAY).average_days == 20


def test_a_customer_out_of_sight_has_no_picture(session: Session) -> None:
    with pytest.raises(NotFound):
        customer_picture(session, READER, 4711, TODAY)


def test_the_limit_in_force_counts_with_approved_additions(session: Session, company: Company) -> None:
    def limit(amount: int, since: date, until: date | None, *, counts: bool = True) -> None:
        added(
            session,
            CreditLimit(
                customer_id=company.buyer, unit_id=company.south, amount=Decimal(amount), currency="CNY",
                valid_from=since, ends_on=until, counts=counts, period=202601, source="ERP",
                source_ref=f"{next(numbers)}",
            ),
        )  # fmt: skip

    assert customer_picture(session, READER, company.buyer, TODAY).limit_use is None
    limit(1000, date(2026, 1, 1), None)
    limit(500, date(2026, 6, 1), TODAY + timedelta(1))
    limit(900, date(2026, 6, 1), TODAY)
    limit(900, date(2026, 6, 1), None, counts=False)
    limit(900, TODAY + timedelta(1), None)
    picture = customer_picture(session, READER, company.buyer, TODAY)
    assert picture.limit == 1500
    assert picture.limit_use == Decimal("1.2")


def test_what_is_promised_for_a_day_to_come_is_told_less_what_came_in(
    session: Session, company: Company
) -> None:
    for deadline, amount, kept in (
        (TODAY, 100, 30),
        (TODAY + timedelta(9), 50, 0),
        (TODAY - timedelta(1), 7, 0),
    ):
        number = f"{next(numbers)}"
        added(
            session,
            Promise(
                number=number, source_ref=number, customer_id=company.buyer, unit_id=company.south,
                made_on=TODAY - timedelta(20), promised_on=deadline, deadline=deadline,
                amount=Decimal(amount), kept_amount=Decimal(kept), period=202606,
            ),
        )  # fmt: skip
    assert customer_picture(session, READER, company.buyer, TODAY).promised == 120
