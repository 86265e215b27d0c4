"""Boards that people build: who makes, changes, sees and is sent them; and that none widens a right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.access.role import Role
from domain.access.user import User, UserState
from domain.core.clock import now
from domain.core.errors import DomainError, Missing, NotFound, NotPermitted, NotSignedIn, StaleRecord
from domain.core.journal import JournalEntry
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Grant, Permission, machine
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish
from domain.reporting.board import Audience, AudienceOff, BoardDefinition, TurnsTooFast
from domain.reporting.board_card import Card, CardKind, LoopFigure, NotALayout, TextTooLong, TooManyTogether
from domain.reporting.board_find import board_of, boards_of, versions_of
from domain.reporting.board_layout import (
    MOST_CARDS,
    Layout,
    NoSuchDimension,
    NoSuchIndicator,
    TooManyCards,
    rows_of,
)
from domain.reporting.board_narrowed import ComparesPeople, narrowed_course, offered_members
from domain.reporting.board_subscription import (
    Cadence,
    due_subscriptions,
    mark_sent,
    subscribe,
    subscription_of,
    unsubscribe,
)
from domain.reporting.board_write import (
    BoardOfOthers,
    NoSuchBoardRole,
    describe_board,
    new_board,
    put_back,
    remove_board,
    save_layout,
    share_board,
)
from tests import factories as make
from tests.domain.reporting.conftest import Company

TEXT = Card(kind=CardKind.TEXT, width=4, text_zh="本月重点", text_en="This month")
LATE = Card(kind=CardKind.LOOP, width=3, figure=LoopFigure.OVERDUE)
PLAIN = Layout((TEXT, LATE))
THURSDAY = date(2026, 6, 18)


def one(user: User | int, role: str, *permissions: Permission) -> Actor:
    """Somebody with one role."""
    key = user if isinstance(user, int) else user.id
    return Actor(name=f"Ms {role}", user_id=key, grants=(Grant(role, frozenset(permissions)),))


@pytest.fixture
def people(database: str) -> dict[str, Actor]:
    """A maker, a colleague of another role, somebody who configures, somebody who may read no indicators."""
    with unit_of_work(machine("test")) as session:
        for code in ("maker", "seller", "keeper"):
            make.added(session, Role(code=code, name_zh=code, name_en=code, permissions=[]))
        ids = {name: make.a_user(session, username=name).id for name in ("maker", "seller", "keeper", "none")}
    read, configure = Permission.INDICATORS_READ, Permission.CONFIGURATION_WRITE
    return {
        "maker": one(ids["maker"], "maker", read),
        "seller": one(ids["seller"], "seller", read),
        "keeper": one(ids["keeper"], "keeper", read, configure),
        "none": one(ids["none"], "seller"),
    }


def made(session: Session, actor: Actor, layout: Layout = PLAIN) -> BoardDefinition:
    return new_board(session, actor, name_zh="例会", name_en="", layout=layout)


def test_a_board_is_private_until_somebody_who_configures_shares_it(people: dict[str, Actor]) -> None:
    maker, seller, keeper = people["maker"], people["seller"], people["keeper"]
    with unit_of_work(maker) as session:
        board = made(session, maker)
        key = board.id
        assert (board.audience, board.name_en) == (Audience.PRIVATE, "例会")
        with pytest.raises(NotPermitted):
            share_board(session, maker, board, ["seller"])
    with unit_of_work(keeper) as session:
        with pytest.raises(NotFound):
            board_of(session, keeper, key)
        board = session.get_one(BoardDefinition, key)
        with pytest.raises(NotFound):
            share_board(session, keeper, board, ["seller"])
        own = made(session, keeper)
        with pytest.raises(NoSuchBoardRole):
            share_board(session, keeper, own, ["nobody"])
        share_board(session, keeper, own, ["seller"])
        shared = own.id
    with reading(seller) as session:
        assert [one.id for one in boards_of(session, seller)] == [shared]
        with pytest.raises(NotFound):
            board_of(session, seller, key)
    with reading(people["none"]) as session:
        assert not boards_of(session, people["none"])


def test_a_shared_board_is_changed_only_by_those_who_configure(people: dict[str, Actor]) -> None:
    maker, seller, keeper = people["maker"], people["seller"], people["keeper"]
    both = replace(maker, grants=(*maker.grants, *keeper.grants))
    with unit_of_work(both) as session:
        board = made(session, both)
        key = board.id
        share_board(session, both, board, ["seller"])
    for actor in (maker, seller):
        with unit_of_work(actor) as session:
            with pytest.raises(BoardOfOthers):
                save_layout(session, actor, board_of(session, actor, key), Layout((TEXT,)))
            with pytest.raises(BoardOfOthers):
                remove_board(session, actor, board_of(session, actor, key), now())
    with unit_of_work(keeper) as session:
        save_layout(session, keeper, board_of(session, keeper, key), Layout((TEXT,)))
        share_board(session, keeper, board_of(session, keeper, key), [])
    with reading(maker) as session:
        assert board_of(session, maker, key).shows == Layout((TEXT,))
    with reading(seller) as session, pytest.raises(NotFound):
        board_of(session, seller, key)


def test_every_saving_is_a_version_that_can_be_brought_back(people: dict[str, Actor]) -> None:
    maker = people["maker"]
    with unit_of_work(maker) as session:
        board = made(session, maker)
        save_layout(session, maker, board, PLAIN.without(0))
        save_layout(session, maker, board, PLAIN.without(0))
        assert board.number == 2
        put_back(session, maker, board, 1)
        key = board.id
    with reading(maker) as session:
        board = board_of(session, maker, key)
        assert (board.number, board.shows) == (3, PLAIN)
        assert [(one.number, len(one.shows.cards), one.saved_by) for one in versions_of(session, board)] == [
            (3, 2, "Ms maker"), (2, 1, "Ms maker"), (1, 2, "Ms maker"),
        ]  # fmt: skip
        told = session.scalars(
            select(JournalEntry).where(
                JournalEntry.entity == "BoardDefinition", JournalEntry.entity_id == key
            )
        ).all()
        assert [entry.actor for entry in told] == ["Ms maker"] * len(told)
        assert any("layout" in entry.changes for entry in told)


def test_of_two_people_who_save_the_second_is_told(people: dict[str, Actor]) -> None:
    maker = people["maker"]
    with unit_of_work(maker) as session:
        key, seen = (board := made(session, maker)).id, board.version
    with unit_of_work(maker) as session:
        save_layout(session, maker, board_of(session, maker, key), Layout((TEXT,)), seen)
    with unit_of_work(maker) as session, pytest.raises(StaleRecord):
        save_layout(session, maker, board_of(session, maker, key), Layout((LATE,)), seen)


def test_a_removed_board_is_seen_no_more_and_its_history_stays(people: dict[str, Actor]) -> None:
    maker = people["maker"]
    with unit_of_work(maker) as session:
        board = made(session, maker)
        remove_board(session, maker, board, now())
        key = board.id
    with reading(maker) as session:
        assert not boards_of(session, maker)
        assert session.get_one(BoardDefinition, key).archived_at is not None


def test_what_cannot_be_shown_is_refused(people: dict[str, Actor]) -> None:
    maker = people["maker"]
    with unit_of_work(maker) as session:
        board = made(session, maker)
        unknown = Card(kind=CardKind.TREND, indicators=("K999",))
        with pytest.raises(NoSuchIndicator):
            save_layout(session, maker, board, Layout((unknown,)))
        with pytest.raises(TurnsTooFast):
            describe_board(session, maker, board, name_zh="例会", name_en="", seconds=1)
        session.expire(board)
        with pytest.raises(Missing):
            new_board(session, maker, name_zh=" ", name_en="", layout=PLAIN)
        with pytest.raises(NotSignedIn):
            new_board(session, replace(maker, user_id=None), name_zh="例会", name_en="", layout=PLAIN)
        with pytest.raises(NotPermitted):
            new_board(session, people["none"], name_zh="例会", name_en="", layout=PLAIN)


@pytest.mark.parametrize(
    ("layout", "refusal"),
    [
        (Layout((Card(kind=CardKind.TILE),)), Missing),
        (Layout((Card(kind=CardKind.BARS, indicators=("K01",)),)), Missing),
        (Layout((Card(kind=CardKind.TABLE),)), Missing),
        (Layout((Card(kind=CardKind.LOOP),)), Missing),
        (Layout((Card(kind=CardKind.TEXT, text_zh=" "),)), Missing),
        (Layout((replace(TEXT, width=5),)), NotALayout),
        (Layout((replace(TEXT, text_zh="x" * 5001),)), TextTooLong),
        (Layout((Card(kind=CardKind.HEAT, indicators=tuple("ABCDEFGHIJKLM")),)), TooManyTogether),
        (Layout((Card(kind=CardKind.BARS, indicators=("K01",), by="password"),)), NoSuchDimension),
        (Layout((TEXT,) * (MOST_CARDS + 1)), TooManyCards),
        (Layout((TEXT,), ("customer", "region", "channel")), NotALayout),
    ],
)
def test_a_card_without_sense_is_no_card(layout: Layout, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        layout.check()


@pytest.mark.parametrize(
    "kept",
    [
        {"cards": "all"},
        {"cards": [{"kind": "clock", "width": 6}]},
        {"cards": [{"kind": "tile"}]},
        {"cards": [{"kind": "tile", "width": 6, "indicators": "K01"}]},
        {"cards": [{"kind": "table", "width": 6, "screen": "orders", "words": {"state": "open"}}]},
        {"cards": [7]},
    ],
)
def test_a_layout_that_no_editor_wrote_is_refused(kept: dict[str, Any]) -> None:
    with pytest.raises(NotALayout):
        Layout.of(kept)


def test_a_layout_is_kept_as_json_and_read_back_the_same() -> None:
    listed = Card(kind=CardKind.TABLE, width=12, screen="orders", words={"state": ("a", "b")}, rows=20)
    whole = Layout((TEXT, LATE, listed, Card(kind=CardKind.TASKS, mine=True)), ("customer",))
    assert Layout.of(whole.plain()) == whole


def test_cards_stand_in_rows_of_twelve_and_move_one_place_at_a_time() -> None:
    cards = [Card(kind=CardKind.TILE, width=wide, indicators=(str(wide),)) for wide in (3, 4, 6, 12, 8)]
    assert [[card.width for _at, card in row] for row in rows_of(cards)] == [[3, 4], [6], [12], [8]]
    layout = Layout(tuple(cards))
    assert [card.width for card in layout.moved(0, 1).cards] == [4, 3, 6, 12, 8]
    assert layout.moved(0, -1) == layout
    assert layout.with_card(TEXT, 1).cards[1] == TEXT
    assert layout.with_card(TEXT).cards[-1] == TEXT


def test_an_audience_and_its_roles_agree() -> None:
    lame = BoardDefinition(name_zh="例会", layout={}, audience=Audience.ROLES, roles=[], seconds=30)
    lame.name_en = ""
    with pytest.raises(AudienceOff):
        lame.check()


@pytest.mark.parametrize(
    ("cadence", "since", "due"),
    [
        (Cadence.DAILY, THURSDAY, date(2026, 6, 19)),
        (Cadence.WEEKLY, THURSDAY, date(2026, 6, 22)),
        (Cadence.MONTHLY, THURSDAY, date(2026, 7, 1)),
    ],
)
def test_a_subscription_is_due_when_its_time_begins_and_once_for_what_was_missed(
    people: dict[str, Actor], cadence: Cadence, since: date, due: date
) -> None:
    maker = people["maker"]
    with unit_of_work(maker) as session:
        wish = subscribe(session, maker, made(session, maker), cadence, since)
        assert not wish.is_due(since)
        assert not wish.is_due(date.fromordinal(due.toordinal() - 1))
        assert wish.is_due(due)
        mark_sent(session, wish, due)
        assert not wish.is_due(due)
        assert wish.is_due(date(2027, 1, 15))


@pytest.fixture
def sent(people: dict[str, Actor]) -> int:
    """A board shared with sellers, and sent to one of them."""
    keeper, seller = people["keeper"], people["seller"]
    with unit_of_work(machine("test")) as session:
        root = make.the_root(session)
        reads = session.scalars(select(Role).where(Role.code == "seller")).one()
        reads.permissions = [Permission.INDICATORS_READ.value]
        make.a_grant(session, session.get_one(User, seller.user_id or 0), "seller", unit_id=root.id)
    with unit_of_work(keeper) as session:
        board = made(session, keeper)
        share_board(session, keeper, board, ["seller"])
        key = board.id
    with unit_of_work(seller) as session:
        subscribe(session, seller, board_of(session, seller, key), Cadence.DAILY, THURSDAY)
    return key


def test_a_board_is_sent_to_those_who_may_still_see_it(people: dict[str, Actor], sent: int) -> None:
    tomorrow = date(2026, 6, 19)
    with reading(machine("test")) as session:
        (due,) = due_subscriptions(session, tomorrow)
        assert (due.board.id, due.user.id) == (sent, people["seller"].user_id)
        assert due.actor.may(Permission.INDICATORS_READ)
        assert not due_subscriptions(session, THURSDAY)
    with unit_of_work(people["keeper"]) as session:
        share_board(session, people["keeper"], board_of(session, people["keeper"], sent), ["keeper"])
        assert not due_subscriptions(session, tomorrow)
        share_board(session, people["keeper"], board_of(session, people["keeper"], sent), ["seller"])
        assert due_subscriptions(session, tomorrow)
        session.get_one(User, people["seller"].user_id or 0).status = UserState.DISABLED
        assert not due_subscriptions(session, tomorrow)


def test_who_unsubscribes_is_sent_nothing_until_they_ask_again(people: dict[str, Actor], sent: int) -> None:
    seller = people["seller"]
    with unit_of_work(seller) as session:
        unsubscribe(session, seller, sent, now())
        assert subscription_of(session, seller, sent) is None
        assert not due_subscriptions(session, date(2026, 6, 19))
        subscribe(session, seller, board_of(session, seller, sent), Cadence.WEEKLY, THURSDAY)
        assert len(due_subscriptions(session, date(2026, 6, 22))) == 1


def test_nobody_subscribes_to_a_board_they_may_not_see(people: dict[str, Actor]) -> None:
    with unit_of_work(people["maker"]) as session:
        board = made(session, people["maker"])
        with pytest.raises(NotFound):
            subscribe(session, people["seller"], board, Cadence.DAILY, THURSDAY)


def narrowed(
    session: Session, actor: Actor, code: str, unit: int, by: str, member: int
) -> list[Decimal | None]:
    """The figures of one member from March to May."""
    indicator = session.scalars(select(Indicator).where(Indicator.code == code)).one()
    last = Period.of(202605, Grain.MONTH)
    wish = Wish(code, unit, by=by, member=member)
    found = narrowed_course(session, actor, indicator, wish, [*last.previous(2).to(last)], date(2026, 6, 10))
    return [figure.value if figure else None for figure in found.figures]


def test_a_board_narrowed_to_a_customer_shows_the_figures_of_that_customer(
    session: Session, company: Company
) -> None:
    reader = make.an_actor(Permission.INDICATORS_READ)
    assert narrowed(session, reader, "K01", company.root, "customer", company.buyer) == [Decimal(600)] * 3


def test_figures_of_people_by_name_stay_closed_on_a_board_too(session: Session, company: Company) -> None:
    reader = make.an_actor(Permission.INDICATORS_READ)
    with pytest.raises(ComparesPeople):
        narrowed(session, reader, "K01", company.south, "salesperson", company.seller)
    own = replace(reader, person_id=company.seller)
    assert narrowed(session, own, "K01", company.south, "salesperson", company.seller)[-1] == Decimal(600)
    leader = make.an_actor(Permission.INDICATORS_READ, Permission.PEOPLE_COMPARE)
    figures = narrowed(session, leader, "K36", company.south, "salesperson", company.rare)
    assert narrowed(session, leader, "K36", company.south, "salesperson", company.seller)[-1] is not None
    assert figures == [None, None, None], "a ratio of so few cases would tell of a person"
    assert company.seller not in offered_members(session, reader, "salesperson", company.south)
    assert company.seller in offered_members(session, leader, "salesperson", company.south)


def test_a_board_never_leads_into_a_unit_that_is_closed_to_its_reader(
    session: Session, company: Company
) -> None:
    easterner = make.an_actor(Permission.INDICATORS_READ, units=frozenset({company.east, company.shanghai}))
    with pytest.raises(NotFound):
        narrowed(session, easterner, "K01", company.south, "customer", company.buyer)
