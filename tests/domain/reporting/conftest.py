"""A company with two selling units and half a year of invoices."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from domain.access.shipped_roles import install_roles
from tests.domain.indicators.trading import invoice, pay, refreshed
from tests.factories import a_customer, a_person, a_unit, the_root

CODES = ("K01", "K30", "K33", "K36", "X05")
"""Enough for the questions asked here, and quick."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks for the company finds it founded."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"session", "company"} <= asked and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.furnished)


@dataclass(frozen=True)
class Company:
    """Ids of what the tests talk about."""

    root: int
    east: int
    south: int
    shanghai: int
    idle: int
    seller: int
    rare: int
    buyer: int


@pytest.fixture
def company(session: Session) -> Company:
    """East pays on time, the South pays ever later; one seller has many invoices, the other two."""
    install_roles(session)
    root = the_root(session)
    east, south = a_unit(session, name_en="East"), a_unit(session, name_en="South")
    shanghai = a_unit(session, name_en="Shanghai", parent_id=east.id)
    idle = a_unit(session, name_en="Human resources")
    seller, rare = a_person(session, unit_id=south.id), a_person(session, unit_id=south.id)
    buyer = a_customer(session, name="甲公司", name_en="Acme", unit_id=south.id)
    for month in range(1, 6):
        who = {"salesperson_id": seller.id, "customer_id": buyer.id, "unit_id": south.id}
        for _ in range(6):
            claim = invoice(session, f"2026-{month:02}-05", f"2026-{month:02}-25", 100, **who)
            if month <= 2:
                pay(session, claim, f"2026-{month + 1:02}-10")
        pay(session, invoice(session, f"2026-{month:02}-03", f"2026-{month:02}-20", 500, unit_id=shanghai.id),
            f"2026-{month:02}-20")  # fmt: skip
    for month in (4, 5):
        invoice(
            session,
            f"2026-{month:02}-08",
            f"2026-{month:02}-28",
            70,
            unit_id=south.id,
            salesperson_id=rare.id,
        )
    refreshed(session, codes=CODES)
    return Company(root.id, east.id, south.id, shanghai.id, idle.id, seller.id, rare.id, buyer.id)
