"""A bonus from real figures: the person's collection and the team's attainment, with the way to both."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.indicators.indicator import Indicator
from domain.receivables.receipt import Allocation
from domain.reporting.bring_up_to_date import bring_up_to_date
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_scheme import BonusScheme, NotAShare
from domain.rewards.shipped_rewards import GATE, TEAM, TEAM_STEPS
from tests.domain.rewards.rewarded import TODAY, Rewarded
from tests.domain.rewards.test_later_lines import paid, sold
from tests.factories import added, an_actor
from tests.imports import imported

D = Decimal


@pytest.mark.furnished
def test_f10_from_readings_gate_and_team(session: Session, company: Rewarded) -> None:
    codes = {one.code: one.id for one in session.scalars(select(Indicator))}
    scheme = company.a_scheme(
        gate_indicator_id=codes[GATE], team_indicator_id=codes[TEAM], team_steps=TEAM_STEPS
    )
    day = date(2026, 2, 5)
    invoice = sold(session, company.ann, day=day)
    invoice.period = invoice.due_period = 202602
    paid(session, invoice, D("50850"), date(2026, 2, 20))
    session.scalars(select(Allocation)).one().due_period = 202602
    company.a_result(company.ann, "A")
    company.a_base(scheme, company.ann)
    target = {"metric": "收入", "unit": company.unit.code, "month": "2026-02", "amount": "90000"}
    imported(session, "target", [target | {"frozen_on": "2026-01-01"}])
    bring_up_to_date(session, an_actor(), TODAY, (GATE, TEAM))
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    line = session.scalars(select(BonusLine)).one()
    assert D(line.inputs["collection"]["value"]) == D("0.45")
    assert line.inputs["collection"]["version_id"]
    assert line.inputs["team"]["denominator"] == "90000"
    # 10,000 x 1.2 x 1.1 (111 % of the target) x min(1, 45 % / 90 %), of which 20 % wait
    assert (line.earned, line.amount) == (D(6_600), D(5_280))


@pytest.mark.furnished
def test_only_a_ratio_can_gate_a_bonus(session: Session) -> None:
    found = session.scalars(select(Indicator).where(Indicator.code == "K01")).one()
    scheme = BonusScheme(code="X", name_zh="某", name_en="X", gate_indicator_id=found.id)
    added(session, scheme)
    with pytest.raises(NotAShare):
        scheme.check()
