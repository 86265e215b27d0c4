"""Work is handed across units, to people who can also do it there."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.disable_user import disable_user
from domain.core.errors import NotFound
from domain.improvement.candidates import candidates
from domain.improvement.issue_state import IssueState
from domain.improvement.plan_measures import add_measure
from domain.organisation.directory import colleague
from tests.domain.improvement.loop import Loop
from tests.factories import NOON, a_person, a_unit, a_user, an_actor

TODAY = NOON.date()


def test_candidates_are_those_whose_account_may_own_issues_over_the_unit(session: Session) -> None:
    region = a_unit(session)
    branch, elsewhere = a_unit(session, parent_id=region.id), a_unit(session)
    above = a_person(session, number="S1", name="Director", unit_id=region.id)
    finance = a_person(session, number="S2", name="Accountant")
    far = a_person(session, name="Far away", unit_id=elsewhere.id)
    judge = a_person(session, name="Committee member")
    gone = a_person(session, name="Gone", left_on=TODAY - timedelta(days=1))
    shut = a_person(session, name="Shut out")
    for person, role, unit_id in (
        (above, "manager", region.id),
        (finance, "receivables", None),
        (far, "manager", elsewhere.id),
        (judge, "committee_member", None),
        (gone, "credit", None),
    ):
        a_user(session, role=role, unit_id=unit_id, person_id=person.id)
    disable_user(session, an_actor(), a_user(session, role="credit", person_id=shut.id), NOON)
    assert [one.name for one in candidates(session, branch.id, TODAY)] == ["Director", "Accountant"]


def test_an_owner_who_sees_one_unit_gives_a_measure_to_somebody_of_another(loop: Loop) -> None:
    loop.reach(IssueState.CAUSE_ANALYSIS)
    with unit_of_work(an_actor()) as session:
        other = a_person(session, name="Accountant", unit_id=a_unit(session).id).id
    owner = an_actor(name="owner", person_id=loop.people["owner"], units=frozenset({loop.unit_id}))
    due = loop.today + timedelta(days=9)
    measure = loop.act(
        owner, add_measure, loop.issue_id, title="Send statements", owner_id=other, due_on=due, now=loop.now
    )
    assert measure.owner_id == other


def test_the_directory_does_not_know_strangers(session: Session) -> None:
    with pytest.raises(NotFound):
        colleague(session, 4711)
