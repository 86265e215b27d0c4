"""`neikong user`, `journal`, `config`, `database`: through the command line as people type it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.access.role import Role, RoleGrant
from domain.access.user import UserState, user_named
from tests.databases import SqliteDatabases, using
from tests.factories import a_unit, an_actor
from tests.gateway.command import Done, Neikong


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal's language."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture(scope="module")
def portal_set_up(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A portal that has been set up, for the tests of this file."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("cli")) as address, using(address):
        carry_out(an_actor(), lambda session: first_start(session, "示例公司", "Sample Company"))
        carry_out(an_actor(), lambda session: a_unit(session, code="SOUTH"))
        yield


@pytest.fixture
def somewhere_else(tmp_path: Path) -> Iterator[str]:
    """A database that does not exist yet."""
    url = f"sqlite:///{tmp_path / 'folder' / 'new.db'}"
    with using(url):
        yield url


def password_in(done: Done) -> str:
    found = re.search(r"^password:\s+(\S+)$", done.out, re.MULTILINE)
    assert found
    return found[1]


def test_an_account_is_made_with_its_roles_and_a_password_to_hand_over(
    portal_set_up: None, neikong: Neikong
) -> None:
    done = neikong("user", "add", "liu", "--name", "刘洋", "--role", "sales", "--unit", "SOUTH")
    assert len(password_in(done)) == 19
    with reading(an_actor()) as session:
        user = user_named(session, "liu")
        held = session.scalars(select(Role.code).join(RoleGrant).where(RoleGrant.user_id == user.id)).all()
    assert (user.display_name, user.must_change_password, held) == ("刘洋", True, ["sales"])


def test_an_account_with_an_end_date_ends_with_its_roles(portal_set_up: None, neikong: Neikong) -> None:
    neikong("user", "add", "guest", "--role", "external_auditor", "--until", "2099-12-31")
    with reading(an_actor()) as session:
        user = user_named(session, "guest")
        until = session.scalars(select(RoleGrant.until).where(RoleGrant.user_id == user.id)).one()
    assert str(user.expires_on) == str(until) == "2099-12-31"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["add", "x y"], "user name"),
        (["add", "wang", "--role", "king"], "There is no role king"),
        (["add", "wang", "--role", "sales", "--unit", "MOON"], "There is no unit MOON"),
        (["add", "wang", "--role", "external_auditor"], "until a date only"),
        (["add", "wang", "--role", "administrator", "--role", "committee_chair"], "S24"),
        (["disable", "nobody"], "There is no user nobody"),
        (["reset", "nobody"], "There is no user nobody"),
    ],
)
def test_a_refusal_is_told_on_stderr_and_nothing_is_left_behind(
    portal_set_up: None, neikong: Neikong, arguments: list[str], why: str
) -> None:
    done = neikong("user", *arguments)
    assert (done.code, done.out) == (1, "")
    assert why in done.error
    assert "There is no user wang" in neikong("user", "disable", "wang").error


def test_wrong_usage_is_exit_code_2(portal_set_up: None, neikong: Neikong) -> None:
    assert neikong("user", "add").code == 2
    assert neikong("user", "add", "x", "--until", "tomorrow").code == 2
    assert neikong("journal", "verify", "--file", "no-such-file").code == 2


def test_an_account_is_disabled_and_opened_again(portal_set_up: None, neikong: Neikong) -> None:
    neikong("user", "add", "zhao")
    neikong("user", "disable", "zhao", "--reason", "left")
    with reading(an_actor()) as session:
        assert user_named(session, "zhao").status == UserState.DISABLED
    neikong("user", "enable", "zhao")
    with reading(an_actor()) as session:
        assert user_named(session, "zhao").status == UserState.ACTIVE


def test_a_reset_prints_another_password(portal_set_up: None, neikong: Neikong) -> None:
    first = password_in(neikong("user", "add", "qian"))
    assert password_in(neikong("user", "reset", "qian")) != first


def test_an_untouched_journal_is_intact_in_the_database_and_as_a_file(
    portal_set_up: None, neikong: Neikong, tmp_path: Path
) -> None:
    file = tmp_path / "journal.jsonl"
    neikong("journal", "export", str(file))
    in_database, in_file = (
        neikong("journal", "verify"),
        neikong("journal", "verify", "--file", str(file)),
    )
    assert in_database.out == in_file.out
    assert f"{len(file.read_text().splitlines())} lines, intact" in in_file.out


@pytest.mark.parametrize("attack", ["changed", "removed", "moved", "added"])
def test_a_tampered_export_is_found(
    portal_set_up: None, neikong: Neikong, tmp_path: Path, attack: str
) -> None:
    file = tmp_path / "journal.jsonl"
    neikong("journal", "export", str(file))
    lines = file.read_text("utf-8").splitlines()
    match attack:
        case "changed":
            lines[3] = json.dumps(json.loads(lines[3]) | {"actor": "somebody else"})
        case "removed":
            del lines[3]
        case "moved":
            lines[3], lines[4] = lines[4], lines[3]
        case _:
            lines.insert(3, lines[3])
    file.write_text("\n".join(lines), "utf-8")
    done = neikong("journal", "verify", "--file", str(file))
    assert done.code == 1
    assert "not as it was written" in done.error


def test_a_file_that_is_no_journal_is_refused(portal_set_up: None, neikong: Neikong, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"seq": 1}\n')
    assert "not a line of an exported journal" in neikong("journal", "verify", "--file", str(file)).error


def test_the_settings_are_shown_without_secrets(neikong: Neikong) -> None:
    with using("postgresql+psycopg://portal:hush@db.example/neikong"):
        done = neikong("config")
    assert "NEIKONG_DATABASE_URL=postgresql+psycopg://portal:***@db.example/neikong" in done.out
    assert "hush" not in done.out


def test_a_wrong_setting_is_named(neikong: Neikong, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIKONG_DATABASE_URL", "mysql://x/y")
    settings.cache_clear()
    done = neikong("config")
    settings.cache_clear()
    assert (done.code, done.out) == (1, "")
    assert "NEIKONG_DATABASE_URL" in done.error


def test_a_database_is_made_from_nothing_and_made_again_without_harm(
    somewhere_else: str, neikong: Neikong
) -> None:
    for _ in range(2):
        assert "up to date" in neikong("database", "upgrade").out
    assert neikong("user", "add", "first", "--role", "administrator").code == 0
    assert neikong("journal", "verify").code == 0


def test_a_missing_database_is_answered_with_what_to_do(somewhere_else: str, neikong: Neikong) -> None:
    done = neikong("user", "add", "first")
    assert done.code == 1
    assert "neikong database upgrade" in done.error


def test_refusals_speak_the_language_of_the_terminal(
    portal_set_up: None, neikong: Neikong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有用户“nobody”" in neikong("user", "disable", "nobody").error
