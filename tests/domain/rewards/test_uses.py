"""What follows from results: proposed once, by rules; decided by people whom it does not concern."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.cycle_state import CycleState
from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import today
from domain.core.errors import DomainError, Missing, NotPermitted, ReasonNeeded, StepRefused
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.rewards.career_level import CareerLevel
from domain.rewards.outcome_review import OutcomeReview
from domain.rewards.own_affair import OwnAffair, TookPart
from domain.rewards.placement import CareerPlacement
from domain.rewards.propose_uses import NotPublishedYet, propose_by_hand, propose_uses
from domain.rewards.review_use import TooEarly, review_use
from domain.rewards.shipped_rewards import SHIPPED_RULES, install_rewards
from domain.rewards.use_guards import NoOutcome, NotEligible
from domain.rewards.use_of_result import OriginIsFixed, UseOfResult
from domain.rewards.use_rule import BadHistory, NoCondition, UnknownGrade, UseRule
from domain.rewards.use_state import OutcomeVerdict, UseKind, UseState
from domain.training.need import TrainingNeed
from tests.domain.rewards.rewarded import NOW, TODAY, Rewarded
from tests.domain.rewards.test_bonus_run import all_rights, as_seen_by
from tests.factories import added, an_actor

P = Permission


def a_rule(session: Session, kind: UseKind = UseKind.IMPROVEMENT_PLAN, **facts: Any) -> UseRule:
    defaults = {"code": f"R{facts}"[:60], "name_zh": "规则", "name_en": "Rule", "kind": kind}
    rule = UseRule(**defaults | facts)
    rule.check()
    return added(session, rule)


def proposed(company: Rewarded) -> list[UseOfResult]:
    return propose_uses(company.session, company.hr, company.cycle, TODAY)


@pytest.fixture
def use(session: Session, company: Rewarded) -> UseOfResult:
    """Ann has a C; a plan of 90 days is proposed by HR."""
    a_rule(session, grades="C")
    company.a_result(company.ann, "C")
    (use,) = proposed(company)
    return use


def by_hand(company: Rewarded, person: Person) -> dict[str, Any]:
    note = "Spot award of 2,000"
    return {"cycle_id": company.cycle.id, "person_id": person.id, "kind": "bonus", "note": note}


def checker(company: Rewarded) -> Actor:
    return company.acts(company.person("hugo"), P.REWARDS_PROPOSE)


def approved(company: Rewarded, use: UseOfResult) -> UseOfResult:
    company.take("check", use, checker(company))
    company.take("approve", use, company.manager)
    return use


def executed(company: Rewarded, use: UseOfResult) -> UseOfResult:
    company.take("execute", approved(company, use), company.hr)
    return use


def test_a_c_leads_to_a_plan_within_90_days_and_says_why(use: UseOfResult) -> None:
    assert use.execute_by == TODAY + timedelta(90)
    said = [one["text"].format(**one["facts"]) for one in use.why]
    assert said[1] == "Grade C in q1-2026 (70 points)."


def test_proposing_again_adds_nothing(session: Session, company: Rewarded, use: UseOfResult) -> None:
    assert proposed(company) == []
    company.take("reject", use, checker(company), "not now")
    assert proposed(company) == []


@pytest.mark.parametrize(
    ("facts", "grade", "applies"),
    [
        ({"grades": "S, A"}, "A", True),
        ({"grades": "S，A"}, "B", False),
        ({"score_below": Decimal(80)}, "C", True),
        ({"score_below": Decimal(70)}, "C", False),
        ({"score_from": Decimal(85)}, "B", True),
        ({"grades": "B", "item_below": Decimal(80)}, "B", True),
        ({"item_key": "other", "item_below": Decimal(80)}, "B", False),
        ({"grades": "C", "item_below": Decimal(60)}, "C", False),
        ({"gap_least": 1}, "B", False),
        ({"grades": "A", "times": 2, "cycles": 2}, "A", False),
    ],
)
def test_a_rule_applies_where_all_its_conditions_hold(
    session: Session, company: Rewarded, facts: dict[str, Any], grade: str, applies: bool
) -> None:
    a_rule(session, **facts)
    company.a_result(company.ann, grade, items={"sales": 75})
    assert bool(proposed(company)) is applies


def test_two_of_the_last_three_cycles(session: Session, company: Rewarded) -> None:
    a_rule(session, grades="S, A", times=2, cycles=3)
    for quarter, grade in ((3, "A"), (4, "B")):
        cycle = company.a_cycle(quarter, 2025)
        company.a_result(company.ann, grade, cycle=cycle)
        company.a_result(company.bob, "B", cycle=cycle)
    company.a_result(company.ann, "S")
    company.a_result(company.bob, "S")
    assert [one.person_id for one in proposed(company)] == [company.ann.id]


def test_nobody_proposes_for_themselves(session: Session, company: Rewarded) -> None:
    a_rule(session, grades="S")
    company.a_result(company.hana, "S")
    assert proposed(company) == []
    with pytest.raises(OwnAffair):
        propose_by_hand(session, company.hr, by_hand(company, company.hana), TODAY)


def test_nothing_follows_before_publication(session: Session, company: Rewarded) -> None:
    company.cycle.state = CycleState.CALIBRATING
    with pytest.raises(NotPublishedYet):
        proposed(company)


def test_proposing_takes_the_right_and_a_person(session: Session, company: Rewarded) -> None:
    with pytest.raises(NotPermitted):
        propose_uses(session, company.manager, company.cycle, TODAY)
    with pytest.raises(AccountWithoutPerson):
        propose_uses(session, an_actor(P.REWARDS_PROPOSE), company.cycle, TODAY)


@pytest.mark.parametrize("step", ["check", "reject"])
def test_the_proposer_does_not_check(company: Rewarded, use: UseOfResult, step: str) -> None:
    with pytest.raises(TookPart):
        company.take(step, use, all_rights(company, company.hana), "why")


def test_neither_proposer_nor_checker_approves(company: Rewarded, use: UseOfResult) -> None:
    company.take("check", use, company.finance)
    for person in (company.hana, company.finn):
        for step in ("approve", "reject"):
            with pytest.raises(TookPart):
                company.take(step, use, all_rights(company, person), "why")
    company.take("approve", use, company.manager)
    assert use.state is UseState.APPROVED


def test_nobody_takes_a_step_that_concerns_themselves(company: Rewarded, use: UseOfResult) -> None:
    ann = all_rights(company, company.ann)
    with pytest.raises(OwnAffair):
        company.take("check", use, ann)
    company.take("check", use, checker(company))
    with pytest.raises(OwnAffair):
        company.take("approve", use, ann)
    company.take("approve", use, company.manager)
    with pytest.raises(OwnAffair):
        company.take("execute", use, ann)


def test_whoever_approved_does_not_carry_it_out(company: Rewarded, use: UseOfResult) -> None:
    approved(company, use)
    with pytest.raises(TookPart):
        company.take("execute", use, all_rights(company, company.gao))


def test_a_colleague_without_rights_does_nothing(company: Rewarded, use: UseOfResult) -> None:
    with pytest.raises(NotPermitted):
        company.take("check", use, company.acts(company.bob))
    company.take("check", use, checker(company))
    with pytest.raises(NotPermitted):
        company.take("approve", use, company.finance)


def test_a_rejection_says_why(company: Rewarded, use: UseOfResult) -> None:
    with pytest.raises(ReasonNeeded):
        company.take("reject", use, company.finance)


def test_the_person_learns_of_it_once_it_is_approved(
    session: Session, company: Rewarded, use: UseOfResult
) -> None:
    for person in (company.acts(company.ann), all_rights(company, company.ann)):
        assert as_seen_by(session, person, UseOfResult) == []
    assert as_seen_by(session, company.acts(company.gao), UseOfResult) == [use]
    assert as_seen_by(session, company.acts(company.bob), UseOfResult) == []
    approved(company, use)
    assert as_seen_by(session, company.acts(company.ann), UseOfResult) == [use]


def test_carrying_out_dates_it_and_says_when_to_look_again(company: Rewarded, use: UseOfResult) -> None:
    executed(company, use)
    assert use.executed_on == TODAY
    assert use.review_on is not None
    assert (use.review_on.year, use.review_on.month) == (2026, 10)


def test_training_and_coaching_raise_a_need_once_carried_out(session: Session, company: Rewarded) -> None:
    a_rule(session, UseKind.TRAINING, grades="C")
    company.a_result(company.ann, "C")
    (use,) = proposed(company)
    approved(company, use)
    assert session.scalars(select(TrainingNeed)).all() == []
    company.take("execute", use, company.hr)
    need = session.scalars(select(TrainingNeed)).one()
    assert (need.person_id, need.entity, need.entity_id) == (company.ann.id, "UseOfResult", use.id)


def test_the_outcome_is_reviewed_from_its_day_on_by_rater_or_hr(
    session: Session, company: Rewarded, use: UseOfResult
) -> None:
    executed(company, use)
    later = NOW + timedelta(200)
    rater = company.acts(company.gao)
    with pytest.raises(TooEarly):
        review_use(session, rater, use, OutcomeVerdict.REACHED, "B now", NOW)
    with pytest.raises(OwnAffair):
        review_use(session, all_rights(company, company.ann), use, OutcomeVerdict.REACHED, "good", later)
    with pytest.raises(NotPermitted):
        review_use(session, company.finance, use, OutcomeVerdict.REACHED, "good", later)
    with pytest.raises(NoOutcome):
        company.take("review", use, company.hr)
    review = review_use(session, rater, use, OutcomeVerdict.PARTLY, "B now", later)
    assert (use.state, review.by_id) == (UseState.REVIEWED, company.gao.id)
    assert as_seen_by(session, company.acts(company.ann), OutcomeReview) == [review]


def test_nothing_is_reviewed_before_it_is_carried_out(company: Rewarded, use: UseOfResult) -> None:
    with pytest.raises(StepRefused):
        review_use(company.session, company.hr, use, OutcomeVerdict.REACHED, "x", NOW)


def test_a_promotion_names_a_level_and_waits_for_its_conditions(session: Session, company: Rewarded) -> None:
    level = added(
        session,
        CareerLevel(
            code="S2", track="sales", position=2, name_zh="高级", name_en="Senior", tenure_months=0,
            clean_cycles=0, certificates=False, violation_months=0, peer_least=Decimal(0),
        ),
    )  # fmt: skip
    a_rule(session, UseKind.PROMOTION, grades="S")
    company.a_result(company.ann, "S")
    (use,) = proposed(company)
    with pytest.raises(Missing):
        company.take("check", use, checker(company))
    use.level_id, level.tenure_months = level.id, 12
    company.ann.joined_on = TODAY - timedelta(100)
    company.take("check", use, checker(company))
    lowest = CareerLevel(code="S1", track="sales", position=1, name_zh="初级", name_en="Junior")
    placed(session, company, added(session, lowest), 100)
    with pytest.raises(NotEligible):
        company.take("approve", use, company.manager)
    level.tenure_months = 3
    company.take("approve", use, company.manager)
    company.take("execute", use, company.hr)
    now = session.scalars(select(CareerPlacement).where(CareerPlacement.use_id == use.id)).one()
    assert (now.level_id, now.since) == (level.id, TODAY)


def placed(session: Session, company: Rewarded, level: CareerLevel, days: int) -> CareerPlacement:
    return added(
        session,
        CareerPlacement(
            person_id=company.ann.id, unit_id=company.unit.id, level_id=level.id,
            since=today() - timedelta(days),
        ),
    )  # fmt: skip


def test_where_it_comes_from_is_history(company: Rewarded, use: UseOfResult) -> None:
    with pytest.raises(OriginIsFixed):
        use.person_id = company.bob.id


def test_one_thing_is_proposed_by_hand_for_a_published_result(session: Session, company: Rewarded) -> None:
    company.a_result(company.ann, "B")
    use = propose_by_hand(session, company.hr, by_hand(company, company.ann), TODAY)
    with pytest.raises(NotPublishedYet):
        propose_by_hand(session, company.hr, by_hand(company, company.bob), TODAY)
    assert (use.state, use.rule_id, use.person_id) == (UseState.PROPOSED, None, company.ann.id)
    with pytest.raises(TookPart):
        company.take("check", use, all_rights(company, company.hana))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, NoCondition),
        ({"grades": "E"}, UnknownGrade),
        ({"grades": "A", "times": 3, "cycles": 2}, BadHistory),
        ({"score_below": Decimal(80), "times": 1, "cycles": 2}, BadHistory),
    ],
)
def test_rules_that_mean_nothing_are_refused(
    session: Session, company: Rewarded, facts: dict[str, Any], refusal: type[DomainError]
) -> None:
    rule = UseRule(code="X", name_zh="某", name_en="X", kind=UseKind.TRAINING, **facts)
    session.add(rule)
    with session.no_autoflush, pytest.raises(refusal):
        rule.check()
    session.expunge(rule)


def test_shipped_rules_are_sound_and_come_once(session: Session, company: Rewarded) -> None:
    install_rewards(session)
    install_rewards(session)
    rules = session.scalars(select(UseRule)).all()
    assert len(rules) == len(SHIPPED_RULES)
    for kind in (UseRule, CareerLevel):
        for record in session.scalars(select(kind)):
            record.check()


def test_a_low_item_is_named_in_both_languages(session: Session, company: Rewarded) -> None:
    a_rule(session, item_below=Decimal(80))
    company.a_result(company.ann, "B", items={"sales": 75})
    (use,) = proposed(company)
    assert (use.why[1]["facts"]["item"], use.why[1]["facts"]["item_en"]) == ("销售额", "Sales")
