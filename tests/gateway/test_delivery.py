"""Delivery by a real mail server and to a real webhook: what arrives, what is tried again, what stays."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.access.user import UserState
from domain.core.permission import Permission
from domain.core.sealing import new_key
from domain.messaging.announcement import Announcement, announcements_for, dismiss
from domain.messaging.channel import Channel, ChatService, Spoken
from domain.messaging.dispatch import MOST_TRIES, WAITS, Dispatch, DispatchStatus, NothingToRepeat, try_again
from domain.messaging.inbox import mark_all_read, unread
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion, Pace, Usual
from domain.messaging.outbox import LEASE, due_bundles, take
from domain.messaging.tell import INBOX, tell
from domain.messaging.try_out import NoMail, NoNameOnChannel, try_channel, try_mail
from domain.messaging.wishes import choose, choose_reach
from domain.organisation.person import Person
from gateway import delivery_mail
from gateway.delivery import ACTOR, DeliverySummary, deliver_due
from gateway.delivery_chat import without_secrets
from tests import factories as make
from tests.domain.messaging.company import NIGHT, NOON, Company, acting, an_account, happened, move_in
from tests.gateway.post_office import PostOffice, Receiver, post_office, receiver

T = TypeVar("T")
MORNING = NIGHT + timedelta(hours=8)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def server() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def office(server: PostOffice, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """The mail server, empty, and a portal that knows it."""
    server.letters.clear()
    server.recipients.clear()
    server.answer = "250 OK"
    monkeypatch.setenv("NEIKONG_SMTP_URL", server.url)
    monkeypatch.setenv("NEIKONG_MAIL_FROM", "Neikong <neikong@example.com>")
    monkeypatch.setenv("NEIKONG_PUBLIC_URL", "https://neikong.example.com/")
    settings.cache_clear()
    yield server
    settings.cache_clear()


@pytest.fixture
def company(office: PostOffice) -> Company:
    return do(move_in)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as got:
        yield got


def do(work: Callable[[Session], T]) -> T:
    return carry_out(ACTOR, work)


def told(
    user_id: int, what: str = "boiler", at: datetime = NOON, occasion: Occasion = Occasion.ASSIGNED
) -> None:
    link = Link("issues", {"id": "7"}, Permission.ISSUES_READ)
    do(lambda session: tell(session, [user_id], occasion, happened(what), link, at))


def the_dispatches() -> list[Dispatch]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(Dispatch).order_by(Dispatch.id)))


def the_dispatch() -> Dispatch:
    (one,) = the_dispatches()
    return one


def test_a_notice_arrives_as_text_and_html_with_a_link(company: Company, office: PostOffice) -> None:
    told(company.gm.id, "<b>boiler</b>")
    assert deliver_due(NOON) == DeliverySummary(sent=1)
    (letter,) = office.letters
    assert office.recipients == [email_of(company.gm.id)]
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    page = letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert letter["Subject"] == "示例公司: <b>boiler</b>发出的测试消息：该渠道可用。"
    assert letter["From"] == "Neikong <neikong@example.com>"
    assert "https://neikong.example.com/issues?id=7" in text
    assert 'href="https://neikong.example.com/issues?id=7"' in page
    assert "&lt;b&gt;boiler" in page
    assert "<b>" not in page
    assert the_dispatch().status is DispatchStatus.SENT
    assert the_dispatch().sent_at == NOON


def test_a_record_named_by_its_kind_is_reached_by_way_of_the_inbox(
    company: Company, office: PostOffice
) -> None:
    link = Link("Issue", {"id": "7", "tab": "activity"})
    do(lambda session: tell(session, [company.gm.id], Occasion.MENTION, happened(), link, NOON))
    deliver_due(NOON)
    text = office.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "https://neikong.example.com/inbox?to=Issue&id=7&tab=activity\n" in text


def email_of(user_id: int) -> str:
    from domain.access.user import User

    with reading(ACTOR) as session:
        query = select(Person.email).join(User, User.person_id == Person.id).where(User.id == user_id)
        return session.scalars(query).one()


def test_each_reads_their_own_language(company: Company, office: PostOffice) -> None:
    english = do(lambda session: an_account(session, "manager", language="en"))
    told(english.id)
    deliver_due(NOON)
    (letter,) = office.letters
    assert letter["Subject"] == "Sample Company: Test message from boiler: this way works."
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "because of your choices" in text
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_nothing_is_sent_twice(company: Company, office: PostOffice) -> None:
    told(company.gm.id)
    assert deliver_due(NOON)
    assert not deliver_due(NOON + timedelta(days=1))
    assert len(office.letters) == 1


def test_two_processes_do_not_send_the_same_thing(company: Company, office: PostOffice) -> None:
    for number in range(6):
        user = do(lambda session: an_account(session, "manager"))
        told(user.id, str(number))
    with ThreadPoolExecutor(3) as processes:
        done = list(processes.map(deliver_due, [NOON] * 3))
    assert sum(one.sent for one in done) == 6
    assert len(office.letters) == len(set(office.recipients)) == 6


def test_a_failing_server_is_tried_again_after_longer_and_longer_waits(
    company: Company, office: PostOffice
) -> None:
    office.answer = "451 mailbox is busy"
    told(company.gm.id)
    assert deliver_due(NOON) == DeliverySummary(failed=1)
    failed = the_dispatch()
    assert (failed.status, failed.tries, failed.due_at) == (DispatchStatus.WAITING, 1, NOON + WAITS[0])
    assert "mailbox is busy" in failed.error
    assert not deliver_due(NOON + MINUTE / 2), "not before its time"
    assert deliver_due(NOON + MINUTE) == DeliverySummary(failed=1)
    assert the_dispatch().due_at == NOON + MINUTE + WAITS[1]
    office.answer = "250 OK"
    assert deliver_due(NOON + timedelta(minutes=6)) == DeliverySummary(sent=1)
    assert (the_dispatch().status, the_dispatch().tries, the_dispatch().error) == (DispatchStatus.SENT, 3, "")


def test_at_last_it_gives_up_and_somebody_may_try_again(company: Company, office: PostOffice) -> None:
    office.answer = "550 no such mailbox"
    told(company.gm.id, occasion=Occasion.ALERT_ESCALATED)
    at = NOON
    for wait in (*WAITS, timedelta()):
        deliver_due(at)
        at += wait
    given_up = the_dispatch()
    assert (given_up.status, given_up.tries) == (DispatchStatus.FAILED, MOST_TRIES)
    assert not deliver_due(at + timedelta(days=30))
    operator = make.an_actor(Permission.PORTAL_OPERATE)
    office.answer = "250 OK"
    carry_out(
        operator, lambda session: try_again(session, operator, session.get_one(Dispatch, given_up.id), at)
    )
    assert deliver_due(at) == DeliverySummary(sent=1)
    with pytest.raises(NothingToRepeat):
        carry_out(operator, lambda s: try_again(s, operator, s.get_one(Dispatch, given_up.id), at))


def test_a_server_that_does_not_answer_is_asked_once_a_round(
    company: Company, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIKONG_SMTP_URL", "smtp://127.0.0.1:1")
    settings.cache_clear()
    for user in (company.gm, company.wm, company.control):
        told(user.id)
    assert deliver_due(NOON) == DeliverySummary(failed=1)
    assert [one.tries for one in the_dispatches()].count(0) == 2


def test_a_password_is_not_sent_in_the_clear(
    company: Company, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIKONG_SMTP_URL", office.url.replace("://", "://user:secret@"))
    monkeypatch.setattr(delivery_mail, "LOCAL", frozenset())
    settings.cache_clear()
    told(company.gm.id)
    assert deliver_due(NOON) == DeliverySummary(failed=1)
    assert "no TLS" in the_dispatch().error
    assert "secret" not in the_dispatch().error


def test_what_nobody_foresaw_counts_as_a_try(
    company: Company, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise LookupError("out of paper")

    monkeypatch.setattr(delivery_mail, "mail_of", broken)
    told(company.gm.id)
    assert deliver_due(NOON) == DeliverySummary(failed=1)
    assert (the_dispatch().tries, the_dispatch().error) == (1, "LookupError: out of paper")


def test_quiet_hours_hold_back_what_is_not_urgent(company: Company, office: PostOffice) -> None:
    told(company.gm.id, "boiler", NIGHT)
    told(company.gm.id, "fire", NIGHT, Occasion.ALERT_ESCALATED)
    assert deliver_due(NIGHT + MINUTE) == DeliverySummary(sent=1)
    assert "fire" in office.letters[0]["Subject"]
    assert not deliver_due(MORNING - MINUTE)
    assert deliver_due(MORNING) == DeliverySummary(sent=1)
    assert "boiler" in office.letters[1]["Subject"]


def test_what_was_queued_by_day_and_is_sent_late_waits_for_the_morning(
    company: Company, office: PostOffice
) -> None:
    told(company.gm.id)
    assert not deliver_due(NIGHT), "the portal was switched off all day"
    assert (the_dispatch().due_at, the_dispatch().tries) == (MORNING, 0)
    assert deliver_due(MORNING)


def test_a_digest_gathers_the_day_in_one_letter(company: Company, office: PostOffice) -> None:
    english = do(lambda session: an_account(session, "manager", language="en"))
    daily = Usual(Pace.DAILY, by_mail=True, by_chat=False)
    for user in (company.gm, english):
        do(lambda s, user=user: choose(s, acting(user, s), Occasion.ASSIGNED, daily))  # type: ignore[misc]
        for number, what in enumerate(("boiler", "pump", "valve")):
            told(user.id, what, NOON + number * MINUTE)
    assert not deliver_due(NOON + timedelta(hours=8))
    assert deliver_due(MORNING + timedelta(hours=1)) == DeliverySummary(sent=2)
    letters = {letter["Subject"]: letter for letter in office.letters}
    assert set(letters) == {"示例公司: 3 条通知", "Sample Company: 3 notices"}
    for letter in letters.values():
        text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert text.index("boiler") < text.index("pump") < text.index("valve")
    assert {one.status for one in the_dispatches()} == {DispatchStatus.SENT}


def test_what_was_read_meanwhile_is_not_sent(company: Company, office: PostOffice) -> None:
    told(company.gm.id, at=NIGHT)
    do(lambda session: mark_all_read(session, acting(company.gm, session), NIGHT))
    assert not deliver_due(MORNING)
    assert the_dispatch().status is DispatchStatus.DROPPED


def test_who_lost_the_account_meanwhile_gets_nothing(company: Company, office: PostOffice) -> None:
    told(company.gm.id, at=NIGHT)

    def disable(session: Session) -> None:
        session.get_one(type(company.gm), company.gm.id).status = UserState.DISABLED

    do(disable)
    assert not deliver_due(MORNING)
    assert the_dispatch().status is DispatchStatus.DROPPED


def test_inbox_only_and_people_without_an_address_get_no_mail(company: Company, office: PostOffice) -> None:
    told(company.gm.id, occasion=Occasion.IMPORT_FINISHED)
    silent = do(lambda session: an_account(session, "manager", email=""))
    told(silent.id)
    assert the_dispatches() == []


def test_without_a_mail_server_nothing_is_queued(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEIKONG_SMTP_URL")
    settings.cache_clear()
    told(company.gm.id)
    assert the_dispatches() == []


def test_what_a_dead_process_had_in_hand_is_taken_over(company: Company, office: PostOffice) -> None:
    told(company.gm.id)

    def die(session: Session) -> int:
        (bundle,) = due_bundles(session, NOON)
        return len(take(session, bundle, NOON, "dead"))

    assert do(die) == 1
    assert not deliver_due(NOON + LEASE)
    assert deliver_due(NOON + LEASE + MINUTE) == DeliverySummary(sent=1)


def test_a_group_is_told_once_of_what_it_is_set_up_for(company: Company, hook: Receiver) -> None:
    def set_up(session: Session) -> None:
        group = Channel(
            name="East", service=ChatService.WEBHOOK, address=f"json://{hook.host}/secret-token",
            language=Spoken.ENGLISH, occasions=[Occasion.ALERT_RAISED.value], unit_id=company.east.id,
        )  # fmt: skip
        make.added(session, group)

    do(set_up)
    people = [company.gm.id, company.wm.id, company.control.id]
    for unit in (company.east, company.west):
        link = Link("alerts", {"id": str(unit.id)}, Permission.ALERTS_READ, unit.id)
        do(lambda s, link=link: tell(s, people, Occasion.ALERT_RAISED, happened(), link, NOON))  # type: ignore[misc]
    do(lambda s: tell(s, [company.gm.id], Occasion.ASSIGNED, happened(), INBOX, NOON))
    deliver_due(NOON)
    (body,) = hook.bodies
    assert body["title"] == "Sample Company: Test message from boiler: this way works."
    assert f"https://neikong.example.com/alerts?id={company.east.id}" in body["message"]


def test_a_channel_to_people_writes_to_each_under_their_name(company: Company, hook: Receiver) -> None:
    def set_up(session: Session) -> Channel:
        address = f"json://{hook.host}/bot/{{to}}"
        return make.added(session, Channel(name="DM", service=ChatService.WEBHOOK, address=address))

    channel = do(set_up)
    actor = do(lambda session: acting(company.gm, session))
    with pytest.raises(NoNameOnChannel):
        carry_out(
            make.an_actor(user_id=company.gm.id), lambda s: try_channel(s, make.an_actor(), channel, NOON)
        )
    hours = {"quiet_from": NOON.time(), "quiet_until": NOON.time()}
    do(lambda s: choose_reach(s, actor, channel_id=channel.id, chat_name="ada", **hours))
    told(company.gm.id)
    deliver_due(NOON)
    assert hook.paths == ["/bot/ada"]


def test_a_refused_webhook_is_kept_without_its_secret(company: Company, hook: Receiver) -> None:
    hook.status = 500
    operator = make.an_actor(user_id=company.control.id)

    def set_up(session: Session) -> None:
        address = f"json://{hook.host}/secret-token"
        channel = make.added(session, Channel(name="G", service=ChatService.WEBHOOK, address=address))
        try_channel(session, operator, channel, NOON)

    carry_out(operator, set_up)
    assert deliver_due(NOON) == DeliverySummary(failed=1)
    assert "500" in the_dispatch().error
    assert "secret-token" not in the_dispatch().error
    hook.status = 200
    assert deliver_due(NOON + MINUTE) == DeliverySummary(sent=1)
    assert len(hook.bodies) == 1


def test_a_channel_whose_key_is_lost_says_so_in_the_log_and_holds_up_nobody_else(
    company: Company, hook: Receiver, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = make.an_actor(user_id=company.control.id)

    def set_up(session: Session) -> None:
        address = f"json://{hook.host}/secret-token"
        channel = make.added(session, Channel(name="G", service=ChatService.WEBHOOK, address=address))
        try_channel(session, operator, channel, NOON)

    carry_out(operator, set_up)
    told(company.gm.id)
    before = settings().secret_keys.get_secret_value()
    use_key(monkeypatch, new_key())
    assert deliver_due(NOON) == DeliverySummary(sent=1, failed=1)
    assert "NEIKONG_SECRET_KEYS" in next(one.error for one in the_dispatches() if one.error)
    use_key(monkeypatch, before)
    assert deliver_due(NOON + MINUTE) == DeliverySummary(sent=1)


def use_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("NEIKONG_SECRET_KEYS", key)
    settings.cache_clear()


def test_secrets_are_starred_out_of_any_answer() -> None:
    address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdn?x=verysecret"
    answer = "POST https://hooks.slack.com/T1JJ3T3L2/A1BRTD4JD/TIiajkdn: 404 (verysecret)"
    assert without_secrets(answer, address) == "POST https://hooks.slack.com/***/***/***: 404 (***)"


def test_a_test_mail_needs_an_address(company: Company, office: PostOffice) -> None:
    actor = do(lambda session: acting(company.gm, session))
    carry_out(actor, lambda session: try_mail(session, actor, NIGHT))
    assert deliver_due(NIGHT) == DeliverySummary(sent=1), "a test does not wait for the morning"
    with pytest.raises(NoMail):
        carry_out(actor, lambda session: try_mail(session, make.an_actor(), NIGHT))


def test_an_announcement_is_told_when_it_begins_to_its_role_and_may_be_put_away(
    company: Company, office: PostOffice
) -> None:
    from domain.access.role import Role

    def write(session: Session) -> Announcement:
        role = session.scalars(select(Role.id).where(Role.code == "manager")).one()
        day = NOON.date() + timedelta(days=1)
        return make.added(
            session,
            Announcement(
                text_zh="周六停机维护", text_en="Maintenance on Saturday", shown_from=day, shown_until=day,
                role_id=role,
            ),
        )  # fmt: skip

    announcement = do(write)
    manager = do(lambda session: acting(company.gm, session))
    controller = do(lambda session: acting(company.control, session))
    deliver_due(NOON)
    with reading(manager) as session:
        assert unread(session, manager) == 0
        assert announcements_for(session, manager, NOON.date()) == []
    tomorrow = NOON + timedelta(days=1)
    deliver_due(tomorrow)
    deliver_due(tomorrow)
    with reading(manager) as session:
        assert unread(session, manager) == 1
        assert [one.id for one in announcements_for(session, manager, tomorrow.date())] == [announcement.id]
        assert announcements_for(session, controller, tomorrow.date()) == []
    carry_out(manager, lambda session: dismiss(session, manager, announcement.id))
    with reading(manager) as session:
        assert announcements_for(session, manager, tomorrow.date()) == []
