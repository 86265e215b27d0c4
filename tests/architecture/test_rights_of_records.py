"""Screens and rules agree on who may read and change which kind of record."""

import pytest

from domain.core.entity import Entity
from pages import MENU
from ui.menu import modules_of
from ui.screen import Screen
from ui.shell import declaration_of

DECLARED = [declaration_of(module) for module in modules_of(MENU)]
SCREENS = [one for one in DECLARED if isinstance(one, Screen)]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.url_path)
def test_a_screen_asks_for_the_permission_that_its_records_ask_for(screen: Screen) -> None:
    kind = screen.entity.__name__
    assert screen.read is screen.entity.read_permission, f"set {kind}.read_permission"
    assert screen.write in (None, screen.entity.write_permission), f"set {kind}.write_permission"


def test_a_page_that_opens_records_asks_for_the_permission_of_the_records() -> None:
    wrong = [
        one.url_path
        for one in DECLARED
        if not isinstance(one, Screen) and one.opens and one.read is not one.opens.read_permission
    ]
    assert not wrong, f"the page and <Entity>.read_permission must agree: {wrong}"


def test_a_kind_of_record_that_says_nothing_is_read_and_written_by_nobody_on_its_own() -> None:
    assert (Entity.read_permission, Entity.write_permission) == (None, None)
    assert not Entity.add_permissions
