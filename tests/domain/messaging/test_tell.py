"""Telling: who gets a line, who does not, and nobody twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.user import UserState
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.messaging.audience import audience
from domain.messaging.inbox import (
    count_old_as_read,
    inbox,
    mark_all_read,
    mark_read,
    unread,
    unread_by_occasion,
)
from domain.messaging.notice import Link, Notice
from domain.messaging.occasion import Occasion
from domain.messaging.tell import INBOX, Telling, tell, tell_all
from domain.messaging.words import Both
from domain.organisation.committee import CommitteeMember, Seat
from tests import factories as make
from tests.domain.messaging.company import NOON, Company, acting, an_account, happened, move_in
from tests.imports import imported
from tests.statements import counted


@pytest.fixture
def company(session: Session) -> Company:
    return move_in(session)


class Named(Statement):
    text = "Announcement: {words}"


def test_what_is_told_stands_in_the_inbox_unread(session: Session, company: Company) -> None:
    assert (
        tell(session, [company.gm.id], Occasion.ASSIGNED, happened(), Link("issues", {"id": "7"}), NOON) == 1
    )
    actor = acting(company.gm, session)
    (line,) = session.scalars(inbox(actor)).all()
    assert (line.page, line.asks, line.at, line.read_at) == ("issues", {"id": "7"}, NOON, None)
    assert unread(session, actor) == 1
    assert unread_by_occasion(session, actor) == {Occasion.ASSIGNED: 1}


def test_it_is_said_in_the_language_of_the_reader(session: Session, company: Company) -> None:
    words = Both("系统维护", "Maintenance")
    tell(session, [company.gm.id], Occasion.ANNOUNCEMENT, Named(words=words), INBOX, NOON)
    (line,) = session.scalars(inbox(acting(company.gm, session))).all()
    assert line.in_words("zh_CN") == "公告：系统维护"
    assert line.in_words("en") == "Announcement: Maintenance"


def test_the_same_thing_is_not_told_twice(session: Session, company: Company) -> None:
    for _ in range(2):
        tell(session, [company.gm.id], Occasion.ASSIGNED, happened(), INBOX, NOON)
    tell(session, [company.gm.id, company.wm.id], Occasion.ASSIGNED, happened(), INBOX, NOON)
    assert [line.user_id for line in session.scalars(select(Notice).order_by(Notice.id))] == [
        company.gm.id,
        company.wm.id,
    ]
    assert tell(session, [company.gm.id], Occasion.ASSIGNED, happened("pump"), INBOX, NOON) == 1


def test_a_key_says_what_is_the_same_thing(session: Session, company: Company) -> None:
    people = [company.gm.id]
    assert tell(session, people, Occasion.OVERDUE, happened("a"), INBOX, NOON, key="measure:1") == 1
    assert tell(session, people, Occasion.OVERDUE, happened("b"), INBOX, NOON, key="measure:1") == 0
    assert tell(session, people, Occasion.ASSIGNED, happened("b"), INBOX, NOON, key="measure:1") == 1


def test_nobody_is_told_of_a_record_they_may_not_see(session: Session, company: Company) -> None:
    link = Link("alerts", {"id": "1"}, Permission.ALERTS_READ, company.east.id)
    everybody = [company.gm.id, company.wm.id, company.control.id]
    assert tell(session, everybody, Occasion.ALERT_RAISED, happened(), link, NOON) == 2
    assert unread(session, acting(company.wm, session)) == 0
    administrator = an_account(session, "administrator")
    assert tell(session, [administrator.id], Occasion.ALERT_RAISED, happened(), link, NOON) == 0


def test_a_line_disappears_with_the_right_to_see_its_record(session: Session, company: Company) -> None:
    link = Link("alerts", {"id": "1"}, Permission.ALERTS_READ, company.east.id)
    tell(session, [company.gm.id], Occasion.ALERT_RAISED, happened(), link, NOON)
    moved = make.an_actor(Permission.ALERTS_READ, units=frozenset({company.west.id}), user_id=company.gm.id)
    assert unread(session, moved) == 0
    assert session.scalars(inbox(moved)).all() == []
    assert mark_all_read(session, moved, NOON) == 0
    assert unread(session, acting(company.gm, session)) == 1


def test_accounts_that_do_not_work_are_told_nothing(session: Session, company: Company) -> None:
    gone = an_account(session, "manager", status=UserState.DISABLED)
    over = an_account(session, "manager", expires_on=NOON.date() - timedelta(days=1))
    assert tell(session, [gone.id, over.id], Occasion.ASSIGNED, happened(), INBOX, NOON) == 0


def test_reading_one_line_or_all(session: Session, company: Company) -> None:
    for number, occasion in enumerate((Occasion.ASSIGNED, Occasion.ASSIGNED, Occasion.OVERDUE)):
        at = NOON + timedelta(minutes=number)
        tell(session, [company.gm.id, company.wm.id], occasion, happened(str(number)), INBOX, at)
    actor = acting(company.gm, session)
    newest, *_ = session.scalars(inbox(actor)).all()
    assert newest.occasion is Occasion.OVERDUE
    assert mark_read(session, actor, newest.id, NOON) == 1
    session.expire_all()
    assert session.scalars(inbox(actor)).all()[-1].id == newest.id, "what is read goes below"
    assert [line.occasion for line in session.scalars(inbox(actor, Occasion.OVERDUE))] == [Occasion.OVERDUE]
    assert mark_all_read(session, actor, NOON, Occasion.ASSIGNED) == 2
    assert unread(session, actor) == 0
    assert unread(session, acting(company.wm, session)) == 3


def test_nobody_reads_the_lines_of_others(session: Session, company: Company) -> None:
    tell(session, [company.gm.id], Occasion.ASSIGNED, happened(), INBOX, NOON)
    (line,) = session.scalars(select(Notice)).all()
    assert mark_read(session, acting(company.wm, session), line.id, NOON) == 0


def test_telling_a_thousand_things_takes_as_many_statements_as_telling_one(
    session: Session, company: Company
) -> None:
    def telling(count: int, name: str) -> int:
        with counted() as few:
            tell_all(
                session,
                [
                    Telling(
                        recipients=[company.gm.id, company.control.id], occasion=Occasion.ASSIGNED,
                        statement=happened(f"{name}{number}"),
                    )
                    for number in range(count)
                ],
                NOON,
            )  # fmt: skip
        return len(few)

    one = telling(1, "a")
    assert telling(300, "b") <= one + 2, "keys are looked up five hundred at a time"


def test_telling_nobody_asks_the_database_nothing(session: Session) -> None:
    with counted() as none:
        assert tell(session, [], Occasion.ASSIGNED, happened(), INBOX, NOON) == 0
    assert not none


def test_the_audience_knows_roles_rights_superiors_and_the_committee(
    session: Session, company: Company
) -> None:
    seller = an_account(session, "sales", company.east, superior_id=company.gm.person_id)
    make.added(
        session, CommitteeMember(person_id=company.control.person_id, seat=Seat.MEMBER, since=NOON.date())
    )
    people = audience(session, NOON.date())
    assert people.in_role("manager", company.east.id) == {company.gm.id}
    assert people.in_role("internal_control", company.east.id) == {company.control.id}
    assert people.with_permission(Permission.ISSUES_VERIFY, company.west.id) == {company.control.id}
    assert people.above(seller.person_id) == {company.gm.id}
    assert people.above(company.gm.person_id) == frozenset()
    assert people.on_committee() == {company.control.id}
    assert people.of_persons([seller.person_id, None]) == {seller.id}
    assert people.without_persons({seller.id, company.gm.id}, [seller.person_id]) == {company.gm.id}


def test_whoever_imports_a_file_is_told_what_came_of_it(session: Session, company: Company) -> None:
    importer = an_account(session, "internal_control")
    rows = [{"number": "C-1", "name": "Acme"}, {"number": "C-2", "name": "Bolt"}]
    imported(session, "customer", rows, replace(make.an_actor(), user_id=importer.id))
    imported(session, "customer", rows, make.an_actor())
    (line,) = session.scalars(select(Notice)).all()
    assert line.user_id == importer.id
    assert line.in_words("en") == "customer.csv is imported: 2 new, 0 changed, 0 rejected."


def test_the_played_past_counts_as_read(session: Session, company: Company) -> None:
    for days, what in ((30, "boiler"), (1, "pump")):
        tell(session, [company.gm.id], Occasion.ASSIGNED, happened(what), INBOX, NOON - timedelta(days=days))
    count_old_as_read(session, NOON - timedelta(days=7))
    actor = acting(company.gm, session)
    fresh = [line for line in session.scalars(inbox(actor)) if line.read_at is None]
    assert [line.said["facts"]["person"] for line in fresh] == ["pump"]
