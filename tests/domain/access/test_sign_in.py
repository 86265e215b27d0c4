import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access import password as passwords
from domain.access.authentication import SignInRefused, authenticate
from domain.access.disable_user import disable_user
from domain.access.password import is_outdated
from domain.access.reset_password import reset_password, unlock
from domain.access.sign_in_attempt import ADDRESS_FACTOR, locked_until
from domain.access.user import User, user_named
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Permission
from tests.factories import NOON, PASSWORD, a_user, an_actor

HOME = "192.0.2.7"
MINUTE = timedelta(minutes=1)


def sign_in(username: str, password: str = PASSWORD, now: datetime = NOON, address: str = HOME) -> str:
    return authenticate(username, password, address=address, door="door", wanted="/", now=now)


def refused(username: str, password: str = "wrong wrong wrong", now: datetime = NOON, **where: str) -> str:
    with pytest.raises(SignInRefused) as refusal:
        sign_in(username, password, now, **where)
    return str(refusal.value)


def fail_until_locked(username: str, now: datetime = NOON) -> None:
    for _ in range(settings().sign_in_attempts):
        refused(username, now=now)


def make_user(**facts: Any) -> User:
    return carry_out(an_actor(), lambda session: a_user(session, **facts))


def actions() -> list[str]:
    with reading(an_actor()) as session:
        return list(session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)))


def test_who_knows_the_password_gets_a_code(portal_set_up: str) -> None:
    make_user(username="zhang")
    assert len(sign_in("zhang")) >= 43


@pytest.mark.parametrize("typed", ["ZHANG", "  zhang ", "ｚｈａｎｇ"])
def test_a_user_name_may_be_typed_in_any_form(portal_set_up: str, typed: str) -> None:
    make_user(username="zhang")
    assert sign_in(typed)


def test_a_chinese_user_name_signs_in(portal_set_up: str) -> None:
    make_user(username="张三")
    assert sign_in("张三")


def test_the_refusal_never_says_why(portal_set_up: str) -> None:
    make_user(username="zhang")
    make_user(username="gone", status="disabled")
    make_user(username="past", expires_on=date(2026, 6, 14))
    make_user(username="locked")
    fail_until_locked("locked")
    said = {refused("zhang"), refused("nobody"), refused("gone", PASSWORD), refused("past", PASSWORD)}
    assert said | {refused("locked", PASSWORD)} == {str(SignInRefused())}


def test_an_account_works_through_its_last_day_at_the_company_s_clock(portal_set_up: str) -> None:
    make_user(username="auditor", expires_on=date(2026, 6, 15))
    last_minute = datetime.fromisoformat("2026-06-15T23:59:00+08:00")
    assert sign_in("auditor", now=last_minute)
    refused("auditor", PASSWORD, now=last_minute + 2 * MINUTE)


def test_the_account_locks_after_the_agreed_failures(portal_set_up: str) -> None:
    make_user(username="zhang")
    for _ in range(settings().sign_in_attempts - 1):
        refused("zhang")
    assert sign_in("zhang"), "one failure less does not lock"
    fail_until_locked("zhang", NOON + MINUTE)
    refused("zhang", PASSWORD, NOON + 2 * MINUTE)


def test_the_lock_opens_by_itself_at_its_time(portal_set_up: str) -> None:
    make_user(username="zhang")
    fail_until_locked("zhang")
    opens = NOON + timedelta(minutes=settings().lock_minutes)
    with reading(an_actor()) as session:
        assert locked_until(session, "zhang", NOON + MINUTE) == opens
        assert locked_until(session, "zhang", opens) is None
    refused("zhang", PASSWORD, opens - MINUTE)
    assert sign_in("zhang", now=opens)


def test_trying_during_the_lock_does_not_lengthen_it(portal_set_up: str) -> None:
    make_user(username="zhang")
    fail_until_locked("zhang")
    for minute in range(1, 30, 5):
        refused("zhang", now=NOON + minute * MINUTE)
    assert sign_in("zhang", now=NOON + timedelta(minutes=settings().lock_minutes))


def test_failures_long_apart_do_not_add_up(portal_set_up: str) -> None:
    make_user(username="zhang")
    apart = timedelta(minutes=settings().lock_minutes)
    for number in range(2 * settings().sign_in_attempts):
        refused("zhang", now=NOON + number * apart)
    assert sign_in("zhang", now=NOON + 20 * apart)


def test_a_name_that_nobody_has_is_locked_like_any_other(portal_set_up: str) -> None:
    fail_until_locked("nobody")
    with reading(an_actor()) as session:
        assert locked_until(session, "nobody", NOON) is not None


def test_an_administrator_opens_the_lock_early(portal_set_up: str) -> None:
    user = make_user(username="zhang")
    fail_until_locked("zhang")
    carry_out(an_actor(), lambda session: unlock(session, an_actor(), _again(session, user), NOON + MINUTE))
    assert sign_in("zhang", now=NOON + 2 * MINUTE)


def test_a_lock_hits_one_account_only(portal_set_up: str) -> None:
    make_user(username="zhang")
    make_user(username="li")
    fail_until_locked("zhang")
    assert sign_in("li")


def test_one_address_cannot_try_name_after_name(portal_set_up: str) -> None:
    make_user(username="zhang")
    for number in range(ADDRESS_FACTOR * settings().sign_in_attempts):
        refused(f"guess{number}", now=NOON)
    refused("zhang", PASSWORD)
    assert sign_in("zhang", address="198.51.100.9"), "others are not hit"
    assert sign_in("zhang", now=NOON + timedelta(minutes=settings().lock_minutes)), "and it ends"


def test_many_guesses_at_once_do_not_get_more_tries(portal_set_up: str) -> None:
    make_user(username="zhang")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: refused("zhang"), range(16)))
    assert actions().count("sign-in failed") == settings().sign_in_attempts - 1
    assert actions().count("account locked") == 1


def test_known_and_unknown_names_take_the_same_time(
    portal_set_up: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "COST", 10)
    monkeypatch.setenv("NEIKONG_SIGN_IN_ATTEMPTS", "20")
    settings.cache_clear()
    make_user(username="zhang")

    def seconds(username: str) -> float:
        begin = time.perf_counter()
        refused(username)
        return time.perf_counter() - begin

    known, unknown = zip(*((seconds("zhang"), seconds("nobody")) for _ in range(7)), strict=True)
    ratio = statistics.median(known) / statistics.median(unknown)
    assert 0.5 < ratio < 2, "without a look at a hash the unknown name would answer twenty times faster"


def test_a_first_password_goes_stale(portal_set_up: str) -> None:
    make_user(username="zhang", must_change_password=True)
    assert sign_in("zhang", now=NOON + timedelta(days=7))
    refused("zhang", PASSWORD, now=NOON + timedelta(days=7, minutes=1))


def test_signing_in_renews_a_hash_that_cost_too_little(
    portal_set_up: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(username="zhang")
    monkeypatch.setattr(passwords, "COST", 5)
    sign_in("zhang")
    with reading(an_actor()) as session:
        assert not is_outdated(user_named(session, "zhang").password_hash)
    assert sign_in("zhang")


def test_failures_and_locks_are_in_the_journal_without_the_password(portal_set_up: str) -> None:
    user = make_user(username="zhang")
    fail_until_locked("zhang")
    with reading(an_actor()) as session:
        lines = session.scalars(select(JournalEntry).where(JournalEntry.action == "account locked")).all()
        everything = session.scalars(select(JournalEntry)).all()
    assert [(line.entity, line.entity_id) for line in lines] == [("User", user.id)]
    assert "wrong wrong wrong" not in str([line.changes for line in everything])
    assert user.password_hash not in str([line.changes for line in everything])


def test_a_reset_ends_the_lock_and_the_old_password(portal_set_up: str) -> None:
    user = make_user(username="zhang")
    fail_until_locked("zhang")
    new = carry_out(
        an_actor(), lambda session: reset_password(session, an_actor(), _again(session, user), NOON)
    )
    refused("zhang", PASSWORD)
    assert sign_in("zhang", new)


def test_only_who_may_grant_access_disables_or_resets(portal_set_up: str) -> None:
    user = make_user()
    reader = an_actor(Permission.ACCESS_READ)
    for act in (disable_user, reset_password, unlock):
        with pytest.raises(NotPermitted):
            carry_out(reader, lambda session, act=act: act(session, reader, _again(session, user), NOON))  # type: ignore[misc]


def _again(session: Any, user: User) -> User:
    return user_named(session, user.username)
