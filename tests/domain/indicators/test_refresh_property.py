"""Whatever happens in whatever order: refreshing step by step ends where a full refresh ends."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from domain.sales.opportunity import Outcome
from tests.domain.indicators.trading import (
    all_readings,
    credit,
    deal,
    install,
    invoice,
    order,
    pay,
    refreshed,
)
from tests.factories import a_customer, a_unit

START = date(2025, 1, 1)
day = st.integers(0, 400)
small = st.integers(0, 3)
HAPPENING = st.one_of(
    st.tuples(st.just("invoice"), day, st.integers(0, 90), small, small, st.integers(1, 500)),
    st.tuples(st.just("pay"), st.integers(0, 20), st.integers(0, 200), st.integers(1, 500)),
    st.tuples(st.just("credit"), st.integers(0, 20), st.integers(0, 60), st.integers(1, 100)),
    st.tuples(st.just("correct"), st.integers(0, 20), st.integers(1, 500)),
    st.tuples(st.just("dispute"), st.integers(0, 20)),
    st.tuples(st.just("deal"), day, small, st.booleans(), st.integers(0, 90)),
    st.tuples(st.just("order"), day, small, st.integers(0, 40)),
    st.tuples(st.just("join"), small, st.sampled_from(["", "A", "B"])),
    st.tuples(st.just("move"), small, small),
)
ROUNDS = st.lists(
    st.tuples(st.lists(HAPPENING, min_size=1, max_size=3), st.integers(0, 40)), min_size=3, max_size=5
)
"""What happens, and how many days pass, before the next refresh."""


@dataclass
class Company:
    """A company in which things happen."""

    session: Session
    today: date = START + timedelta(days=300)
    claims: list[Invoice] = field(default_factory=list)

    def __post_init__(self) -> None:
        install(self.session)
        self.units = [a_unit(self.session) for _ in range(2)]
        self.units += [a_unit(self.session, parent_id=self.units[0].id) for _ in range(2)]
        self.customers = [a_customer(self.session).id for _ in range(4)]
        for unit in range(4):
            for month in range(0, 10, unit + 3):
                self.invoice(30 * month, 30, unit, month % 4, 100 + month)
                self.pay(len(self.claims) - 1, 25 + unit * 10, 80)
            self.deal(60 + unit, unit, unit > 1, 20)
            self.order(90 + unit, unit, 18 + unit)
        self.refresh(0)

    def invoice(self, on: int, term: int, unit: int, customer: int, amount: int) -> None:
        issued = START + timedelta(days=on)
        due = (issued + timedelta(days=term)).isoformat() if term < 85 else None
        where = {"unit_id": self.units[unit].id, "customer_id": self.customers[customer]}
        self.claims.append(invoice(self.session, issued.isoformat(), due, amount, **where))

    def pay(self, which: int, after: int, amount: int) -> None:
        if self.claims:
            claim = self.claims[which % len(self.claims)]
            pay(self.session, claim, (claim.issued_on + timedelta(days=after)).isoformat(), amount)

    def credit(self, which: int, after: int, amount: int) -> None:
        if self.claims:
            claim = self.claims[which % len(self.claims)]
            credit(self.session, claim, (claim.issued_on + timedelta(days=after)).isoformat(), amount)

    def correct(self, which: int, amount: int) -> None:
        if self.claims:
            claim = self.claims[which % len(self.claims)]
            claim.amount = claim.net = Decimal(amount)

    def dispute(self, which: int) -> None:
        if self.claims:
            claim = self.claims[which % len(self.claims)]
            claim.disputed = not claim.disputed

    def deal(self, on: int, unit: int, won: bool, days: int) -> None:
        closed = (START + timedelta(days=on)).isoformat()
        outcome = Outcome.WON if won else Outcome.LOST
        deal(self.session, closed, outcome, days or None, unit_id=self.units[unit].id)

    def order(self, on: int, unit: int, takes: int) -> None:
        placed = START + timedelta(days=on)
        shipped = (placed + timedelta(days=takes)).isoformat() if takes else None
        promised = (placed + timedelta(days=20)).isoformat()
        order(self.session, placed.isoformat(), promised, shipped, unit_id=self.units[unit].id)

    def join(self, customer: int, group: str) -> None:
        self.session.execute(
            update(Customer).where(Customer.id == self.customers[customer]).values(group_code=group)
        )

    def move(self, unit: int, below: int) -> None:
        if unit >= 2 > below:
            self.units[unit].parent_id = self.units[below].id

    def refresh(self, later: int) -> None:
        self.today += timedelta(days=later)
        refreshed(self.session, today=self.today)


@pytest.mark.sqlite_only  # the engine's own arithmetic; what databases do differently is tested elsewhere
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # making a failure small would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rounds=ROUNDS)
def test_step_by_step_ends_where_a_full_refresh_ends(
    session: Session, rounds: list[tuple[list[tuple[Any, ...]], int]]
) -> None:
    with session.begin_nested() as attempt:
        company = Company(session)
        for happenings, days in rounds:
            for name, *arguments in happenings:
                getattr(company, name)(*arguments)
            company.refresh(days)
        stepwise = all_readings(session)
        refreshed(session, today=company.today, full=True)
        assert all_readings(session) == stepwise
        attempt.rollback()
    session.expunge_all()
