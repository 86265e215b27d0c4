"""Alerts reach people: the owner when one opens, whoever stands above while nobody answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.user import User
from domain.core.period import Grain
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.raise_alerts import advance_alerts
from domain.indicators.tell_alerts import tell_raised
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from domain.organisation.committee import CommitteeMember, Seat
from domain.organisation.unit import Unit
from tests.domain.improvement.loop import an_indicator
from tests.domain.messaging.company import MACHINE, NOON, an_account
from tests.factories import a_unit, added

RED = Level.RED


@pytest.fixture
def east(session: Session) -> Unit:
    return a_unit(session, name_zh="华东", name_en="East")


def an_alert(session: Session, unit: Unit, level: Level = RED, **facts: object) -> Alert:
    indicator = an_indicator(session, code="X1")
    values = {
        "indicator_id": indicator, "unit_id": unit.id, "grain": Grain.MONTH, "opened_period": 202605,
        "latest_period": 202605, "level": level, "worst": level, "unanswered_since": NOON,
        "state_since": NOON,
    }  # fmt: skip
    return added(session, Alert(**values | facts))


def told(session: Session) -> list[tuple[str, Occasion]]:
    query = select(User.username, Notice.occasion).join(Notice, Notice.user_id == User.id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Notice.id))]


def test_the_owner_is_told_with_names_in_both_languages(session: Session, east: Unit) -> None:
    owner = an_account(session, "sales", east)
    alert = an_alert(session, east, owner_id=owner.person_id)
    tell_raised(session, [alert], NOON)
    tell_raised(session, [alert], NOON + timedelta(hours=1))
    (notice,) = session.scalars(select(Notice)).all()
    assert notice.user_id == owner.id
    assert notice.in_words("zh_CN") == "预警（超限）：华东，回款天数，2026-05。请说明原因和处置措施。"
    assert notice.in_words("en").startswith("Alert (Off track): Days to pay, East, 2026-05.")
    assert (notice.page, notice.asks) == ("alerts", {"id": str(alert.id)})


def test_without_an_owner_the_role_in_that_unit_is_told(session: Session, east: Unit) -> None:
    mine, _ = an_account(session, "manager", east), an_account(session, "manager", a_unit(session))
    tell_raised(session, [an_alert(session, east, owner_role="manager")], NOON)
    assert told(session) == [(mine.username, Occasion.ALERT_RAISED)]


def test_turning_red_is_told_again(session: Session, east: Unit) -> None:
    owner = an_account(session, "sales", east)
    alert = an_alert(session, east, Level.AMBER, owner_id=owner.person_id)
    tell_raised(session, [alert], NOON)
    alert.level = RED
    tell_raised(session, [alert], NOON)
    assert told(session) == [(owner.username, Occasion.ALERT_RAISED)] * 2


def test_unanswered_it_climbs_from_superior_to_internal_control_to_the_committee(
    session: Session, east: Unit
) -> None:
    boss = an_account(session, "manager", east)
    owner = an_account(session, "sales", east, superior_id=boss.person_id)
    control, member = an_account(session, "internal_control"), an_account(session, "committee_member")
    added(session, CommitteeMember(person_id=member.person_id, seat=Seat.MEMBER, since=NOON.date()))
    an_alert(session, east, owner_id=owner.person_id)
    hours: list[int] = [25, 26, 49, 8 * 24]
    for passed in hours:
        advance_alerts(session, MACHINE, NOON + timedelta(hours=passed))
    assert told(session) == [
        (boss.username, Occasion.ALERT_ESCALATED),
        (control.username, Occasion.ALERT_ESCALATED),
        (member.username, Occasion.ALERT_ESCALATED),
    ]


def test_a_superior_without_rights_there_is_not_told(session: Session, east: Unit) -> None:
    boss = an_account(session, "manager", a_unit(session))
    owner = an_account(session, "sales", east, superior_id=boss.person_id)
    an_alert(session, east, owner_id=owner.person_id)
    advance_alerts(session, MACHINE, NOON + timedelta(hours=25))
    assert told(session) == []
