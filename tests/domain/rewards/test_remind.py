"""Who is reminded of late uses of results, and how often."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from domain.rewards.propose_uses import propose_uses
from domain.rewards.remind import remind_of_rewards
from tests.domain.rewards.rewarded import NOW, TODAY, Rewarded
from tests.domain.rewards.test_uses import a_rule
from tests.factories import a_user


def told(session: Session) -> list[tuple[int, str]]:
    query = select(Notice).where(Notice.occasion == Occasion.OVERDUE)
    return sorted((one.user_id, str(one.said["facts"]["count"])) for one in session.scalars(query))


def test_whoever_could_act_is_reminded_once_a_week_and_never_of_themselves(
    session: Session, company: Rewarded
) -> None:
    checker = a_user(session, role="receivables", person_id=company.finn.id)
    a_user(session, role="manager", person_id=company.gao.id)
    a_user(session, role="sales", person_id=company.ann.id)
    a_rule(session, grades="C")
    for person in (company.ann, company.bob, company.finn):
        company.a_result(person, "C")
    propose_uses(session, company.hr, company.cycle, TODAY)
    assert remind_of_rewards(session, TODAY, NOW) == 0
    late = TODAY + timedelta(91)
    assert remind_of_rewards(session, late, NOW) == 1
    assert told(session) == [(checker.id, "2")]
    assert remind_of_rewards(session, late, NOW) == 0
    assert remind_of_rewards(session, late + timedelta(7), NOW) == 1
