"""Refreshing: as much as needed, as little as possible, and nothing stops the rest."""

import gc
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.core.stale_figures import StaleFigure, mark_stale
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import INDICATOR_MARK, IndicatorVersion
from domain.indicators.reading import Reading, RefreshRun
from domain.indicators.refresh import PartialSight, refresh
from domain.indicators.status import Status
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from domain.sales.opportunity import Outcome
from tests.domain.indicators.trading import (
    TODAY,
    all_readings,
    deal,
    figures,
    invoice,
    pay,
    reading_of,
    refreshed,
    shown,
)
from tests.factories import a_customer, a_unit, an_actor, the_root
from tests.statements import counted

pytestmark = pytest.mark.furnished


def test_a_second_refresh_without_news_computes_and_writes_nothing(session: Session) -> None:
    pay(session, invoice(session, "2026-01-05", "2026-02-10", 100), "2026-02-10")
    refreshed(session)
    again = refreshed(session)
    assert (again.tables, again.indicators, again.parts_written, again.readings_written) == ((), (), 0, 0)


def test_an_import_is_summed_again_only_where_it_touched(session: Session) -> None:
    one, other = a_unit(session), a_unit(session)
    for unit in (one, other):
        for month in (1, 2, 3):
            invoice(session, f"2026-{month:02}-05", f"2026-{month:02}-25", 100, unit_id=unit.id)
    deal(session, "2026-01-20", Outcome.WON)
    refreshed(session)
    first_run = session.scalars(select(func.max(RefreshRun.id))).one()
    invoice(session, "2026-02-06", "2026-02-26", 50, unit_id=one.id)
    done = refreshed(session)
    assert done.tables == ("allocation", "invoice")  # settlements follow what their invoices say
    assert "K06" not in done.indicators
    rewritten = {
        (row.unit_id, row.period)
        for row in session.execute(select(Reading.unit_id, Reading.period).where(Reading.run_id > first_run))
    }
    assert {unit for unit, _ in rewritten} == {one.id, the_root(session).id}
    assert min(period for _, period in rewritten) == 202602


def test_a_reading_that_did_not_change_keeps_its_run(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    invoice(session, "2026-02-05", "2026-02-25", 100)
    before = refreshed(session).run_id
    invoice(session, "2026-02-06", "2026-02-25", 100)
    after = refreshed(session).run_id
    assert reading_of(session, "K01", "2026-01").run_id == before
    assert reading_of(session, "K01", "2026-02").run_id == after


def test_a_late_receipt_changes_every_balance_after_it(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-01-25", 100)
    invoice(session, "2026-04-05", "2026-05-25", 10)
    refreshed(session)
    pay(session, claim, "2026-02-10", 60)
    refreshed(session)
    owed = {month: shown(reading_of(session, "K30", f"2026-{month:02}").numerator) for month in (1, 2, 3, 4)}
    assert owed == {1: "100", 2: "40", 3: "40", 4: "50"}


def test_marks_that_arrive_during_a_refresh_are_left_for_the_next(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    session.flush()

    late = [("invoice", the_root(session).id, 202603)]

    def interfere(*_: Any) -> None:
        if late:
            mark_stale(session, [late.pop()])

    event.listen(RefreshRun, "after_insert", interfere)
    try:
        refreshed(session)
    finally:
        event.remove(RefreshRun, "after_insert", interfere)
    assert [(m.fact, m.period) for m in session.scalars(select(StaleFigure))] == [("invoice", 202603)]


def test_one_indicator_alone_leaves_the_marks_for_the_others(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    done = refreshed(session, codes=["K30"])
    assert done.indicators == ("K30",)
    assert not session.scalars(select(Reading).join(Indicator).where(Indicator.code == "K01")).all()
    refreshed(session)
    assert shown(reading_of(session, "K01", "2026-01").value) == "100"


def test_each_fact_table_is_read_once_however_many_indicators_need_it(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    session.flush()
    with counted() as sent:
        done = refreshed(session)
    reads = [statement for statement in sent if statement.startswith("SELECT invoice.")]
    assert len([code for code in done.indicators if code[0] in "KRX"]) > 20
    assert len(reads) == 2  # all measures at once, and those that are kept by customer


def test_one_broken_indicator_does_not_stop_the_others(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    broken = session.scalars(select(Indicator).where(Indicator.code == "K32")).one()
    session.execute(
        update(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == broken.id)
        .values(numerator="collected + gone_measure")
    )
    session.expire_all()
    done = refreshed(session)
    assert list(done.errors) == ["K32"]
    found = reading_of(session, "K32", "2026-01")
    assert (found.value, found.status) == (None, Status.NO_DATA)
    assert found.statement is not None
    assert "gone_measure" in str(found.statement.facts["problem"])
    assert shown(reading_of(session, "K01", "2026-01").value) == "100"
    run = session.get_one(RefreshRun, done.run_id)
    assert [error["code"] for error in run.errors] == ["K32"]


def test_a_figure_too_large_to_compute_is_reported_and_the_rest_goes_on(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 90000000000)
    squares = session.scalars(select(Indicator).where(Indicator.code == "R08")).one()
    session.execute(
        update(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == squares.id)
        .values(numerator="sum_squares(receivables) * sum_squares(receivables)", denominator="")
    )
    session.expire_all()
    done = refreshed(session)
    assert list(done.errors) == ["R08"]
    assert shown(reading_of(session, "K01", "2026-01").value) == "90000000000"


def test_facts_that_are_taken_back_take_their_readings_along(session: Session) -> None:
    unit = a_unit(session)
    invoice(session, "2026-01-05", "2026-01-25", 100)
    undone = invoice(session, "2026-03-05", "2026-03-25", 100, unit_id=unit.id)
    refreshed(session)
    session.delete(undone)
    session.flush()
    refreshed(session)
    left = {row.period for row in session.scalars(select(Reading).where(Reading.unit_id == unit.id))}
    assert left == set()
    assert max(session.scalars(select(Reading.period)), default=0) == 202603  # the quarter of January


def test_a_unit_that_moves_takes_its_figures_to_the_new_superior(session: Session) -> None:
    one, other = a_unit(session), a_unit(session)
    branch = a_unit(session, parent_id=one.id)
    for unit in (one, other, branch):
        invoice(session, "2026-01-05", "2026-01-25", 100, unit_id=unit.id)
    refreshed(session)
    branch.parent_id = other.id
    refreshed(session)
    values = [shown(reading_of(session, "K01", "2026-01", unit.id).value) for unit in (one, other)]
    assert values == ["100", "200"]


def test_a_customer_that_joins_a_group_changes_concentration(session: Session) -> None:
    customers = [a_customer(session).id for _ in range(2)]
    for customer in customers:
        invoice(session, "2026-01-05", "2026-03-25", 100, customer_id=customer)
    refreshed(session)
    session.execute(update(Customer).where(Customer.id.in_(customers)).values(group_code="G"))
    refreshed(session)
    assert shown(reading_of(session, "R07", "2026-01").value) == "1"


def test_when_records_go_on_other_units_get_the_new_months_too(session: Session) -> None:
    quiet = a_unit(session)
    invoice(session, "2026-01-05", "2026-03-25", 100, unit_id=quiet.id)
    refreshed(session)
    invoice(session, "2026-03-05", "2026-04-25", 100)
    refreshed(session)
    assert shown(reading_of(session, "K01", "2026-03", quiet.id).value) == "0"


def test_a_month_that_ends_is_no_longer_provisional_though_nothing_was_imported(session: Session) -> None:
    invoice(session, "2026-06-05", "2026-06-20", 100)
    refreshed(session, today=TODAY)
    found = reading_of(session, "K36", "2026-06")
    assert (found.provisional, found.as_of, shown(found.numerator)) == (True, TODAY, "0")
    refreshed(session, today=date(2026, 7, 1))
    found = reading_of(session, "K36", "2026-06")
    assert (found.provisional, found.as_of, shown(found.numerator)) == (False, date(2026, 6, 30), "100")


def test_facts_dated_in_the_future_wait_for_their_month(session: Session) -> None:
    invoice(session, "2026-06-05", "2026-07-20", 100)
    invoice(session, "2026-08-05", "2026-09-20", 100)
    refreshed(session, today=TODAY)
    assert max(session.scalars(select(Reading.period))) == 202606
    refreshed(session, today=date(2026, 8, 10))
    assert shown(reading_of(session, "K01", "2026-08").value) == "100"


def test_somebody_who_sees_some_units_only_cannot_refresh_for_the_company(session: Session) -> None:
    limited = an_actor(Permission.INDICATORS_REFRESH, units=frozenset({the_root(session).id}))
    with pytest.raises(PartialSight):
        refresh(session, limited, TODAY)


def test_a_full_refresh_finds_what_left_no_mark(session: Session) -> None:
    claim = invoice(session, "2026-01-05", "2026-01-25", 100)
    refreshed(session)
    session.execute(update(Invoice).where(Invoice.id == claim.id).values(net=Decimal(70)))
    refreshed(session)
    assert shown(reading_of(session, "K01", "2026-01").value) == "100"
    refreshed(session, full=True)
    assert shown(reading_of(session, "K01", "2026-01").value) == "70"


def test_readings_equal_figures_computed_on_the_spot(session: Session) -> None:
    unit = a_unit(session)
    for month in range(1, 6):
        claim = invoice(session, f"2026-{month:02}-05", f"2026-{month:02}-25", 100 + month, unit_id=unit.id)
        pay(session, claim, f"2026-{month:02}-28", 50)
    refreshed(session)
    for code in ("K30", "K31", "K34", "R06", "R08"):
        for period, figure in figures(session, code, unit_id=unit.id).items():
            kept = reading_of(session, code, period, unit.id)
            assert (kept.value, kept.status, kept.rows) == (figure.value, figure.status, figure.rows)


def test_a_new_definition_is_computed_from_its_month_on(session: Session) -> None:
    invoice(session, "2026-01-05", "2026-01-25", 100)
    invoice(session, "2026-02-05", "2026-02-25", 100)
    refreshed(session)
    before = all_readings(session)
    indicator = session.scalars(select(Indicator).where(Indicator.code == "K01")).one()
    mark_stale(session, [(f"{INDICATOR_MARK}{indicator.id}", the_root(session).id, 202602)])
    done = refreshed(session)
    assert done.indicators == ("K01",)
    assert all_readings(session) == before


def test_an_unfinished_month_is_computed_anew_on_another_day_only(session: Session) -> None:
    invoice(session, "2026-06-05", "2026-06-25", 100)
    refreshed(session)
    assert refreshed(session).indicators == ()
    tomorrow = TODAY + timedelta(days=1)
    assert "K30" in refreshed(session, tomorrow).indicators
    assert reading_of(session, "K30", "2026-06").as_of == tomorrow


def test_a_refresh_leaves_the_search_for_cycles_as_it_was(session: Session) -> None:
    assert gc.isenabled()
    with pytest.raises(PartialSight):
        refresh(session, an_actor(Permission.INDICATORS_REFRESH, units=frozenset()), TODAY)
    assert gc.isenabled()
