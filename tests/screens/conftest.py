"""A portal with a little of everything, opened by people of every shipped role."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.components.v2 import manifest_scanner

from db.unit_of_work import unit_of_work
from domain.access.role import Role
from domain.access.shipped_roles import SHIPPED_ROLES
from domain.access.user_session import hash_of
from domain.core.permission import machine
from domain.intake.batch import ImportBatch
from domain.organisation.committee import CommitteeMember, Seat
from domain.organisation.post import Post
from domain.receivables.invoice import CreditNote
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.order import Delivery, Order, OrderLine
from domain.sales.product import Product
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import People

DAY = date(2026, 3, 5)


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Each `AppTest.run` reads what is known of all installed packages: five times what the page costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(autouse=True)
def nothing_kept(request: pytest.FixtureRequest) -> None:
    """Tests with a fresh database each share its address: what was kept for the one before is gone."""
    if "database" in request.fixturenames:
        st.cache_data.clear()


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """One signed-in person for each shipped role, on a database that the tests of a file share."""
    folder: Path = tmp_path_factory.mktemp("screens")
    with sqlite_databases.ready(folder) as url, using(url):
        with unit_of_work(machine("test")) as session:
            fill(session)
            tokens = {role.code: signed_in(session, role.code) for role in SHIPPED_ROLES}
            for role in session.scalars(select(Role)):
                role.name_zh = role.name_en
        yield People(tokens)


def signed_in(session: Session, role: str) -> str:
    """The hash of a browser's token; it is what the page learns about who is there."""
    user = make.a_user(session, username=role, display_name=f"Ms {role.title()}", role=role)
    return hash_of(make.a_session(session, user, datetime.now(UTC)))


def fill(session: Session) -> None:
    """One record of each kind, with English names throughout, so that stray Chinese would show."""
    root = make.the_root(session)
    root.name_zh = root.name_en = "Head office"
    unit = make.a_unit(session, name_zh="East", name_en="East")
    post = make.added(session, Post(code="SR", name_zh="Sales engineer", name_en="Sales engineer"))
    person = make.a_person(session, name="Ada", unit_id=unit.id, post_id=post.id, joined_on=DAY)
    make.added(session, CommitteeMember(person_id=person.id, seat=Seat.CHAIR, since=DAY))
    batch = ImportBatch(
        fact="invoice", source="ERP", file_name="ledger.csv", reading={}, read=1, new=1, changed=0, same=0,
        rejected=0, by="Ada", committed_at=datetime(2026, 3, 6, tzinfo=UTC),
    )  # fmt: skip
    make.added(session, batch)
    origin = {"source": "ERP", "batch_id": batch.id, "batch_row": 2, "unit_id": unit.id, "period": 202603}
    customer = make.a_customer(session, name="Acme", number="C-1", unit_id=unit.id, salesperson_id=person.id)
    product = make.added(
        session, Product(number="P-1", name="Sensor", source_ref="P-1", list_price=Decimal("99.5"))
    )
    common = origin | {"customer_id": customer.id, "salesperson_id": person.id}
    money = common | {"currency": "CNY"}
    make.added(
        session,
        Opportunity(
            ref="OP-1", product_id=product.id, outcome=Outcome.WON, stage="won", amount=Decimal(10),
            opened_on=DAY, closed_on=DAY, closed_period=202603, cycle_days=0, source_ref="OP-1", **money,
        ),
    )  # fmt: skip
    order = make.added(
        session,
        Order(number="SO-1", ordered_on=DAY, promised_on=DAY, net=Decimal(10), source_ref="SO-1", **money),
    )
    make.added(
        session,
        OrderLine(
            order_id=order.id, line="1", product_id=product.id, quantity=Decimal(2), unit_price=Decimal(5),
            net=Decimal(10), source_ref="SO-1/1", **common,
        ),
    )  # fmt: skip
    make.added(
        session, Delivery(number="DN-1", order_id=order.id, shipped_on=DAY, source_ref="DN-1", **common)
    )
    invoice = make.an_invoice(
        session, number="IV-1", order_id=order.id, issued_on=DAY, due_on=DAY, amount=Decimal("1130.55"),
        **{name: value for name, value in money.items() if name != "currency"},
    )  # fmt: skip
    credit = make.added(
        session,
        CreditNote(
            number="CN-1", invoice_id=invoice.id, issued_on=DAY, amount=Decimal(1), net=Decimal(1),
            source_ref="CN-1", **money,
        ),
    )  # fmt: skip
    receipt = make.added(
        session, Receipt(number="RC-1", received_on=DAY, amount=Decimal(100), source_ref="RC-1", **money)
    )
    for ref, origin_of in (("A-1", {"receipt_id": receipt.id}), ("A-2", {"credit_note_id": credit.id})):
        make.added(
            session,
            Allocation(
                invoice_id=invoice.id,
                allocated_on=DAY,
                amount=Decimal(1),
                source_ref=ref,
                **origin_of,
                **common,
            ),
        )
