from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out
from domain.access.change_password import PasswordUnchanged, WrongPassword, change_own_password
from domain.access.disable_user import NotOneself, disable_user
from domain.access.password import PasswordTooSimple
from domain.access.reset_password import reset_password
from domain.access.sign_out import sign_out, sign_out_everywhere
from domain.access.signed_in import SignedIn, signed_in
from domain.access.user import User, user_named
from domain.access.user_session import Ending, end_session, hash_of, keep_alive, live_sessions
from tests.factories import NOON, PASSWORD, a_session, a_user, an_actor

MINUTE = timedelta(minutes=1)


def do(work: Callable[[Session], object]) -> object:
    return carry_out(an_actor(), work)


def browser(username: str = "zhang", now: datetime = NOON) -> str:
    """The hash of a new session of the user."""
    token = carry_out(an_actor(), lambda session: a_session(session, user_named(session, username), now))
    return hash_of(token)


@pytest.fixture(autouse=True)
def zhang(portal_set_up: str) -> User:
    return carry_out(an_actor(), lambda session: a_user(session, username="zhang", display_name="张三"))


def who(token_hash: str, now: datetime = NOON) -> SignedIn:
    found = signed_in(token_hash, now)
    assert found is not None
    return found


def test_a_live_session_says_who_is_there(zhang: User) -> None:
    found = who(browser())
    assert (found.user_id, found.username, found.actor.name) == (zhang.id, "zhang", "张三")


def test_a_made_up_hash_is_nobody() -> None:
    assert signed_in(hash_of("guess"), NOON) is None


def test_a_session_ends_after_idleness() -> None:
    token_hash = browser()
    idle = timedelta(minutes=settings().idle_minutes)
    assert signed_in(token_hash, NOON + idle - MINUTE)
    assert signed_in(token_hash, NOON + idle) is None


def test_doing_something_starts_idleness_anew() -> None:
    token_hash = browser()
    idle = timedelta(minutes=settings().idle_minutes)
    do(lambda session: keep_alive(session, token_hash, NOON + idle - MINUTE))
    assert signed_in(token_hash, NOON + idle + MINUTE)


def test_a_session_that_ran_out_is_not_brought_back() -> None:
    token_hash = browser()
    late = NOON + timedelta(minutes=settings().idle_minutes)
    do(lambda session: keep_alive(session, token_hash, late))
    assert signed_in(token_hash, late) is None


def test_a_session_ends_at_its_age_however_busy() -> None:
    token_hash, now = browser(), NOON
    end = NOON + timedelta(hours=settings().session_hours)
    while now < end:
        now += 10 * MINUTE
        do(lambda session, now=now: keep_alive(session, token_hash, now))  # type: ignore[misc]
    assert signed_in(token_hash, end - MINUTE)
    assert signed_in(token_hash, end) is None


def test_signing_out_ends_this_browser_only() -> None:
    here, there = browser(), browser()
    do(lambda session: sign_out(session, who(here), NOON))
    assert signed_in(here, NOON) is None
    assert signed_in(there, NOON)


def test_signing_out_everywhere_ends_all_browsers() -> None:
    here, there = browser(), browser()
    do(lambda session: sign_out_everywhere(session, who(here), NOON))
    assert signed_in(here, NOON) is None
    assert signed_in(there, NOON) is None


def test_a_session_is_ended_once() -> None:
    here = browser()
    assert do(lambda session: end_session(session, here, NOON, Ending.SIGNED_OUT))
    assert do(lambda session: end_session(session, here, NOON, Ending.SIGNED_OUT)) is None


def test_a_person_sees_where_they_are_signed_in(zhang: User) -> None:
    browser(now=NOON - MINUTE)
    here = browser()
    found = carry_out(an_actor(), lambda session: live_sessions(session, zhang.id, NOON))
    assert found[0].token_hash == here
    assert len(found) == 2


def test_disabling_the_account_ends_its_sessions_at_once(zhang: User) -> None:
    here = browser()
    admin = an_actor()
    do(lambda session: disable_user(session, admin, user_named(session, "zhang"), NOON))
    assert signed_in(here, NOON) is None


def test_nobody_disables_or_resets_themselves(zhang: User) -> None:
    me = an_actor(user_id=zhang.id)
    for act in (disable_user, reset_password):
        with pytest.raises(NotOneself):
            do(lambda session, act=act: act(session, me, user_named(session, "zhang"), NOON))  # type: ignore[misc]


def test_a_reset_ends_all_sessions(zhang: User) -> None:
    here = browser()
    admin = an_actor()
    do(lambda session: reset_password(session, admin, user_named(session, "zhang"), NOON))
    assert signed_in(here, NOON) is None


def test_the_last_day_of_an_account_ends_its_sessions() -> None:
    def set_last_day(session: Session) -> None:
        user_named(session, "zhang").expires_on = date(2026, 6, 15)

    do(set_last_day)
    evening = datetime.fromisoformat("2026-06-15T23:50:00+08:00")
    here = browser(now=evening)
    assert signed_in(here, evening + 9 * MINUTE)
    assert signed_in(here, evening + 10 * MINUTE) is None


def change(token_hash: str, present: str, new: str) -> str:
    return change_own_password(who(token_hash), present, new, address="", door="door", wanted="/", now=NOON)


def test_a_new_password_ends_all_sessions_and_gives_a_code_for_this_browser(zhang: User) -> None:
    here, there = browser(), browser()
    assert change(here, PASSWORD, "七月流火九月授衣春日载阳")
    assert signed_in(here, NOON) is None
    assert signed_in(there, NOON) is None


def test_the_first_password_is_a_person_s_own_after_the_change() -> None:
    def hand_over(session: Session) -> None:
        user_named(session, "zhang").must_change_password = True

    do(hand_over)
    here = browser()
    assert who(here).must_change_password
    change(here, PASSWORD, "七月流火九月授衣春日载阳")
    assert not who(browser()).must_change_password


def test_changing_the_password_asks_for_the_present_one() -> None:
    here = browser()
    with pytest.raises(WrongPassword):
        change(here, "wrong wrong wrong", "七月流火九月授衣春日载阳")
    assert signed_in(here, NOON), "a slip of the hand signs nobody out"


def test_wrong_present_passwords_count_towards_the_lock() -> None:
    here = browser()
    for _ in range(settings().sign_in_attempts):
        with pytest.raises(WrongPassword):
            change(here, "wrong wrong wrong", "七月流火九月授衣春日载阳")
    with pytest.raises(WrongPassword):
        change(here, PASSWORD, "七月流火九月授衣春日载阳")


def test_the_new_password_differs_from_the_present_one() -> None:
    with pytest.raises(PasswordUnchanged):
        change(browser(), PASSWORD, PASSWORD)


def test_a_weak_new_password_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(PasswordTooSimple):
        change(browser(), "wrong wrong wrong", "1234567890")
