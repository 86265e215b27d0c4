"""Signing in, staying in, being put out: over real HTTP and websocket."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access.disable_user import disable_user, enable_user
from domain.access.user import user_named
from domain.access.user_session import UserSession, hash_of
from tests.factories import PASSWORD, a_user, an_actor
from tests.gateway.browser import Browser

NewBrowser = Callable[[], Browser]


def token_of(browser: Browser) -> str:
    return browser.http.cookies["neikong"]


def shift(browser: Browser, **columns: datetime) -> None:
    """Move the clock of the browser's session row."""
    token_hash = hash_of(token_of(browser))
    carry_out(
        an_actor(),
        lambda session: session.execute(
            update(UserSession).where(UserSession.token_hash == token_hash).values(**columns)
        ),
    )


def last_seen(browser: Browser) -> datetime:
    with reading(an_actor()) as session:
        row = select(UserSession.last_seen_at).where(UserSession.token_hash == hash_of(token_of(browser)))
        return session.scalars(row).one()


def shows_sign_in(browser: Browser) -> bool:
    with browser.tab() as tab:
        return tab.run().is_sign_in


def test_the_form_leads_to_the_page_that_was_wanted(new_browser: NewBrowser) -> None:
    answer = new_browser().sign_in("gm", PASSWORD, "/customers?id=7")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/customers?id=7")


def test_scripts_cannot_read_the_session_cookie_nor_other_sites_send_it(
    new_browser: NewBrowser,
) -> None:
    cookies = new_browser().sign_in("gm", PASSWORD).headers.get_list("set-cookie")
    ours = next(cookie for cookie in cookies if cookie.startswith("neikong="))
    assert "HttpOnly" in ours
    assert "SameSite=Lax" in ours
    assert "Path=/" in ours


def test_whoever_is_signed_in_sees_the_menu(manager: Browser) -> None:
    with manager.tab() as tab:
        drawn = tab.run()
    assert not drawn.is_sign_in
    assert len(drawn.pages) > 1


def test_a_wrong_password_says_so_in_place(new_browser: NewBrowser) -> None:
    with new_browser().tab() as tab:
        form = tab.run()
        typed = {form.inputs["用户名"]: "audit", form.inputs["密码"]: "wrong wrong wrong"}
        answer = tab.run(typed=typed, pressed=form.buttons["登录"])
    assert "用户名或密码不正确" in answer.all
    assert answer.is_sign_in


def test_each_sign_in_has_a_token_of_its_own(new_browser: NewBrowser) -> None:
    first, second = new_browser(), new_browser()
    first.sign_in("gm", PASSWORD)
    second.sign_in("gm", PASSWORD)
    assert token_of(first) != token_of(second)


def test_a_token_planted_before_the_sign_in_is_replaced(new_browser: NewBrowser) -> None:
    victim = new_browser()
    victim.http.cookies.set("neikong", "planted")
    code = victim.code_for("gm", PASSWORD)
    answer = victim.http.get(code)
    assert "neikong=planted" not in str(answer.headers.get_list("set-cookie"))
    thief = new_browser()
    thief.http.cookies.set("neikong", "planted")
    assert shows_sign_in(thief)


def test_signing_in_again_ends_the_session_before(manager: Browser, new_browser: NewBrowser) -> None:
    thief = new_browser()
    thief.http.cookies.set("neikong", token_of(manager))
    assert not shows_sign_in(thief)
    same = new_browser()
    code = same.code_for("gm", PASSWORD)
    same.http.cookies.set("neikong", token_of(manager))
    same.http.get(code)
    assert shows_sign_in(thief)


def test_a_code_does_not_work_in_another_browser(new_browser: NewBrowser) -> None:
    code = new_browser().code_for("gm", PASSWORD)
    victim = new_browser()
    victim.http.get("/")
    assert victim.http.get(code).headers["Location"] == "/?again=1"
    assert "neikong" not in victim.http.cookies


def test_a_code_does_not_work_twice(new_browser: NewBrowser) -> None:
    person = new_browser()
    code = person.code_for("gm", PASSWORD)
    door = person.http.cookies["neikong-door"]
    person.http.get(code)
    thief = new_browser()
    thief.http.cookies.set("neikong-door", door)
    assert thief.http.get(code).headers["Location"] == "/?again=1"


def test_a_stolen_cookie_is_dead_after_the_sign_out(manager: Browser, new_browser: NewBrowser) -> None:
    thief = new_browser()
    thief.http.cookies.set("neikong", token_of(manager))
    assert thief.http.get("/media/x").status_code == 404
    end_in_database(manager)
    assert shows_sign_in(thief)
    assert thief.http.get("/media/x").status_code == 401


def end_in_database(browser: Browser) -> None:
    shift(browser, revoked_at=datetime.now(UTC))


def test_an_open_tab_shows_the_sign_in_at_the_next_click_after_the_end(manager: Browser) -> None:
    with manager.tab() as tab:
        assert not tab.run().is_sign_in
        end_in_database(manager)
        ended = tab.run()
    assert ended.is_sign_in
    assert "登录已失效" in ended.all
    assert set(ended.pages) <= {"登录"}


def test_a_disabled_person_is_out_at_the_next_click(new_browser: NewBrowser) -> None:
    carry_out(an_actor(), lambda session: a_user(session, username="leaver", role="sales"))
    leaver, admin = new_browser(), an_actor()
    leaver.sign_in("leaver", PASSWORD)
    with leaver.tab() as tab:
        assert not tab.run().is_sign_in
        carry_out(
            admin,
            lambda session: disable_user(session, admin, user_named(session, "leaver"), datetime.now(UTC)),
        )
        assert tab.run().is_sign_in
    carry_out(admin, lambda session: enable_user(session, admin, user_named(session, "leaver")))
    assert shows_sign_in(leaver), "what was ended stays ended"


def test_idleness_ends_the_session(manager: Browser) -> None:
    shift(manager, last_seen_at=datetime.now(UTC) - timedelta(minutes=settings().idle_minutes, seconds=1))
    assert shows_sign_in(manager)


def test_age_ends_the_session(manager: Browser) -> None:
    shift(manager, ends_at=datetime.now(UTC) - timedelta(seconds=1))
    assert shows_sign_in(manager)


def test_a_click_counts_as_being_there(manager: Browser) -> None:
    before = datetime.now(UTC) - timedelta(minutes=10)
    shift(manager, last_seen_at=before)
    with manager.tab() as tab:
        tab.run()
        deadline = time.monotonic() + 5
        while last_seen(manager) == before and time.monotonic() < deadline:
            time.sleep(0.05)
    assert last_seen(manager) > before


def test_a_page_that_refreshes_itself_does_not(manager: Browser) -> None:
    before = datetime.now(UTC) - timedelta(minutes=10)
    shift(manager, last_seen_at=before)
    with manager.tab() as tab:
        tab.run(by_itself=True)
        time.sleep(0.5)
    assert last_seen(manager) == before


def test_the_cookie_of_an_ended_session_is_taken_away(manager: Browser) -> None:
    end_in_database(manager)
    answer = manager.http.get("/")
    taken = next(cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith("neikong="))
    assert "Max-Age=0" in taken


def test_a_first_password_opens_nothing_but_its_change(new_browser: NewBrowser) -> None:
    carry_out(
        an_actor(),
        lambda session: a_user(
            session, username="newcomer", role="administrator", must_change_password=True,
            password_set_at=datetime.now(UTC),
        ),
    )  # fmt: skip
    newcomer = new_browser()
    newcomer.sign_in("newcomer", PASSWORD)
    with newcomer.tab("/customers") as tab:
        drawn = tab.run()
        assert set(drawn.inputs) == {"当前密码", "新密码", "再次输入新密码"}
        assert newcomer.http.get("/_stcore/metrics").status_code == 401
        new = "七月流火九月授衣春日载阳"
        typed = dict(zip(drawn.inputs.values(), (PASSWORD, new, new), strict=True))
        chosen = tab.run(typed=typed, pressed=drawn.buttons["保存并继续"])
    assert "/auth/complete?code=" in chosen.all
    with reading(an_actor()) as session:
        assert not user_named(session, "newcomer").must_change_password
    assert shows_sign_in(newcomer), "the session of the first password has ended"


def test_metrics_are_for_administrators(manager: Browser, new_browser: NewBrowser) -> None:
    admin = new_browser()
    admin.sign_in("admin", PASSWORD)
    assert admin.http.get("/_stcore/metrics").status_code == 200
    assert manager.http.get("/_stcore/metrics").status_code == 403


def test_signing_out_ends_the_session_and_every_tab(new_browser: NewBrowser) -> None:
    carry_out(
        an_actor(),
        lambda session: a_user(
            session, username="shortly", must_change_password=True, password_set_at=datetime.now(UTC)
        ),
    )
    person = new_browser()
    person.sign_in("shortly", PASSWORD)
    with person.tab() as tab, person.tab() as other:
        drawn = tab.run()
        out = tab.run(pressed=drawn.buttons["退出登录"])
        assert out.is_sign_in
        assert "您已退出登录" in out.all
        assert other.run().is_sign_in
