"""The inbox, the bell, one's own wishes, channels and the delivery log on screen."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import carry_out, reading
from domain.access.user import User
from domain.core.clock import now, today
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.messaging.announcement import Announcement
from domain.messaging.channel import Channel, ChatService
from domain.messaging.dispatch import Dispatch, DispatchStatus
from domain.messaging.inbox import unread
from domain.messaging.notice import Link, Notice
from domain.messaging.occasion import Occasion, Pace
from domain.messaging.reach import Way
from domain.messaging.tell import tell
from domain.messaging.wishes import wishes_of_one
from pages.settings import channels, deliveries, notifications
from pages.workbench import inbox, workbench
from tests.factories import added, an_actor
from tests.screens.visitor import People, everything, typed

MANAGER, ADMINISTRATOR, CHAIR = "manager", "administrator", "committee_chair"


class Leak(Statement):
    text = "Test message from {person}: this way works."


@pytest.fixture(scope="module", autouse=True)
def told(people: People) -> None:
    """Two things for the manager, one for the chair."""
    link = Link("alerts", {"id": "1"}, Permission.ALERTS_READ)
    for user, what, occasion in (
        (MANAGER, "boiler", Occasion.ALERT_RAISED),
        (MANAGER, "pump", Occasion.ASSIGNED),
        (CHAIR, "valve", Occasion.ASSIGNED),
    ):
        key, said = user_id(user), Leak(person=what)
        carry_out(an_actor(), lambda s, k=key, w=said, o=occasion: tell(s, [k], o, w, link, now()))  # type: ignore[misc]


def user_id(username: str) -> int:
    with reading(an_actor()) as session:
        return session.scalars(select(User.id).where(User.username == username)).one()


def left(username: str) -> int:
    actor = an_actor(user_id=user_id(username))
    with reading(actor) as session:
        return unread(session, actor)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return app.run()


def line(what: str) -> Notice:
    with reading(an_actor()) as session:
        return next(one for one in session.scalars(select(Notice)) if what in str(one.said))


def test_the_inbox_shows_ones_own_lines_in_the_readers_language(people: People) -> None:
    page = everything(people.open(inbox, MANAGER))
    assert "boiler" in page
    assert "pump" in page
    assert "valve" not in page
    assert "Unread: 2" in page
    assert "发出的测试消息" in everything(people.open(inbox, MANAGER, "zh_CN"))


def test_the_inbox_is_filtered_by_kind(people: People) -> None:
    page = everything(people.open(inbox, MANAGER, kind=Occasion.ASSIGNED.value))
    assert "pump" in page
    assert "boiler" not in page
    assert "boiler" in everything(people.open(inbox, MANAGER, kind="nonsense"))


def test_a_line_is_read_and_then_all_of_them(people: People) -> None:
    app = press(people.open(inbox, MANAGER), f"inbox:{line('boiler').id}:read")
    assert left(MANAGER) == 1
    app = press(app, "inbox:all")
    assert left(MANAGER) == 0
    assert app.button(key="inbox:all").disabled
    assert left(CHAIR) == 1


def test_the_bell_counts_what_is_unread(people: People) -> None:
    assert "Inbox, 1 unread" in everything(people.enter(CHAIR))
    assert "消息中心，1 条未读" in everything(people.enter(CHAIR, "zh_CN"))


def test_an_announcement_stands_on_the_workbench_until_it_is_put_away(people: People) -> None:
    bar = Announcement(
        text_zh="周六停机维护", text_en="Maintenance on Saturday", shown_from=today(),
        shown_until=today() + timedelta(days=1),
    )  # fmt: skip
    carry_out(an_actor(), lambda session: added(session, bar))
    app = people.open(workbench, MANAGER)
    assert [one.value for one in app.info] == ["Maintenance on Saturday"]
    press(app, f"announcement-{bar.id}:away")
    assert not people.open(workbench, MANAGER).info
    assert people.open(inbox, CHAIR, "zh_CN").info[0].value == "周六停机维护"


def test_wishes_are_saved(people: People) -> None:
    app = people.open(notifications, MANAGER)
    app.selectbox(key="notifications:assigned:pace").set_value(Pace.WEEKLY)
    app.checkbox(key="notifications:assigned:mail").uncheck()
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    with reading(an_actor()) as session:
        wanted = wishes_of_one(session, user_id(MANAGER)).about(Occasion.ASSIGNED)
    assert (wanted.pace, wanted.by_mail) == (Pace.WEEKLY, False)


def test_the_address_of_a_channel_is_never_shown_again(people: People) -> None:
    secret = "TIiajkdnlazkcOXrIdevi7FQ"
    app = people.open(channels, ADMINISTRATOR, id="new")
    typed(app, "channels:new:form", name="Committee", address=f"slack://T1JJ3T3L2/A1BRTD4JD/{secret}")
    app.selectbox(key="channels:new:form:service").set_value(ChatService.SLACK)
    next(button for button in app.button if button.label == "Save").click()
    assert secret not in everything(app.run().run())
    with reading(an_actor()) as session:
        channel = session.scalars(select(Channel)).one()
    assert secret not in channel.secret
    assert secret in channel.address_of("")
    record = people.open(channels, ADMINISTRATOR, id=str(channel.id))
    assert secret not in everything(record)
    record.multiselect(key=f"channels:{channel.id}:occasions").set_value([Occasion.ALERT_RAISED.value])
    record.run()
    with reading(an_actor()) as session:
        assert session.scalars(select(Channel)).one().occasions == [Occasion.ALERT_RAISED.value]
    assert secret not in everything(people.open(channels, ADMINISTRATOR))


def test_the_log_says_what_failed_and_offers_another_try_but_not_what_was_said(people: People) -> None:
    notice = line("boiler")
    failed = Dispatch(
        key="x", notice_id=notice.id, occasion=notice.occasion, way=Way.MAIL, user_id=notice.user_id,
        due_at=now(), status=DispatchStatus.FAILED, tries=7, error="550 no such mailbox",
    )  # fmt: skip
    carry_out(an_actor(), lambda session: added(session, failed))
    app = people.open(deliveries, ADMINISTRATOR, id=str(failed.id))
    assert "550 no such mailbox" in everything(app).replace("\\", "")
    assert "boiler" not in everything(app)
    next(button for button in app.button if button.label == "Try again").click()
    app.run()
    with reading(an_actor()) as session:
        again = session.scalars(select(Dispatch)).one()
    assert (again.status, again.tries) == (DispatchStatus.WAITING, 0)
