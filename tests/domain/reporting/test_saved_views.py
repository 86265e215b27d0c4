"""Named lists: whose they are, who sees them, who begins with them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.access.shipped_roles import install_roles
from domain.core.errors import Missing, NotFound, NotPermitted, NotSignedIn, StaleRecord
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission, machine
from domain.reporting.saved_view import DefaultNotShared, SavedView, ViewTooLong
from domain.reporting.saved_view_find import default_of, view_of, views_of
from domain.reporting.saved_view_write import (
    NoSuchRole,
    change_view,
    remove_view,
    rename_view,
    save_view,
    share_view,
)
from tests.factories import a_user

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
WORDS = {"unit": ["3"], "sort": ["-amount"], "columns": ["number", "amount"]}


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with unit_of_work(machine("test")) as session:
        install_roles(session)
        yield session


def somebody(session: Session, *permissions: Permission, role: str = "manager") -> Actor:
    user = a_user(session)
    return Actor(name=user.username, user_id=user.id, grants=(Grant(role, frozenset(permissions)),))


def saved(session: Session, actor: Actor, name: str = "我的", screen: str = "invoices") -> SavedView:
    return save_view(session, actor, screen=screen, name_zh=name, name_en="", words=WORDS)


def test_a_view_keeps_the_words_of_the_address_for_whoever_saved_it(session: Session) -> None:
    me, other = somebody(session), somebody(session)
    view = saved(session, me)
    assert (view.words, view.name_en) == (WORDS, "我的")
    assert views_of(session, me, "invoices") == [view]
    assert views_of(session, me, "customers") == []
    assert views_of(session, other, "invoices") == []


def test_nobody_opens_the_private_view_of_another_by_its_number(session: Session) -> None:
    view = saved(session, somebody(session))
    with pytest.raises(NotFound):
        view_of(session, somebody(session, *Permission), view.id)


def test_a_shared_view_is_seen_by_the_roles_it_is_shared_with(session: Session) -> None:
    keeper = somebody(session, Permission.CONFIGURATION_WRITE, role="internal_control")
    view = saved(session, keeper)
    share_view(session, keeper, view, ["manager"], [], view.version)
    assert views_of(session, somebody(session), "invoices") == [view]
    assert views_of(session, somebody(session, role="sales"), "invoices") == []


def test_sharing_needs_the_right_to_configure(session: Session) -> None:
    me = somebody(session)
    view = saved(session, me)
    with pytest.raises(NotPermitted):
        share_view(session, me, view, ["manager"], [], view.version)


def test_whoever_configures_cannot_share_what_is_private_to_another(session: Session) -> None:
    view = saved(session, somebody(session))
    keeper = somebody(session, Permission.CONFIGURATION_WRITE, role="internal_control")
    with pytest.raises(NotFound):
        share_view(session, keeper, view, ["manager"], [], view.version)


def test_once_shared_its_maker_alone_cannot_change_it_under_others(session: Session) -> None:
    keeper = somebody(session, Permission.CONFIGURATION_WRITE)
    view = saved(session, keeper)
    share_view(session, keeper, view, ["manager"], [], view.version)
    demoted = Actor(name="x", user_id=keeper.user_id, grants=(Grant("manager", frozenset()),))
    with pytest.raises(NotPermitted):
        change_view(session, demoted, view, {}, view.version)
    with pytest.raises(NotPermitted):
        rename_view(session, demoted, view, "新", "", view.version)
    with pytest.raises(NotPermitted):
        remove_view(session, demoted, view, NOON)


def test_a_role_begins_each_list_with_one_view(session: Session) -> None:
    keeper = somebody(session, Permission.CONFIGURATION_WRITE, role="internal_control")
    one, two, elsewhere = saved(session, keeper), saved(session, keeper), saved(session, keeper, screen="x")
    share_view(session, keeper, elsewhere, ["manager"], ["manager"], elsewhere.version)
    share_view(session, keeper, one, ["manager", "sales"], ["manager", "sales"], one.version)
    share_view(session, keeper, two, ["manager"], ["manager"], two.version)
    assert (one.default_for, two.default_for, elsewhere.default_for) == (["sales"], ["manager"], ["manager"])
    manager = somebody(session)
    assert default_of(views_of(session, manager, "invoices"), manager) is two
    assert default_of(views_of(session, keeper, "invoices"), keeper) is None


def test_a_default_of_a_role_that_does_not_see_it_is_refused(session: Session) -> None:
    keeper = somebody(session, Permission.CONFIGURATION_WRITE)
    view = saved(session, keeper)
    with pytest.raises(DefaultNotShared):
        share_view(session, keeper, view, ["manager"], ["sales"], view.version)


def test_a_role_that_does_not_exist_is_refused(session: Session) -> None:
    keeper = somebody(session, Permission.CONFIGURATION_WRITE)
    view = saved(session, keeper)
    with pytest.raises(NoSuchRole):
        share_view(session, keeper, view, ["wizard"], [], view.version)


def test_a_view_needs_a_name_and_a_length_that_an_address_bears(session: Session) -> None:
    me = somebody(session)
    with pytest.raises(Missing):
        saved(session, me, name=" ")
    with pytest.raises(ViewTooLong):
        save_view(session, me, screen="x", name_zh="长", name_en="", words={"q": ["x" * 20_001]})


def test_the_machine_keeps_no_views(session: Session) -> None:
    with pytest.raises(NotSignedIn):
        saved(session, machine("test"))


def test_of_two_people_who_change_one_view_the_second_is_told(session: Session) -> None:
    me = somebody(session)
    view = saved(session, me)
    seen = view.version
    change_view(session, me, view, {"q": ["a"]}, seen)
    with pytest.raises(StaleRecord):
        change_view(session, me, view, {"q": ["b"]}, seen)
    assert view.words == {"q": ["a"]}


def test_a_removed_view_is_gone_from_the_list_and_stays_in_the_journal(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        me = somebody(session)
        view = saved(session, me)
    with unit_of_work(me) as session:
        found = view_of(session, me, view.id)
        rename_view(session, me, found, "新名", "New", found.version)
        remove_view(session, me, found, NOON)
        assert views_of(session, me, "invoices") == []
        with pytest.raises(NotFound):
            view_of(session, me, view.id)
    with reading(me) as session:
        query = select(JournalEntry.action).where(JournalEntry.entity == "SavedView")
        assert list(session.scalars(query.order_by(JournalEntry.seq))) == ["created", "changed", "archived"]
