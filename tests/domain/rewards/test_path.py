"""The career path: what is met, what is not, what nobody knows, and what to do about it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Permission
from domain.organisation.post import Post
from domain.rewards import path_conditions as conditions
from domain.rewards.career_level import BandUpsideDown, CareerLevel, ConditionOff
from domain.rewards.eligibility import eligibility, eligibility_of
from domain.rewards.grade_history import PastGrade
from domain.rewards.own_affair import OwnAffair
from domain.rewards.path_condition import ConditionKind, PathOutcome
from domain.rewards.placement import CareerPlacement
from domain.workforce.training_requirement import TrainingRequirement
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus
from tests.domain.rewards.rewarded import TODAY, Rewarded
from tests.factories import added, an_actor

K, O = ConditionKind, PathOutcome  # noqa: E741
D = Decimal


def a_level(**facts: object) -> CareerLevel:
    """Asks for everything that F.2 asks for."""
    usual = {
        "code": "S2", "track": "sales", "position": 2, "name_zh": "高级", "name_en": "Senior",
        "tenure_months": 12, "clean_cycles": 3, "barred_grades": "C, D", "certificates": True,
        "violation_months": 24, "peer_least": D(75),
    }  # fmt: skip
    return CareerLevel(**usual | facts)


def past(*grades: str | None) -> list[PastGrade]:
    """The latest first."""
    return [PastGrade(f"c{at}", TODAY - timedelta(90 * at), at, one) for at, one in enumerate(grades)]


@pytest.mark.parametrize(
    ("since", "outcome"),
    [(date(2025, 4, 20), O.MET), (date(2025, 4, 21), O.NOT_MET), (None, O.UNKNOWN)],
)
def test_twelve_months_in_the_level(since: date | None, outcome: PathOutcome) -> None:
    found = conditions.tenure(a_level(), since, TODAY)
    assert found is not None
    assert found.outcome is outcome
    assert (found.todo is None) is (outcome is O.MET)


@pytest.mark.parametrize(
    ("grades", "outcome"),
    [
        (("A", "B", "B"), O.MET),
        (("A", "B", "C"), O.NOT_MET),
        (("A", "B", "B", "D"), O.MET),
        (("A", None, "B", "B"), O.MET),
        (("A", "B"), O.UNKNOWN),
        (("D",), O.NOT_MET),
        ((), O.UNKNOWN),
    ],
)
def test_the_last_three_cycles_without_c_or_d(grades: tuple[str | None, ...], outcome: PathOutcome) -> None:
    found = conditions.clean_cycles(a_level(), past(*grades))
    assert found is not None
    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("confirmed", "outcome"),
    [([], O.MET), ([date(2024, 4, 20)], O.MET), ([date(2024, 4, 21)], O.NOT_MET)],
)
def test_24_months_without_a_major_violation(confirmed: list[date], outcome: PathOutcome) -> None:
    found = conditions.no_violation(a_level(), confirmed, TODAY)
    assert found is not None
    assert found.outcome is outcome


@pytest.mark.parametrize(("score", "outcome"), [(D(75), O.MET), (D("74.9"), O.NOT_MET), (None, O.UNKNOWN)])
def test_a_360_of_at_least_75(score: Decimal | None, outcome: PathOutcome) -> None:
    found = conditions.peer_score(a_level(), score, "c1")
    assert found is not None
    assert found.outcome is outcome


def test_what_a_level_does_not_ask_for_is_no_condition() -> None:
    level = a_level(tenure_months=0, clean_cycles=0, certificates=False, violation_months=0, peer_least=D(0))
    found = (
        conditions.tenure(level, None, TODAY), conditions.clean_cycles(level, []),
        conditions.certificates(level, []), conditions.no_violation(level, [], TODAY),
        conditions.peer_score(level, None, ""),
    )  # fmt: skip
    assert found == (None,) * 5


def test_the_path_leads_from_the_level_of_the_post_to_the_next_one(
    session: Session, company: Rewarded
) -> None:
    post = added(session, Post(code="S", name_zh="销售", name_en="Sales"))
    low = added(session, a_level(code="S1", position=1, post_id=post.id))
    high = added(session, a_level())
    company.ann.post_id, company.ann.joined_on = post.id, date(2024, 1, 1)
    added(session, TrainingRequirement(
        course_code="LAW", post_id=post.id, since=date(2024, 1, 1), source_ref="LAW",
    ))  # fmt: skip
    added(session, Violation(
        number="V1", salesperson_id=company.ann.id, occurred_on=date(2025, 1, 1), unit_id=company.unit.id,
        severity=ViolationSeverity.MAJOR, status=ViolationStatus.CONFIRMED, confirmed_on=date(2025, 1, 2),
        period=202501, confirmed_period=202501, source_ref="V1",
    ))  # fmt: skip
    company.a_result(company.ann, "A")
    session.flush()
    found = eligibility(session, company.acts(company.ann), company.ann, TODAY)
    assert (found.current, found.next, found.since) == (low, high, date(2024, 1, 1))
    assert {one.kind: one.outcome for one in found.conditions} == {
        K.TENURE: O.MET, K.CLEAN_CYCLES: O.UNKNOWN, K.CERTIFICATES: O.NOT_MET, K.NO_VIOLATION: O.NOT_MET,
        K.PEER_SCORE: O.UNKNOWN,
    }  # fmt: skip
    assert found.outcome is O.NOT_MET
    assert all(one.todo for one in found.conditions if one.outcome is not O.MET)


def test_a_placement_goes_before_the_post_and_the_top_has_nothing_above(
    session: Session, company: Rewarded
) -> None:
    added(session, a_level(code="S1", position=1))
    high = added(session, a_level())
    added(session, CareerPlacement(
        person_id=company.ann.id, unit_id=company.unit.id, level_id=high.id, since=TODAY,
    ))  # fmt: skip
    found = eligibility_of(session, [company.ann.id, company.bob.id], TODAY)
    assert (found[company.ann.id].current, found[company.ann.id].outcome) == (high, None)
    assert found[company.bob.id].current is None


def test_the_path_is_open_to_the_person_and_those_who_answer_for_them(
    session: Session, company: Rewarded
) -> None:
    for actor in (company.acts(company.ann), company.hr, company.manager):
        assert eligibility(session, actor, company.ann, TODAY).person_id == company.ann.id
    for actor in (company.acts(company.bob), an_actor(Permission.REWARDS_READ)):
        with pytest.raises(NotFound):
            eligibility(session, actor, company.ann, TODAY)


def test_nobody_places_themselves(session: Session, company: Rewarded) -> None:
    session.info["actor"] = company.hr
    placement = CareerPlacement(person_id=company.hana.id, unit_id=company.unit.id, level_id=1, since=TODAY)
    session.add(placement)
    with session.no_autoflush, pytest.raises(OwnAffair):
        placement.check()
    session.expunge(placement)


def test_levels_that_mean_nothing_are_refused() -> None:
    with pytest.raises(BandUpsideDown):
        a_level(pay_min=D(2), pay_max=D(1)).check()
    with pytest.raises(ConditionOff):
        a_level(peer_least=D(101)).check()
