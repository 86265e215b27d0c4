"""Boards that people build, on screen: built from cards, the same for no two rights, one bad card no end."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.core.clock import today
from domain.core.permission import Actor, machine
from domain.reporting.board import BoardDefinition
from domain.reporting.board_card import Card, CardKind, LoopFigure
from domain.reporting.board_find import board_of, boards_of
from domain.reporting.board_layout import Layout
from domain.reporting.board_subscription import Cadence, subscription_of
from domain.reporting.board_write import new_board, share_board
from domain.sales.customer import Customer
from pages.business import customers, invoices, orders
from pages.dashboards import alerts, own_board, own_boards
from pages.improvement import actions
from tests.databases import SqliteDatabases
from tests.screens.figures import Company, company, texts
from tests.screens.visitor import KEY, refused
from tests.statements import counted
from ui.declared import SCREENS
from ui.own_boards.list_form import words_in
from ui.own_boards.panels import dashboard_of, key_of
from ui.own_boards.templates import TEMPLATES, begun
from ui.own_boards.texts import safe
from ui.own_boards.wall import SCREENFUL, screens

LISTS = {one.SCREEN.url_path: one.SCREEN for one in (alerts, actions, customers, invoices, orders)}
EVERY = Layout(
    (
        Card(kind=CardKind.TILE, width=3, indicators=("K01",)),
        Card(kind=CardKind.LOOP, width=3, figure=LoopFigure.OVERDUE),
        Card(kind=CardKind.TEXT, width=6, text_zh="# 重点\n**催收**", text_en="# Focus\n**collect**"),
        Card(kind=CardKind.TREND, indicators=("K36",)),
        Card(kind=CardKind.BARS, indicators=("K01",), by="customer"),
        Card(kind=CardKind.BARS, indicators=("K01",), by="unit"),
        Card(kind=CardKind.HEAT, width=12, indicators=("K01", "K30", "K36")),
        Card(kind=CardKind.MULTIPLES, width=12, indicators=("K01", "K36")),
        Card(kind=CardKind.TABLE, width=12, screen="invoices", rows=20),
        Card(kind=CardKind.ALERTS, width=12), Card(kind=CardKind.TASKS, width=12),
        Card(kind=CardKind.LOOP, figure=LoopFigure.AGE),
    ),
    ("customer",),
)  # fmt: skip


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with company(sqlite_databases, tmp_path_factory.mktemp("own-boards")) as made:
        yield made


def actor_of(name: str) -> Actor:
    with reading(machine("test")) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        return actor_for(session, user, today())


def build(
    layout: Layout, owner: str = "internal_control", roles: tuple[str, ...] = ("manager", "sales")
) -> int:
    actor = actor_of(owner)
    with unit_of_work(actor) as session:
        board = new_board(session, actor, name_zh="例会", name_en="Meeting", layout=layout)
        if roles:
            share_board(session, actor, board, roles)
        return board.id


@pytest.fixture(scope="module")
def whole(portal: Company) -> int:
    """A board with a card of every kind, shared."""
    return build(EVERY)


def look(portal: Company, role: str, key: int, language: str = "en", /, **asked: str) -> AppTest:
    """The page, with the lists at hand that the portal's menu would bring."""
    app = AppTest.from_file(str(own_board.__file__), default_timeout=60)
    app.user = {"session": portal.people.tokens[role]}
    app.session_state["language"] = language
    app.session_state[SCREENS] = LISTS
    for word, value in {"id": str(key), **asked}.items():
        app.query_params[word] = value
    return app.run()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_card_of_every_kind_is_drawn_in_both_languages(portal: Company, whole: int, language: str) -> None:
    app = look(portal, "manager", whole, language)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert not KEY.findall(texts(app))
    assert len(app.get("vega_lite_chart")) == 4
    assert ("Focus" if language == "en" else "重点") in texts(app)


def test_each_reader_sees_of_a_board_only_what_their_own_rights_show(portal: Company, whole: int) -> None:
    everything, south = look(portal, "manager", whole), look(portal, "south", whole)
    assert "Invoices: 7" in texts(everything)
    assert "Invoices: 6" in texts(south)
    assert "East" not in texts(south)
    assert look(portal, "south", whole, unit=str(portal.east)).error
    sales = next(one.value for one in everything.metric)
    assert sales != next(one.value for one in south.metric)


def test_a_card_that_the_reader_may_not_see_says_so_and_the_others_stand(portal: Company) -> None:
    key = build(Layout((Card(kind=CardKind.TABLE, screen="journal"), *EVERY.cards[:3])), roles=("manager",))
    app = look(portal, "manager", key)
    assert [one.value for one in app.warning] == ["This card shows a list that your roles do not open."]
    assert "Focus" in texts(app)


def test_a_board_is_no_way_round_the_permission_of_a_list(portal: Company) -> None:
    card = Card(kind=CardKind.TABLE, screen="invoices")
    key = build(Layout((card, EVERY.cards[2])), roles=("administrator",))
    actor = actor_of("administrator")
    assert not any("facts.read" in grant.permissions for grant in actor.grants)
    app = look(portal, "administrator", key)
    assert "Invoices" not in texts(app)


def test_one_bad_card_shows_its_number_and_the_page_goes_on(
    portal: Company, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: Any) -> None:
        raise ZeroDivisionError

    key = build(Layout((Card(kind=CardKind.TREND, width=3, indicators=("K30",)), *EVERY.cards[:3])))
    monkeypatch.setattr("ui.own_boards.figures.AskTrend.__call__", broken)
    app = look(portal, "manager", key)
    (warning,) = app.warning
    assert "Tell your administrator this number" in warning.value
    assert "Focus" in texts(app)


def test_a_pressed_customer_narrows_every_card_that_knows_customers(portal: Company, whole: int) -> None:
    with reading(machine("test")) as session:
        acme = session.scalars(select(Customer.id).where(Customer.name == "Acme")).one()
    app = look(portal, "manager", whole, customer=str(acme))
    words = texts(app)
    assert "Customer: Acme" in words
    assert "· Acme" in words
    assert "Invoices: 6" in words
    assert not app.error


def test_a_pressed_person_is_no_way_to_figures_of_colleagues(portal: Company) -> None:
    key = build(Layout((EVERY.cards[0], Card(kind=CardKind.BARS, indicators=("K01",), by="salesperson"))))
    app = look(portal, "south", key, salesperson="1")
    assert any("Comparing people by name" in one.value for one in app.warning)


def test_nonsense_in_the_address_is_no_error(portal: Company, whole: int) -> None:
    app = look(portal, "manager", whole, customer="drop table", period="soon", against="?")
    assert not app.exception
    assert not app.error
    assert look(portal, "manager", 10**6).error
    assert "My boards" in texts(look(portal, "manager", whole, id="x"))


def test_a_private_board_does_not_exist_for_others(portal: Company) -> None:
    key = build(EVERY, roles=())
    assert refused(look(portal, "manager", key))
    assert not refused(look(portal, "internal_control", key))


def test_a_board_looked_at_again_asks_the_database_next_to_nothing(portal: Company, whole: int) -> None:
    look(portal, "manager", whole)
    with counted() as sent:
        look(portal, "manager", whole)
    assert len(sent) <= 16


def test_a_new_board_begins_as_a_shipped_one_and_opens_in_the_editor(portal: Company) -> None:
    app = portal.people.open(own_boards, "manager")
    app.text_input(key="own_boards:new:en").input("Sales meeting")
    app.selectbox(key="own_boards:new:template").select("sales")
    app.button(key="own_boards:new:make").click().run()
    assert not app.exception
    actor = actor_of("manager")
    with reading(actor) as session:
        board = next(one for one in boards_of(session, actor) if one.name_en == "Sales meeting")
        assert len(board.shows.cards) == len(TEMPLATES["sales"].cards)
        assert board.name_zh == "Sales meeting"


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_can_be_drawn(portal: Company, template: str) -> None:
    layout = begun(template, TEMPLATES[template].codes)
    assert layout == TEMPLATES[template]
    layout.check()
    key = build(layout)
    app = look(portal, "manager", key, "zh_CN")
    assert not app.exception
    assert not app.error
    assert not KEY.findall(texts(app))


def test_indicators_that_a_portal_lacks_are_left_out_of_a_template() -> None:
    assert begun("sales", frozenset({"K01"})).codes == {"K01"}


def layout_of(key: int, name: str = "internal_control") -> Layout:
    actor = actor_of(name)
    with reading(actor) as session:
        return board_of(session, actor, key).shows


def test_a_card_is_put_on_the_board_moved_undone_and_saved_as_a_version(portal: Company) -> None:
    key = build(Layout(EVERY.cards[:3]), roles=())
    app = look(portal, "internal_control", key, edit="1")
    pills: Any = next(one for one in app.get("button_group") if "composer" in (one.key or ""))
    pills.set_value(CardKind.TREND).run()
    asked = next(name for one in app.selectbox if (name := one.key or "").endswith(":indicator"))
    app.selectbox(key=asked).select("K30").run()
    assert any("Put on the board" in one.label for one in app.button)
    next(one for one in app.button if one.label == "Put on the board").click().run()
    app.button(key="own_board:edit:3:arrow_back").click().run()
    app.button(key="own_board:edit:0:delete").click().run()
    app.button(key="own_board:edit:undo").click().run()
    assert layout_of(key) == Layout(EVERY.cards[:3]), "nothing is kept before it is saved"
    app.button(key="own_board:edit:save").click().run()
    assert not app.exception
    trend = Card(kind=CardKind.TREND, indicators=("K30",))
    assert layout_of(key) == Layout((*EVERY.cards[:2], trend, EVERY.cards[2]))
    with reading(actor_of("internal_control")) as session:
        assert session.get_one(BoardDefinition, key).number == 2


def test_a_reader_who_may_not_change_a_board_finds_no_editor(portal: Company, whole: int) -> None:
    app = look(portal, "manager", whole, edit="1")
    assert not [one for one in app.button if (one.key or "").startswith("own_board:edit")]


def test_a_wall_shows_the_boards_in_turn_without_buttons(portal: Company, whole: int) -> None:
    other = build(Layout((EVERY.cards[2],)))
    app = AppTest.from_file(str(own_board.__file__), default_timeout=60)
    app.user = {"session": portal.people.tokens["manager"]}
    app.session_state["language"] = "en"
    app.session_state[SCREENS] = LISTS
    app.query_params["id"], app.query_params["tv"] = [str(other), str(whole)], "1"
    app.run()
    assert "Focus" in texts(app)
    assert not app.button
    app.run()
    assert "K36" in texts(app) or app.metric


def test_a_wall_cuts_boards_into_screens_that_hold_them() -> None:
    cut = screens(EVERY.cards)
    places = [at for rows in cut for row in rows for at, _card in row]
    assert places == list(range(len(EVERY.cards)))
    assert len(cut) > 1
    assert all(len(rows) <= SCREENFUL for rows in cut)


def test_a_reader_subscribes_from_the_menu_of_the_board(portal: Company, whole: int) -> None:
    with reading(machine("test")) as session:
        version = session.get_one(BoardDefinition, whole).version
    app = look(portal, "manager", whole)
    app.session_state[f"own_board:menu:{whole}.{version}"] = True
    app.run()
    wished: Any = next(one for one in app.get("button_group") if one.key == "own_board:menu:sent")
    wished.set_value(Cadence.WEEKLY.value).run()
    actor = actor_of("manager")
    with reading(actor) as session:
        found = subscription_of(session, actor, whole)
        assert found is not None
        assert found.cadence is Cadence.WEEKLY


def test_texts_of_people_are_words_and_never_links_pictures_or_markup() -> None:
    assert safe("# Head") == "#### Head\n"
    assert safe("- **big** thing") == "- **big** thing"
    bad = safe("![x](http://evil) <b>hi</b> $a$ `c` :red[x] [l](http://evil)")
    assert "](" not in bad.replace("\\]", "").replace("\\(", "")
    assert all(f"\\{sign}" in bad for sign in "[(<$`:")


def test_the_address_of_a_list_becomes_the_words_of_a_card() -> None:
    said = "https://portal/orders?state=open&state=late&sort=-due_on&page=3&saved=7"
    assert words_in(said) == {"state": ["open", "late"], "sort": ["-due_on"]}
    assert words_in("unit=3") == {"unit": ["3"]}


def test_equal_cards_share_answers_and_different_ones_never_do() -> None:
    card = EVERY.cards[3]
    assert key_of(card) == key_of(replace(card))
    assert key_of(card) != key_of(replace(card, indicators=("K30",)))
    keys = [panel.key for panel in dashboard_of(Layout((card, card))).panels]
    assert len(set(keys)) == 2
