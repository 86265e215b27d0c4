"""Nothing follows from a result that is no longer the result; and no condition is passed by waiting."""

import pytest
from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.rewards.career_level import CareerLevel
from domain.rewards.propose_uses import ProposedToday, propose_by_hand, propose_uses
from domain.rewards.use_guards import NotEligible, ResultChanged
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import UseKind, UseState
from tests.domain.rewards.rewarded import TODAY, Rewarded
from tests.domain.rewards.test_two_runs import regraded
from tests.domain.rewards.test_uses import a_rule, by_hand
from tests.factories import added

P = Permission


@pytest.fixture
def use(session: Session, company: Rewarded) -> UseOfResult:
    """Ann has a C, and a plan is proposed by HR."""
    a_rule(session, grades="C")
    company.a_result(company.ann, "C")
    (use,) = propose_uses(session, company.hr, company.cycle, TODAY)
    return use


def to(company: Rewarded, use: UseOfResult, *steps: str) -> None:
    actors = {"check": company.finance, "approve": company.manager, "execute": company.hr}
    for step in steps:
        company.take(step, use, actors[step])


@pytest.mark.parametrize(("before", "step"), [((), "check"), (("check",), "approve")])
def test_what_an_appeal_has_made_void_goes_no_further(
    session: Session, company: Rewarded, use: UseOfResult, before: tuple[str, ...], step: str
) -> None:
    to(company, use, *before)
    regraded(session, company.ann, "B", 85)
    with pytest.raises(ResultChanged):
        to(company, use, step)


def test_an_approved_use_of_a_changed_result_is_not_carried_out_but_withdrawn(
    session: Session, company: Rewarded, use: UseOfResult
) -> None:
    to(company, use, "check", "approve")
    regraded(session, company.ann, "B", 85)
    with pytest.raises(ResultChanged):
        to(company, use, "execute")
    company.take("reject", use, company.manager, "the appeal gave a B")
    assert use.state is UseState.REJECTED


def test_the_rules_look_again_at_a_changed_result_and_only_at_that(
    session: Session, company: Rewarded, use: UseOfResult
) -> None:
    assert propose_uses(session, company.hr, company.cycle, TODAY) == []
    a_rule(session, UseKind.PROMOTION, grades="B")
    regraded(session, company.ann, "B", 85)
    (promotion,) = propose_uses(session, company.hr, company.cycle, TODAY)
    assert (promotion.kind, promotion.grade_code) == (UseKind.PROMOTION, "B")
    assert propose_uses(session, company.hr, company.cycle, TODAY) == []


def test_a_promotion_whose_conditions_are_missed_since_its_approval_is_not_carried_out(
    session: Session, company: Rewarded
) -> None:
    company.a_result(company.ann, "C")
    facts = {"name_zh": "级", "name_en": "Level", "tenure_months": 0, "violation_months": 0}
    level = CareerLevel(
        code="S2", track="sales", position=2, clean_cycles=0, certificates=False, peer_least=0, **facts
    )
    added(session, level)
    values = by_hand(company, company.ann) | {"kind": "promotion", "level_id": level.id}
    use = propose_by_hand(session, company.hr, values, TODAY)
    to(company, use, "check", "approve")
    level.clean_cycles = 1
    session.flush()
    with pytest.raises(NotEligible):
        to(company, use, "execute")


def test_pressing_twice_proposes_once(session: Session, company: Rewarded) -> None:
    company.a_result(company.ann, "C")
    propose_by_hand(session, company.hr, by_hand(company, company.ann), TODAY)
    with pytest.raises(ProposedToday):
        propose_by_hand(session, company.hr, by_hand(company, company.ann), TODAY)
