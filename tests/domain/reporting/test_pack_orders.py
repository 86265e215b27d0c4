"""Standing orders for reports: when they are due, who receives them, who is handed the files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound, NotPermitted, StaleRecord
from domain.core.permission import Permission
from domain.core.stored_file import hand_out, keep
from domain.messaging.notice import Notice
from domain.reporting.pack import (
    NobodyReceives,
    NoSuchDueDay,
    PackCadence,
    PackKind,
    ReportPack,
    last_closed_month,
)
from domain.reporting.pack_due import DuePack, due_packs, mark_made, readers_of, tell_reader
from domain.reporting.pack_issue import ReportIssue, data_version, issues_for
from domain.reporting.pack_make import NoFiguresThen, require_askable
from domain.reporting.pack_press import PackAsked
from domain.reporting.pack_write import PackOrder, UnknownReader, change_pack, end_pack, order_pack, packs
from tests.domain.messaging.company import acting, an_account
from tests.domain.reporting.conftest import Company
from tests.factories import a_unit, added, an_actor, the_root

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
TODAY = date(2026, 6, 15)
WRITER = an_actor()


def an_order(unit: int, **facts: object) -> PackOrder:
    usual = PackOrder(
        what=PackKind.MONTHLY, unit_id=unit, language="zh_CN", cadence=PackCadence.MONTHLY, due_day=5,
        roles=("internal_control",),
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def a_pack(**facts: object) -> ReportPack:
    usual = {"cadence": PackCadence.MONTHLY, "due_day": 5, "since": date(2026, 1, 10), "made_month": None}
    return ReportPack(**usual | facts)


@pytest.mark.parametrize(
    ("today", "due_day", "month"),
    [
        ("2026-06-05", 5, 202605),
        ("2026-06-04", 5, 202604),
        ("2026-01-01", 1, 202512),
        ("2026-01-02", 5, 202511),
    ],
)
def test_a_month_counts_as_closed_from_the_day_agreed(today: str, due_day: int, month: int) -> None:
    assert last_closed_month(date.fromisoformat(today), due_day) == month


@pytest.mark.parametrize(
    ("facts", "today", "due"),
    [
        ({}, "2026-02-04", None),
        ({}, "2026-02-05", 202601),
        ({"made_month": 202601}, "2026-02-20", None),
        ({"made_month": 202601}, "2026-06-05", 202605),
        ({"cadence": PackCadence.BY_HAND}, "2026-06-05", None),
        ({"cadence": PackCadence.QUARTERLY}, "2026-04-04", None),
        ({"cadence": PackCadence.QUARTERLY}, "2026-04-05", 202603),
        ({"cadence": PackCadence.QUARTERLY, "made_month": 202603}, "2026-06-05", None),
    ],
)
def test_what_is_due_is_the_last_closed_month_and_what_was_missed_is_made_up_for_once(
    facts: dict[str, object], today: str, due: int | None
) -> None:
    assert a_pack(**facts).month_due(date.fromisoformat(today)) == due


def test_months_closed_before_the_order_are_not_made_up_for() -> None:
    assert a_pack(since=TODAY).month_due(TODAY) is None


def test_an_order_needs_a_day_that_every_month_has_and_somebody_to_read_it(session: Session) -> None:
    root = the_root(session).id
    with pytest.raises(NoSuchDueDay):
        order_pack(session, WRITER, an_order(root, due_day=29, roles=()), TODAY)
    with pytest.raises(NobodyReceives):
        order_pack(session, WRITER, an_order(root, roles=()), TODAY)
    with pytest.raises(UnknownReader):
        order_pack(session, WRITER, an_order(root, roles=("nobody",)), TODAY)


def test_ordering_changing_and_ending_is_for_those_who_configure(session: Session) -> None:
    an_account(session, "internal_control")
    root = the_root(session).id
    with pytest.raises(NotPermitted):
        order_pack(session, an_actor(Permission.INDICATORS_READ), an_order(root), TODAY)
    pack = order_pack(session, WRITER, an_order(root), TODAY)
    version = pack.version
    change_pack(session, WRITER, pack.id, an_order(root, due_day=9), version)
    assert pack.due_day == 9
    with pytest.raises(StaleRecord):
        change_pack(session, WRITER, pack.id, an_order(root, due_day=3), version)
    end_pack(session, WRITER, pack.id, NOON)
    assert session.scalars(packs()).all() == []


def test_only_readers_who_may_see_the_units_figures_receive_it_and_each_once(session: Session) -> None:
    east, west = a_unit(session), a_unit(session)
    here, there = an_account(session, "manager", east), an_account(session, "manager", west)
    pack = a_pack(unit_id=east.id, users=[here.id, there.id], roles=["manager"])
    actors = {one.id: acting(one, session) for one in (here, there)}
    assert readers_of(pack, actors) == [here.id]


@pytest.mark.furnished
def test_an_order_is_due_where_the_month_has_figures_for_readers_who_lack_it(
    session: Session, company: Company
) -> None:
    reader = an_account(session, "internal_control")
    other = an_account(session, "internal_control")
    pack = order_pack(session, WRITER, an_order(company.root), date(2026, 5, 1))
    assert due_packs(session, date(2026, 6, 4)) == []
    assert due_packs(session, TODAY) == [DuePack(pack, 202605, (reader.id, other.id))]
    an_issue(session, reader.id, company.root, pack_id=pack.id)
    assert due_packs(session, TODAY)[0].readers == (other.id,)
    mark_made(session, pack.id, 202605)
    assert due_packs(session, TODAY) == []


@pytest.mark.furnished
def test_a_month_without_figures_is_refused_with_the_months_there_are(
    session: Session, company: Company
) -> None:
    asked = PackAsked(PackKind.MONTHLY, company.root, 203001, "en", 1)
    with pytest.raises(NoFiguresThen, match=r"2030-01.*2026-01"):
        require_askable(session, WRITER, asked)
    with pytest.raises(NotPermitted):
        require_askable(session, an_actor(Permission.FACTS_READ), asked)
    with pytest.raises(NotFound):
        require_askable(session, WRITER, replace(asked, unit_id=a_unit(session).id))


def an_issue(session: Session, user: int, unit: int, pack_id: int | None = None) -> ReportIssue:
    pdf, xlsx = keep(session, "a.pdf", b"%PDF " + str(user).encode()), keep(session, "a.xlsx", b"PK")
    version = data_version(session)
    return added(
        session,
        ReportIssue(
            pack_id=pack_id, what=PackKind.MONTHLY, unit_id=unit, month=202605, language="zh_CN",
            user_id=user, made_at=NOON, pdf_id=pdf.id, xlsx_id=xlsx.id, name="月度内控报告",
            content_hash="0" * 64,
            figures_run=version.figures_run, journal_seq=version.journal_seq,
        ),
    )  # fmt: skip


def test_a_report_is_handed_out_to_the_person_it_was_made_for_alone(session: Session) -> None:
    root = the_root(session).id
    owner, other = an_account(session, "internal_control"), an_account(session, "manager")
    issue = an_issue(session, owner.id, root)
    name, file = hand_out(session, acting(owner, session), issue.pdf_id)
    assert (name, file.content[:4]) == ("月度内控报告.pdf", b"%PDF")
    with pytest.raises(NotFound):
        hand_out(session, acting(other, session), issue.pdf_id)
    assert session.scalars(issues_for(acting(other, session))).all() == []


def test_who_lost_the_right_to_the_figures_gets_the_report_no_more(session: Session) -> None:
    owner = an_account(session, "internal_control")
    issue = an_issue(session, owner.id, the_root(session).id)
    stripped = replace(acting(owner, session), grants=())
    with pytest.raises(NotFound):
        hand_out(session, stripped, issue.pdf_id)


def test_the_reader_is_told_once_with_a_link_and_without_the_file(session: Session) -> None:
    owner = an_account(session, "internal_control")
    issue = an_issue(session, owner.id, the_root(session).id)
    for _again in range(2):
        tell_reader(session, issue.id, NOON)
    notice = session.scalars(select(Notice)).one()
    assert (notice.user_id, notice.page) == (owner.id, "report_packs")
    assert "2026-05" in notice.in_words("zh_CN")
    assert "月度内控报告" in notice.in_words("zh_CN")
    assert "Monthly control report" in notice.in_words("en")
