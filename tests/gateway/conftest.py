"""A portal with people, and browsers on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from db.unit_of_work import carry_out
from domain.access.first_start import first_start
from gateway.cli import main
from tests.databases import using
from tests.factories import PASSWORD, a_user, an_actor
from tests.gateway.browser import Browser
from tests.gateway.command import Done, Neikong
from tests.portal import Portal

PEOPLE = {"gm": "manager", "admin": "administrator", "audit": "internal_audit"}


@pytest.fixture(scope="module")
def peopled(portal: Portal) -> Iterator[Portal]:
    """A running portal on whose database this process works too, with a few accounts."""

    def move_in(session: object) -> None:
        first_start(session, "示例公司", "Sample Company")  # type: ignore[arg-type]
        for username, role in PEOPLE.items():
            a_user(session, username=username, role=role, password_set_at=datetime.now(UTC))  # type: ignore[arg-type]

    with using(portal.database_url):
        carry_out(an_actor(), move_in)
        yield portal


@pytest.fixture
def new_browser(peopled: Portal) -> Iterator[Callable[[], Browser]]:
    """Makes a fresh browser."""
    made: list[Browser] = []

    def make() -> Browser:
        made.append(Browser(peopled))
        return made[-1]

    yield make
    for one in made:
        one.http.close()


@pytest.fixture
def manager(new_browser: Callable[[], Browser]) -> Browser:
    """A browser in which the manager is signed in."""
    signed_in = new_browser()
    signed_in.sign_in("gm", PASSWORD)
    return signed_in


@pytest.fixture
def neikong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Neikong:
    """Runs a command as `neikong` does, in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["neikong", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return Done(int(left.value.code or 0), told.out, told.err)

    return run
