"""A portal with half a year of figures: East pays on time, the South does not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user_session import hash_of
from domain.core import clock
from domain.core.permission import machine
from domain.indicators.alert import Alert
from domain.indicators.indicator import Indicator
from domain.intake.batch import ImportBatch
from domain.organisation.person import Person
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.indicators.trading import invoice, pay, refreshed
from tests.screens.visitor import People

BINARY = frozenset({"vega_lite_chart", "arrow_vega_lite_chart", "arrow_data_frame", "dataframe"})
NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
ROLES = ("manager", "receivables", "committee_chair", "internal_audit", "administrator", "internal_control")


@dataclass(frozen=True)
class Company:
    """Who is signed in, and the ids of what the tests talk about."""

    people: People
    root: int
    east: int
    south: int
    alert: int
    """The South's past-due ratio is red."""


@contextmanager
def company(databases: SqliteDatabases, folder: Path) -> Iterator[Company]:
    """The portal on 15 June 2026."""
    filled, made = _filled(databases)
    copy = folder / f"company-{next(make.numbers)}.db"
    shutil.copyfile(filled, copy)
    with _at_noon(), using(f"sqlite:///{copy}"):
        yield made


@cache
def _filled(databases: SqliteDatabases) -> tuple[Path, Company]:
    """The company in a file to copy, and who is in it: filled once, as good as new in each file of tests."""
    file = databases.folder / "company.db"
    shutil.copyfile(databases.furnished, file)
    with _at_noon(), using(f"sqlite:///{file}"), unit_of_work(machine("test")) as session:
        made = _fill(session)
    return file, made


@contextmanager
def _at_noon() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        yield


def texts(app: AppTest) -> str:
    """All words on the page. Pictures and tables travel as binary figures, in which any sign may occur."""
    words = "\n".join(
        node.proto.SerializeToString().decode("utf-8", "ignore")
        for node in app.main
        if getattr(node, "proto", None) is not None and node.type not in BINARY
    )
    return words.replace("\\", "")  # what escapes the words of people from Markdown


def _fill(session: Session) -> Company:
    root = make.the_root(session)
    root.name_en = root.name_zh = "Head office"
    east, south = (make.a_unit(session, name_en=name, name_zh=name) for name in ("East", "South"))
    _trade(session, east.id, south.id)
    tokens, boss = {}, make.a_person(session, name="Boss", unit_id=root.id)
    for role in ROLES:
        person = make.a_person(session, name=role, unit_id=root.id, superior_id=boss.id)
        tokens[role] = _sign_in(session, role, person.id, None)
    seller = make.a_person(session, name="Southerner", unit_id=south.id, superior_id=boss.id)
    tokens["south"] = _sign_in(session, "sales", seller.id, south.id, name="south")
    tokens["boss"] = _sign_in(session, "manager", boss.id, None, name="boss")
    refreshed(session, codes=None)
    alert = session.scalars(
        select(Alert)
        .join(Indicator, Indicator.id == Alert.indicator_id)
        .where(Indicator.code == "K36", Alert.unit_id == south.id)
    ).one()
    owner = session.scalars(select(Person).where(Person.name == "receivables")).one()
    alert.owner_id = owner.id
    session.flush()
    return Company(People(tokens), root.id, east.id, south.id, alert.id)


def _trade(session: Session, east: int, south: int) -> None:
    batch = ImportBatch(
        fact="invoice", source="ERP", file_name="ledger.csv", reading={}, read=30, new=30, changed=0, same=0,
        rejected=0, by="Ada", committed_at=datetime(2026, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    make.added(session, batch)
    customer = make.a_customer(session, name="Acme", name_en="Acme", unit_id=south)
    late: dict[str, Any] = {"unit_id": south, "customer_id": customer.id, "batch_id": batch.id}
    for month in range(1, 6):
        for row in range(6):
            day = f"2026-{month:02}-05"
            claim = invoice(session, day, f"2026-{month:02}-25", 100, batch_row=10 * month + row, **late)
            if month <= 2:
                pay(session, claim, f"2026-{month + 1:02}-10")
        prompt = invoice(session, f"2026-{month:02}-03", f"2026-{month:02}-20", 500, unit_id=east)
        pay(session, prompt, f"2026-{month:02}-20")


def _sign_in(session: Session, role: str, person: int, unit: int | None, name: str = "") -> str:
    user = make.a_user(
        session, username=name or role, display_name=f"Ms {name or role}", role=role, unit_id=unit,
        person_id=person,
    )  # fmt: skip
    return hash_of(make.a_session(session, user, datetime.now(UTC)))
