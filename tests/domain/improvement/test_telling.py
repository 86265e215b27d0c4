"""Whoever must act next in the loop is told, and whoever waits for a decision; nobody of their own acts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User
from domain.improvement.hand_over import hand_over
from domain.improvement.issue_state import IssueState
from domain.improvement.remind import remind
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from tests.domain.improvement.loop import Loop, finish, report
from tests.factories import a_user, an_actor

HELD = {
    "reporter": "manager",
    "secretary": "committee_secretary",
    "owner": "manager",
    "doer": "sales",
    "member": "committee_member",
    "verifier": "internal_control",
    "chair": "committee_chair",
}
Told = list[tuple[str, Occasion]]


@pytest.fixture
def accounts(loop: Loop) -> Loop:
    """Everybody of the loop can sign in."""
    with unit_of_work(an_actor()) as session:
        for part, role in HELD.items():
            a_user(session, username=part, person_id=loop.people[part], role=role)
    return loop


def told(since: int = 0) -> Told:
    """Who was told what, in order."""
    with reading(an_actor()) as session:
        query = select(User.username, Notice.occasion).join(Notice, Notice.user_id == User.id)
        rows = session.execute(query.where(Notice.id > since).order_by(Notice.id))
        return [(username, occasion) for username, occasion in rows]


def texts(part: str) -> list[str]:
    with reading(an_actor()) as session:
        query = select(Notice).join(User, User.id == Notice.user_id).where(User.username == part)
        return [one.in_words("zh_CN") for one in session.scalars(query.order_by(Notice.id))]


def test_the_way_of_an_issue_is_told_to_those_it_concerns(accounts: Loop) -> None:
    accounts.click_through(IssueState.EFFECTIVE)
    assert told() == [
        ("secretary", Occasion.YOUR_TURN),
        ("owner", Occasion.ASSIGNED),
        ("member", Occasion.APPROVAL_ASKED),
        ("chair", Occasion.APPROVAL_ASKED),
        ("owner", Occasion.APPROVAL_DECIDED),
        ("doer", Occasion.ASSIGNED),
        ("doer", Occasion.ASSIGNED),
        ("owner", Occasion.YOUR_TURN),
        ("verifier", Occasion.YOUR_TURN),
        ("owner", Occasion.APPROVAL_DECIDED),
        ("owner", Occasion.APPROVAL_DECIDED),
        ("chair", Occasion.APPROVAL_ASKED),
    ]


def test_it_is_told_in_plain_words(accounts: Loop) -> None:
    accounts.click_through(IssueState.PLAN_APPROVED)
    number = accounts.issue().number
    assert texts("secretary") == [f"{number} Customers pay later：下一步“受理”待您处理。"]
    assert texts("chair") == [f"{number} Customers pay later：下一步“批准方案”待您处理。"]
    assert texts("owner")[1] == (
        f"{number} Customers pay later：member已执行“批准方案”，当前状态：方案已批。"
    )


def test_the_reporter_is_not_asked_to_triage_their_own_report(accounts: Loop) -> None:
    with unit_of_work(an_actor()) as session:
        a_user(session, username="second", person_id=accounts.people["reporter"], role="committee_secretary")
    report(accounts)
    assert told() == [("secretary", Occasion.YOUR_TURN)]


def test_a_new_owner_is_told(accounts: Loop) -> None:
    accounts.reach(IssueState.CAUSE_ANALYSIS)
    before = len(told())
    doer = accounts.people["doer"]
    accounts.act("secretary", hand_over, accounts.issue_id, owner_id=doer, reason="Away", now=accounts.now)
    assert told()[before:] == [("doer", Occasion.ASSIGNED)]


def test_what_is_late_is_told_once(accounts: Loop) -> None:
    accounts.reach(IssueState.IN_PROGRESS)
    finish(accounts, accounts.measure_ids[0])
    before = len(told())
    late = accounts.now + timedelta(days=25)
    for _ in range(2):
        with unit_of_work(an_actor()) as session:
            remind(session, late.date(), late)
    assert sorted(told()[before:]) == [("doer", Occasion.OVERDUE), ("owner", Occasion.OVERDUE)]


def test_verifiers_are_told_when_the_window_is_over(accounts: Loop) -> None:
    accounts.reach(IssueState.OBSERVING)
    before = len(told())
    until = accounts.issue().observed_until
    assert until is not None
    for day in (until, until + timedelta(days=1)):
        with unit_of_work(an_actor()) as session:
            remind(session, day, accounts.now)
    assert [one for one in told()[before:] if one[1] is Occasion.YOUR_TURN] == [
        ("verifier", Occasion.YOUR_TURN)
    ]
