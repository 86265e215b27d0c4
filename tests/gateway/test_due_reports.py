"""Reports that come by themselves: one for each reader, once, whatever happens to the others."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.permission import machine
from domain.messaging.notice import Notice
from domain.reporting import pack_due, pack_make
from domain.reporting.pack import PackCadence, PackKind, ReportPack
from domain.reporting.pack_issue import ReportIssue
from domain.reporting.pack_press import NotMade, PackAsked, Pressed, Told
from gateway.packs.make_due import PacksMade, make_due_packs
from tests.domain.messaging.company import an_account
from tests.factories import added, the_root

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
MACHINE = machine("test")


@pytest.fixture
def readers(database: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two readers of an order that is due."""
    for module in (pack_due, pack_make):
        monkeypatch.setattr(module, "months_with_figures", lambda _session, _unit: (202601, 202605))
    with unit_of_work(MACHINE) as session:
        users = [an_account(session, "internal_control").id for _ in range(2)]
        pack = ReportPack(
            what=PackKind.COMMITTEE, unit_id=the_root(session).id, language="en", due_day=5, users=users,
            cadence=PackCadence.MONTHLY, since=date(2026, 5, 1), roles=[],
        )  # fmt: skip
        added(session, pack)
    return users


def printed(asked: PackAsked, _today: date, _told: Told) -> Pressed:
    return Pressed(f"%PDF {asked.user_id}".encode(), b"PK", "0" * 64, f"committee_{asked.month}")


def test_each_reader_gets_one_report_and_one_line_and_a_second_round_makes_none(
    readers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_make, "press", printed)
    assert make_due_packs(NOON) == PacksMade(made=2)
    assert not make_due_packs(NOON)
    with reading(MACHINE) as session:
        issues = session.scalars(select(ReportIssue).order_by(ReportIssue.user_id)).all()
        assert [(one.user_id, one.month) for one in issues] == [(user, 202605) for user in readers]
        assert session.scalars(select(Notice.user_id).order_by(Notice.user_id)).all() == readers
        assert session.scalars(select(ReportPack.made_month)).all() == [202605]


def test_a_report_that_fails_is_tried_again_and_the_others_are_not_made_twice(
    readers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def jams(asked: PackAsked, today: date, told: Told) -> Pressed:
        if asked.user_id == readers[0]:
            raise NotMade
        return printed(asked, today, told)

    monkeypatch.setattr(pack_make, "press", jams)
    assert make_due_packs(NOON) == PacksMade(made=1, failed=1)
    with reading(MACHINE) as session:
        assert session.scalars(select(ReportPack.made_month)).all() == [None]
    monkeypatch.setattr(pack_make, "press", printed)
    assert make_due_packs(NOON) == PacksMade(made=1)
    with reading(MACHINE) as session:
        assert len(session.scalars(select(ReportIssue)).all()) == 2
