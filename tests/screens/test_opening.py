"""Who may open which page, in both languages, and that a page never opens by itself."""

from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from domain.access.shipped_roles import SHIPPED_ROLES
from domain.core.permission import Actor, Grant
from pages import MENU
from tests.screens.visitor import KEY, PAGES, People, declared, everything, name, refused
from ui.menu import style_of
from ui.screen import Screen
from ui.shell import may_open

ROLES = {role.code: role for role in SHIPPED_ROLES}
EVERYBODY = pytest.mark.parametrize("role", ROLES)
EVERY_PAGE = pytest.mark.parametrize("screen", PAGES, ids=name)
READER = "internal_audit"
CHINESE = range(0x4E00, 0x9FFF)
SWITCH = "中文"
"""The language switch names each language in its own words."""


def allowed(role: str, screen: ModuleType) -> bool:
    actor = Actor(name=role, grants=(Grant(role, ROLES[role].permissions),))
    return may_open(actor, declared(screen))


def one_of_each(screen: ModuleType) -> list[str]:
    """A role that may open the page, and one that may not, where there is one: which ones, the menu tests."""
    found = {allowed(role, screen): role for role in ROLES}
    return list(found.values())


@EVERY_PAGE
def test_a_page_opens_for_a_role_that_may_read_it_and_refuses_another(
    people: People, screen: ModuleType
) -> None:
    for role in one_of_each(screen):
        app = people.open(screen, role)
        assert not app.exception
        assert refused(app) is not allowed(role, screen)
        if allowed(role, screen):
            assert not app.error


@EVERY_PAGE
def test_a_page_file_refuses_strangers_even_without_the_front_page(
    people: People, screen: ModuleType
) -> None:
    app = AppTest.from_file(str(screen.__file__), default_timeout=30).run()
    assert [error.value for error in app.error] in (["Please sign in."], ["请先登录。"])
    assert not app.title
    assert not app.dataframe


@EVERY_PAGE
def test_a_page_file_refuses_a_session_that_was_never_opened(people: People, screen: ModuleType) -> None:
    app = AppTest.from_file(str(screen.__file__), default_timeout=30)
    app.user = {"session": "0" * 64}
    assert refused(app.run())


@EVERY_PAGE
def test_a_page_speaks_english_without_a_trace_of_chinese(people: People, screen: ModuleType) -> None:
    for asked in ways(screen):
        app = people.open(screen, reader(screen), "en", **asked)
        text = everything(app).replace(SWITCH, "")
        stray = "".join(sorted({sign for sign in text if ord(sign) in CHINESE}))
        assert not stray, asked
        assert not KEY.findall(text), asked


@EVERY_PAGE
def test_a_page_shows_no_untranslated_key_in_chinese(people: People, screen: ModuleType) -> None:
    for asked in ways(screen):
        app = people.open(screen, reader(screen), "zh_CN", **asked)
        assert not app.exception
        assert not KEY.findall(everything(app)), asked


@EVERYBODY
def test_the_menu_shows_each_role_just_what_it_may_open(people: People, role: str) -> None:
    app = people.enter(role)
    assert not app.exception
    offered = {page.url_path for page in app.session_state["routes"].values()} - {""}
    visible = {declared(screen).url_path for screen in PAGES if allowed(role, screen)}
    assert offered <= visible
    assert len(visible - offered) <= 1  # the first page has the address of the portal itself


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_front_page_shows_no_untranslated_key(people: People, language: str) -> None:
    app = people.enter(READER, language)
    assert not app.exception
    assert not KEY.findall(everything(app))


def test_the_menu_has_at_most_seven_sections_of_six_groups_of_a_dozen_pages() -> None:
    assert len([section for section in MENU if section]) <= 7
    assert {section: len(groups) for section, groups in MENU.items() if len(groups) > 6} == {}
    groups = {key: len(modules) for groups in MENU.values() for key, modules in groups.items()}
    assert {key: pages for key, pages in groups.items() if pages > 12} == {}


def test_the_groups_of_a_section_stand_under_their_names(people: People) -> None:
    page = people.enter(READER, "en")
    style = next(one.proto.body for one in page.get("html"))
    for group in ("Receivables", "Training"):
        assert f'content: "{group}"' in style


@pytest.mark.parametrize(("role", "found"), [("hr", True), ("sales", False)])
def test_the_search_finds_the_lists_of_a_person_s_own_menu(people: People, role: str, found: bool) -> None:
    app = people.enter(role, "en")
    app.session_state["palette:open"] = True
    app.session_state["palette:text"] = "bonus"
    app.run()
    assert not app.exception
    assert ("palette:page:bonus-runs" in {one.key for one in app.button}) is found


def test_a_group_may_be_called_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.menu.label", lambda _: 'A"}</style><b>')
    style = style_of({"menu.x": {"menu.y": (PAGES[0],)}}, lambda _: "x")
    assert style.count("</style>") == 1
    assert "<b>" not in style


def reader(screen: ModuleType) -> str:
    """A role that may read the page."""
    return next(role for role in (READER, *ROLES) if allowed(role, screen))


def ways(screen: ModuleType) -> list[dict[str, str]]:
    """The list and, for entities, the first record."""
    return [{}, {"id": "1"}] if isinstance(declared(screen), Screen) else [{}]
