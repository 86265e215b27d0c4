"""The demo company is believable, repeatable, and what is planted in it can be seen."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access.first_start import first_start
from domain.core.permission import machine
from domain.demo.business import trade
from domain.demo.load import NotEmpty, load_demo
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from domain.intake.batch import ImportBatch
from domain.organisation.unit import Unit

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
TODAY = date(2026, 11, 26)


def test_the_same_seed_and_day_give_the_same_company() -> None:
    assert trade(TODAY, 6, seed=7) == trade(TODAY, 6, seed=7)
    assert trade(TODAY, 6, seed=7) != trade(TODAY, 6, seed=8)


def test_nothing_happens_after_today() -> None:
    dates = {
        text
        for rows in trade(TODAY, 12, seed=7).values()
        for row in rows
        for field, text in row.items()
        if field.endswith("_on") and field not in ("promised_on", "due_on") and text
    }
    assert max(dates) <= TODAY.isoformat()


@pytest.fixture
def demo(session: Session) -> Session:
    first_start(session, "公司", "Company")
    load_demo(session, machine("demo"), NOW, years=2)
    return session


@pytest.mark.sqlite_only  # what the databases may differ in, the areas' own tests cover
def test_every_row_of_the_demo_is_accepted_and_the_planted_slowdown_is_seen(demo: Session) -> None:
    assert demo.scalar(select(func.sum(ImportBatch.rejected))) == 0
    figures = {
        (unit, period): (value, status)
        for unit, period, value, status in demo.execute(
            select(Unit.code, Reading.period, Reading.value, Reading.status)
            .join(Reading, Reading.unit_id == Unit.id)
            .join(Indicator, Indicator.id == Reading.indicator_id)
            .where(Indicator.code == "K30", Unit.code.in_(("SOUTH", "NORTH")), Reading.grain == "month")
        )
    }
    before, after = figures["SOUTH", 202601][0], figures["SOUTH", 202610][0]
    elsewhere = figures["NORTH", 202610][0]
    assert before
    assert after
    assert elsewhere
    assert after > before * Decimal("1.2")
    assert after > elsewhere
    assert figures["SOUTH", 202610][1] is Status.RED


@pytest.mark.sqlite_only
def test_the_demo_never_mixes_with_real_records(demo: Session) -> None:
    with pytest.raises(NotEmpty):
        load_demo(demo, machine("demo"), NOW)
