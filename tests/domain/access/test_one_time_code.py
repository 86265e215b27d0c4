from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.access.disable_user import disable_user
from domain.access.one_time_code import LIFE, OneTimeCode, issue_code, own_path, redeem_code
from domain.access.user import user_named
from domain.access.user_session import UserSession
from domain.core.journal import JournalEntry
from tests.factories import NOON, a_user, an_actor

Opened = tuple[str, str] | None


@pytest.fixture
def code(portal_set_up: str) -> str:
    def make(session: object) -> str:
        user = a_user(session, username="zhang", display_name="张三")  # type: ignore[arg-type]
        return issue_code(session, user.id, door="my door", wanted="/alerts?id=7", now=NOON)  # type: ignore[arg-type]

    return carry_out(an_actor(), make)


def redeem(code: str, door: str = "my door", now: datetime = NOON) -> Opened:
    return carry_out(
        an_actor(),
        lambda session: redeem_code(
            session, code, door=door, now=now, address="192.0.2.7", user_agent="Test browser"
        ),
    )


def test_a_code_opens_a_session_and_leads_where_the_person_wanted(code: str) -> None:
    opened = redeem(code)
    assert opened is not None
    assert opened[1] == "/alerts?id=7"


def test_a_code_works_once(code: str) -> None:
    assert redeem(code)
    assert redeem(code) is None


def test_of_many_uses_at_once_one_wins(code: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: redeem(code), range(6)))
    assert sum(one is not None for one in opened) == 1


def test_a_code_is_worthless_after_half_a_minute(code: str) -> None:
    assert timedelta(seconds=30) == LIFE
    assert redeem(code, now=NOON + LIFE) is None


@pytest.mark.parametrize("door", ["another door", ""])
def test_a_code_works_in_the_browser_that_asked_for_it_only(code: str, door: str) -> None:
    assert redeem(code, door=door) is None


def test_a_code_made_in_a_browser_without_cookies_works_nowhere(portal_set_up: str) -> None:
    made = carry_out(
        an_actor(), lambda session: issue_code(session, a_user(session).id, door="", wanted="/", now=NOON)
    )
    assert redeem(made, door="") is None


def test_a_made_up_code_opens_nothing(code: str) -> None:
    assert redeem("guess") is None
    assert redeem("") is None


def test_an_account_disabled_meanwhile_does_not_get_in(code: str) -> None:
    admin = an_actor()
    carry_out(admin, lambda session: disable_user(session, admin, user_named(session, "zhang"), NOON))
    assert redeem(code) is None


def test_neither_code_nor_token_is_kept(code: str) -> None:
    opened = redeem(code)
    assert opened is not None
    with reading(an_actor()) as session:
        assert session.scalars(select(OneTimeCode.code_hash)).one() != code
        assert session.scalars(select(UserSession.token_hash)).one() != opened[0]


def test_the_journal_names_who_signed_in_and_from_where(code: str) -> None:
    redeem(code)
    with reading(an_actor()) as session:
        line = session.scalars(select(JournalEntry).where(JournalEntry.action == "signed in")).one()
    assert (line.actor, line.origin, line.changes) == ("张三", "sign-in", {"address": "192.0.2.7"})


@pytest.mark.parametrize("inside", ["/", "/alerts", "/alerts?id=7&tab=history", "/客户?name=张三", "/a/b"])
def test_a_page_of_the_portal_may_be_wanted(inside: str) -> None:
    assert own_path(inside) == inside


@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/auth/complete?code=x",
        "/" + "x" * 3000,
    ],
)
def test_no_sign_in_leads_out_of_the_portal(outside: str) -> None:
    assert own_path(outside) == "/"
