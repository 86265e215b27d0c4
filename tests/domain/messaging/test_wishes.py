"""What people want: how soon, by what, and when not at all."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import Missing
from domain.messaging.channel import Channel, ChatService
from domain.messaging.occasion import CHOSEN, Occasion, Pace, Usual
from domain.messaging.reach import Preference, Way, Wishes, planned
from domain.messaging.wishes import NotAPersonalChannel, choose, choose_reach, wishes_of_one
from tests import factories as make
from tests.domain.messaging.company import NIGHT, NOON, acting, move_in

SEVEN = datetime(2026, 6, 15, 23, tzinfo=UTC)
"""Tuesday, 07:00 in Shanghai."""


def test_urgent_things_leave_at_night_others_in_the_morning() -> None:
    usual = Wishes()
    assert usual.due(Occasion.ASSIGNED, NOON) == NOON
    assert usual.due(Occasion.ASSIGNED, NIGHT) == SEVEN
    assert usual.due(Occasion.ALERT_ESCALATED, NIGHT) == NIGHT


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    lunch = Wishes(quiet_from=time(12), quiet_until=time(14))
    assert lunch.due(Occasion.ASSIGNED, NOON) == datetime(2026, 6, 15, 6, tzinfo=UTC)
    assert lunch.due(Occasion.ASSIGNED, NIGHT) == NIGHT
    never = Wishes(quiet_from=time(0), quiet_until=time(0))
    assert never.due(Occasion.ASSIGNED, NIGHT) == NIGHT


def test_after_midnight_the_quiet_hours_end_the_same_morning() -> None:
    at_two = datetime(2026, 6, 15, 18, tzinfo=UTC)
    assert Wishes().after_quiet(at_two) == SEVEN
    assert Wishes().after_quiet(SEVEN) == SEVEN


def test_digests_leave_in_the_morning_the_weekly_one_on_monday() -> None:
    eight_tomorrow = datetime(2026, 6, 16, 0, tzinfo=UTC)
    assert planned(Pace.DAILY, NOON) == eight_tomorrow
    assert planned(Pace.DAILY, datetime(2026, 6, 14, 23, tzinfo=UTC)) == datetime(2026, 6, 15, tzinfo=UTC)
    assert planned(Pace.WEEKLY, NOON) == datetime(2026, 6, 22, tzinfo=UTC)
    assert planned(Pace.WEEKLY, datetime(2026, 6, 14, 23, tzinfo=UTC)) == datetime(2026, 6, 15, tzinfo=UTC)
    assert planned(Pace.AT_ONCE, NOON) == NOON


def test_a_choice_counts_and_the_usual_way_is_not_kept(session: Session) -> None:
    user = move_in(session).gm
    actor = acting(user, session)
    assert wishes_of_one(session, user.id).about(Occasion.ASSIGNED) == Occasion.ASSIGNED.usual
    weekly = Usual(Pace.WEEKLY, by_mail=True, by_chat=False)
    choose(session, actor, Occasion.ASSIGNED, weekly)
    assert wishes_of_one(session, user.id).about(Occasion.ASSIGNED) == weekly
    choose(session, actor, Occasion.ASSIGNED, Occasion.ASSIGNED.usual)
    assert session.scalars(select(Preference)).all() == []


def test_chat_needs_a_channel_to_people_and_a_name_on_it(session: Session) -> None:
    user = move_in(session).gm
    actor = acting(user, session)
    group = make.added(session, Channel(name="G", service=ChatService.WECOM, address="wecombot://abcdefgh"))
    people = make.added(session, Channel(name="P", service=ChatService.SLACK, address="slack://a/b/c/@{to}"))
    hours = {"quiet_from": time(22), "quiet_until": time(6)}
    with pytest.raises(NotAPersonalChannel):
        choose_reach(session, actor, channel_id=group.id, chat_name="ada", **hours)
    with pytest.raises(Missing):
        choose_reach(session, actor, channel_id=people.id, chat_name=" ", **hours)
    assert wishes_of_one(session, user.id).ways(Occasion.ASSIGNED) == (Way.MAIL,)
    choose_reach(session, actor, channel_id=people.id, chat_name="ada", **hours)
    wishes = wishes_of_one(session, user.id)
    assert wishes.ways(Occasion.ASSIGNED) == (Way.MAIL, Way.CHAT)
    assert (wishes.quiet_from, wishes.quiet_until) == (time(22), time(6))


@pytest.mark.parametrize("occasion", CHOSEN)
def test_inbox_only_never_leaves(occasion: Occasion) -> None:
    kept = Usual(Pace.INBOX_ONLY, by_mail=True, by_chat=True)
    assert Wishes({occasion: kept}, channel_id=1, chat_name="ada").ways(occasion) == ()
