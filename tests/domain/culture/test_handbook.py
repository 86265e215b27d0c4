"""The handbook: pages in versions, read by those who must."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date, now
from domain.core.editing import edit, find
from domain.core.permission import Permission
from domain.culture.confirm_read import ReadAlready, confirm_read
from domain.culture.handbook_page import HandbookCategory, HandbookPage
from domain.culture.points_entry import PointsEntry
from domain.culture.points_event import PointsEvent
from domain.culture.points_rule import install_points_rules
from domain.culture.reading_duty import own_reading, pages_in_force, readers_of
from domain.culture.remind import ask_unread, remind_of_culture
from domain.culture.sign import NotInForce
from domain.culture.text_version import WriterPutsInForce
from domain.culture.write_handbook import next_page_version, write_page
from domain.culture.write_version import WRITES
from domain.organisation.post import Post
from tests.factories import NOON, a_user, added
from tests.factories_culture import TEXTS, a_page_in_force, somebody

TODAY = NOON.date()


def test_pages_stand_in_the_order_of_the_book(session: Session) -> None:
    conduct = a_page_in_force(session, category=HandbookCategory.CONDUCT)
    second = a_page_in_force(session, position=2)
    first = a_page_in_force(session, position=1)
    assert [one.id for one in pages_in_force(session)] == [first.id, second.id, conduct.id]


def test_reading_is_confirmed_once_for_each_version(session: Session) -> None:
    version, me = a_page_in_force(session), somebody(session)
    confirm_read(session, me, version.id, NOON)
    assert readers_of(session, version.id) == 1
    with pytest.raises(ReadAlready):
        confirm_read(session, me, version.id, NOON)
    writer = somebody(session)
    second = next_page_version(session, writer, version.page_id, NOON)
    with pytest.raises(NotInForce):
        confirm_read(session, me, second.id, NOON)
    write_page(session, writer, second.id, TEXTS)
    with pytest.raises(WriterPutsInForce):
        second.workflow.take("put_in_force", second, writer, NOON)
    second.workflow.take("put_in_force", second, somebody(session), NOON)
    session.expire_all()
    assert own_reading(session, me, TODAY)[0][1].is_open(TODAY)


def test_what_need_not_be_read_is_no_duty_and_earns_nothing(session: Session) -> None:
    install_points_rules(session)
    version, me = a_page_in_force(session, must_read=False), somebody(session)
    assert own_reading(session, me, TODAY) == []
    confirm_read(session, me, version.id, NOON)
    assert session.scalars(select(PointsEntry)).all() == []


def test_a_page_that_becomes_a_duty_later_is_due_from_that_day_on(session: Session) -> None:
    version, me, keeper = a_page_in_force(session, must_read=False), somebody(session), somebody(session)
    long_ago = business_date(now()) - timedelta(days=300)
    version.in_force_on = long_ago
    session.flush()
    edit(session, keeper, WRITES, find(session, HandbookPage, version.page_id), {"must_read": True})
    session.expire_all()
    (_, duty) = own_reading(session, me, business_date(now()))[0]
    assert duty.due_on == business_date(now()) + timedelta(days=7)


def test_reading_in_time_earns_points_and_reading_late_none(session: Session) -> None:
    install_points_rules(session)
    version, early, late = a_page_in_force(session), somebody(session), somebody(session)
    confirm_read(session, early, version.id, NOON + timedelta(days=7))
    confirm_read(session, late, version.id, NOON + timedelta(days=8))
    earned = session.scalars(select(PointsEntry)).all()
    assert [(one.person_id, one.event, one.points) for one in earned] == [
        (early.person_id, PointsEvent.PAGE_READ, 2)
    ]


def test_readers_who_are_late_and_owners_of_old_pages_are_reminded(session: Session) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    me, owner = somebody(session, post_id=post.id), somebody(session)
    for one in (me, owner):
        a_user(session, person_id=one.person_id, role="sales")
    version = a_page_in_force(
        session, owner_id=owner.person_id, review_on=TODAY + timedelta(days=3), posts=[post.id]
    )
    assert remind_of_culture(session, NOON + timedelta(days=3)) == 0
    assert remind_of_culture(session, NOON + timedelta(days=4)) == 1
    assert remind_of_culture(session, NOON + timedelta(days=8)) == 1
    keeper = somebody(session)
    assert keeper.may(Permission.CULTURE_ADMINISTER)
    assert ask_unread(session, keeper, version, [me.person_id or 0, owner.person_id or 0], NOON) == 1
