"""Comments: who may say something, whom it names, how long it can be mended."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.core.errors import Missing, NotFound, NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from domain.records.comment import Comment, CommentTooLong, NotYourComment, TooLateToEdit
from domain.records.mentioned import MayNotSeeIt, named_in, who_may_see
from domain.records.write_comment import archive_comment, edit_comment, write_comment
from domain.sales.customer import Customer
from tests import factories as make
from tests.factories import NOON, an_actor

TODAY = NOON.date()


def reader(user: User, *permissions: Permission) -> Actor:
    return an_actor(*(permissions or (Permission.FACTS_READ,)), user_id=user.id, name=user.display_name)


def people(session: Session) -> tuple[User, User, User]:
    """Somebody who writes, somebody who may read it, somebody who may not."""
    make.the_root(session)
    return (
        make.a_user(session, username="zhou", display_name="周正明", role="sales"),
        make.a_user(session, username="li", display_name="李婷", role="manager"),
        make.a_user(session, username="root", display_name="Ada Root", role="administrator"),
    )


def about(session: Session, writer: User, customer: Customer, said: str, **more: object) -> Comment:
    return write_comment(
        session, reader(writer), "Customer", customer.id, said=said, now=NOON, **more  # type: ignore[arg-type]
    )  # fmt: skip


NAMES = {"周正明": {1}, "zhou": {1}, "李婷": {2}, "li": {2}, "li wei": {3}}


@pytest.mark.parametrize(
    ("said", "users"),
    [
        ("请@李婷看一下", [{2}]), ("@li please look", [{2}]), ("mail it, ＠LI。", [{2}]),
        ("@李婷，@周正明：看一下", [{2}, {1}]), ("@Li Wei and @li.", [{3}, {2}]),
        ("write to a@li", []), ("@lisa knows", []), ("@nobody", []), ("no name at all", []),
    ],
)  # fmt: skip
def test_a_person_is_named_by_name_or_user_name_in_either_writing(said: str, users: list[set[int]]) -> None:
    assert named_in(said, NAMES) == users


def test_whoever_is_named_is_told_once_and_the_writer_is_not(session: Session) -> None:
    writer, colleague, _ = people(session)
    customer = make.a_customer(session, number="C-7", name="西门")
    comment = about(session, writer, customer, "@周正明 @李婷 额度要重审", picked=[colleague.id])
    edit_comment(session, reader(writer), comment.id, said="@李婷 额度与账期要重审", now=NOON)
    notice = session.scalars(select(Notice)).one()
    assert (notice.user_id, notice.occasion) == (colleague.id, Occasion.MENTION)
    assert "C-7 西门" in notice.in_words("zh_CN")
    assert "额度要重审" in notice.in_words("en")
    assert notice.link.page == "Customer"


def test_to_name_somebody_who_may_not_see_the_record_is_refused(session: Session) -> None:
    writer, _, stranger = people(session)
    customer = make.a_customer(session)
    for said, picked in (("@Ada Root look", ()), ("look", (stranger.id,))):
        with pytest.raises(MayNotSeeIt, match="Ada Root may not see"):
            about(session, writer, customer, said, picked=picked)


def test_only_those_who_see_the_unit_of_the_record_can_be_named(session: Session) -> None:
    writer, colleague, stranger = people(session)
    customer = make.a_customer(session, unit_id=make.a_unit(session).id)
    north = make.a_user(
        session, username="north", display_name="North", role="sales", unit_id=make.a_unit(session).id
    )
    seeing = who_may_see(session, customer, TODAY)
    assert {writer.id, colleague.id} <= set(seeing)
    assert not {north.id, stranger.id} & set(seeing)


def test_a_comment_needs_a_record_that_its_writer_may_read(session: Session, database: str) -> None:
    writer, *_ = people(session)
    customer = make.a_customer(session, unit_id=make.a_unit(session).id)
    with pytest.raises(NotPermitted):
        write_comment(
            session, reader(writer, Permission.ISSUES_READ), "Customer", customer.id, said="x", now=NOON
        )
    for entity, key in (("Customer", 10**6), ("Nothing", 1), ("UserSession", 1)):
        with pytest.raises(NotFound):
            write_comment(session, reader(writer), entity, key, said="x", now=NOON)


@pytest.mark.sqlite_only  # the rule is the row filter's, which its own tests run on both databases
def test_a_record_of_another_unit_cannot_be_commented_on(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        writer = people(session)[0]
        customer = make.a_customer(session)
        elsewhere = make.a_unit(session).id
        session.expunge_all()
    limited = Actor(
        "x", writer.id, grants=(Grant("r", frozenset({Permission.FACTS_READ}), frozenset({elsewhere})),)
    )
    with unit_of_work(limited) as session, pytest.raises(NotFound):
        write_comment(session, limited, "Customer", customer.id, said="x", now=NOON)


def test_silence_and_novels_are_refused(session: Session) -> None:
    writer, *_ = people(session)
    customer = make.a_customer(session)
    with pytest.raises(Missing):
        about(session, writer, customer, "  ")
    with pytest.raises(CommentTooLong):
        about(session, writer, customer, "x" * 5001)


def test_its_author_mends_a_comment_for_a_quarter_of_an_hour(session: Session) -> None:
    writer, colleague, _ = people(session)
    comment = about(session, writer, make.a_customer(session), "teh limit")
    with pytest.raises(NotYourComment):
        edit_comment(session, reader(colleague), comment.id, said="mine", now=NOON)
    edit_comment(session, reader(writer), comment.id, said="the limit", now=NOON + timedelta(minutes=15))
    assert (comment.said, comment.edited_at) == ("the limit", NOON + timedelta(minutes=15))
    with pytest.raises(TooLateToEdit, match="15 minutes"):
        edit_comment(session, reader(writer), comment.id, said="late", now=NOON + timedelta(minutes=16))


def test_a_comment_is_archived_by_its_author_or_who_may_change_the_record(session: Session) -> None:
    writer, colleague, _ = people(session)
    customer = make.a_customer(session)
    first, second = (about(session, writer, customer, said) for said in ("one", "two"))
    with pytest.raises(NotYourComment):
        archive_comment(session, reader(colleague), first.id, NOON)
    archive_comment(session, reader(writer), first.id, NOON)
    archive_comment(
        session, reader(colleague, Permission.FACTS_READ, Permission.FACTS_WRITE), second.id, NOON
    )
    assert first.archived_at == second.archived_at == NOON


@pytest.mark.sqlite_only  # the journal's own tests run on both databases
def test_a_comment_is_journalled_with_its_words(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        about(session, people(session)[0], make.a_customer(session), "kept")
    with unit_of_work(an_actor()) as session:
        line = session.scalars(select(JournalEntry).where(JournalEntry.entity == "Comment")).one()
        assert line.changes["said"] == [None, "kept"]
