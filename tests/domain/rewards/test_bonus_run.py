"""Bonus runs: frozen inputs, three pairs of eyes, the same bytes again, nothing changed silently."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.cycle_state import CycleState
from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import edit
from domain.core.errors import DomainError, Locked, NotPermitted, ReasonNeeded
from domain.core.permission import Actor, Permission
from domain.organisation.post import Post
from domain.rewards.bonus_base import BonusBase, NotForPosts, PostOrPerson, TwoBases, new_base
from domain.rewards.bonus_effects import NothingToPay
from domain.rewards.bonus_guards import ResultsNotPublished, Tampered
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState, LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.deviations import deviations
from domain.rewards.open_run import export_run
from domain.rewards.own_affair import OwnAffair, TookPart
from domain.rewards.recalculate import recalculate
from tests.domain.rewards.rewarded import NOW, TODAY, Rewarded
from tests.factories import added, an_actor

D = Decimal


@pytest.fixture
def run(company: Rewarded) -> BonusRun:
    """Ann has an A and a base of 10,000, Bob a C and 8,000; calculated by HR."""
    scheme = company.a_scheme()
    company.a_result(company.ann, "A")
    company.a_result(company.bob, "C")
    company.a_base(scheme, company.ann)
    company.a_base(scheme, company.bob, 8_000)
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    return run


def lines(session: Session, run: BonusRun) -> list[BonusLine]:
    query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
    return list(session.scalars(query.order_by(BonusLine.id)))


def as_seen_by(session: Session, actor: Actor, kind: Any) -> list[Any]:
    session.flush()
    before, session.info["actor"] = session.info["actor"], actor
    try:
        return list(session.scalars(select(kind)))
    finally:
        session.info["actor"] = before


def test_everybody_gets_base_times_grade_less_what_is_held_back(session: Session, run: BonusRun) -> None:
    assert [(one.earned, one.held_back, one.amount) for one in lines(session, run)] == [
        (D(12_000), D(2_400), D(9_600)), (D(4_800), D(960), D(3_840)),
    ]  # fmt: skip


def test_the_lines_make_up_the_totals(session: Session, run: BonusRun) -> None:
    found = lines(session, run)
    assert run.amount == sum(one.amount for one in found) == D(13_440)
    assert (run.earned, run.held_back, run.people) == (D(16_800), D(3_360), 2)
    signed = ((run.earned, 1), (run.held_back, -1), (run.released, 1), (run.clawed_back, -1))
    assert sum((sign * (value or D(0)) for value, sign in signed), D(0)) == run.amount


def test_a_run_is_called_after_its_cycle(run: BonusRun) -> None:
    assert run.number == "q1-2026-1"


def test_every_step_of_the_calculation_is_explained(session: Session, run: BonusRun) -> None:
    said = [one["text"].format(**one["facts"]) for one in lines(session, run)[0].said]
    assert said[-2] == "10,000 x 1.2 x 1 x 1 = 12,000.00, rounded to the cent (halves go up)."
    assert said[-1].startswith("20% of it waits")
    assert "coefficient 1.2" in said[1]


def test_a_rerun_over_frozen_inputs_is_byte_identical(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    first = recalculate(session, run)
    session.expire_all()
    again = recalculate(session, run)
    assert first.identical
    assert again.identical
    assert first.document == again.document
    kept = run.result_hash, run.inputs_hash
    company.take("calculate", run, company.hr)
    assert (run.result_hash, run.inputs_hash) == kept


def test_who_calculates_changes_nothing(company: Rewarded, run: BonusRun) -> None:
    kept = run.inputs_hash, run.result_hash
    other = company.acts(company.person("hugo"), Permission.REWARDS_PROPOSE)
    company.take("calculate", run, other)
    assert (run.inputs_hash, run.result_hash) == kept


def test_an_amount_changed_behind_its_back_is_found(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    t = table_of(BonusLine)
    session.execute(update(t).where(t.c.run_id == run.id).values(amount=D(99_999)))
    assert not recalculate(session, run).identical
    with pytest.raises(Tampered):
        company.take("check", run, company.finance)


def test_inputs_changed_behind_its_back_are_found(session: Session, company: Rewarded, run: BonusRun) -> None:
    line = lines(session, run)[0]
    line.inputs = line.inputs | {"coefficient": "1.5"}
    session.flush()
    assert not recalculate(session, run).identical


def test_what_changed_after_the_calculation_shows_as_a_difference_and_changes_no_amount(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    assert deviations(session, run, TODAY) == []
    base = session.scalars(select(BonusBase).where(BonusBase.person_id == company.ann.id)).one()
    base.amount = D(11_000)
    session.get_one(BonusScheme, run.scheme_id).hold_back = D("0.3")
    session.flush()
    found = {(one.person_id, one.name, one.then, one.now) for one in deviations(session, run, TODAY)}
    assert found == {
        (company.ann.id, "base.0.amount", "10000", "11000"), (None, "hold_back", "0.2", "0.3"),
    }  # fmt: skip
    company.take("check", run, company.finance)
    assert {one["name"] for one in run.deviations} == {"base.0.amount", "hold_back"}
    assert run.amount == D(13_440)


def test_somebody_new_or_gone_shows_as_a_difference(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    carl = company.person("carl")
    company.a_result(carl, "B")
    company.a_base(session.get_one(BonusScheme, run.scheme_id), carl)
    assert [(one.person_id, one.then, one.now) for one in deviations(session, run, TODAY)] == [
        (carl.id, None, "line")
    ]


def test_calculating_again_takes_the_new_inputs_and_drops_who_left(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    base = session.scalars(select(BonusBase).where(BonusBase.person_id == company.bob.id)).one()
    base.archived_at = NOW
    company.take("calculate", run, company.hr)
    assert [one.person_id for one in lines(session, run)] == [company.ann.id]
    assert run.amount == D(9_600)
    assert [one["person_id"] for one in run.frozen["left_out"]] == [company.bob.id]


def test_whoever_has_no_grade_is_left_out_and_it_says_why(session: Session, company: Rewarded) -> None:
    scheme = company.a_scheme()
    company.a_result(company.ann, "A")
    company.a_result(company.bob, None)
    company.a_base(scheme, company.ann)
    company.a_base(scheme, company.bob)
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    assert run.frozen["left_out"][0]["why"]["text"] == "There is no grade: the person was not rated."


def test_the_way_to_payroll_needs_three_people(session: Session, company: Rewarded, run: BonusRun) -> None:
    company.take("check", run, company.finance)
    company.take("approve", run, company.manager)
    found = export_run(session, company.hr, run, NOW)
    assert run.state is BonusRunState.EXPORTED
    assert sum(one.amount for one in found) == run.amount
    assert export_run(session, company.hr, run, NOW) == found


def all_rights(company: Rewarded, person: Any) -> Actor:
    return company.acts(
        person, Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE
    )


def test_whoever_calculated_checks_and_approves_nothing_even_with_every_right(
    company: Rewarded, run: BonusRun
) -> None:
    with pytest.raises(TookPart):
        company.take("check", run, all_rights(company, company.hana))
    company.take("check", run, company.finance)
    with pytest.raises(TookPart):
        company.take("approve", run, all_rights(company, company.hana))


def test_whoever_checked_does_not_approve(company: Rewarded, run: BonusRun) -> None:
    company.take("check", run, company.finance)
    with pytest.raises(TookPart):
        company.take("approve", run, all_rights(company, company.finn))


def test_whoever_approved_does_not_hand_it_to_payroll(company: Rewarded, run: BonusRun) -> None:
    company.take("check", run, company.finance)
    company.take("approve", run, company.manager)
    with pytest.raises(TookPart):
        export_run(company.session, all_rights(company, company.gao), run, NOW)


def test_nobody_checks_or_approves_a_run_with_their_own_bonus(company: Rewarded, run: BonusRun) -> None:
    with pytest.raises(OwnAffair):
        company.take("check", run, all_rights(company, company.ann))
    company.take("check", run, company.finance)
    with pytest.raises(OwnAffair):
        company.take("approve", run, all_rights(company, company.bob))


@pytest.mark.parametrize("step", ["check", "send_back"])
def test_a_second_account_of_nobody_checks_nothing(company: Rewarded, run: BonusRun, step: str) -> None:
    with pytest.raises(AccountWithoutPerson):
        company.take(step, run, an_actor(Permission.REWARDS_CHECK), "why")


def test_the_right_alone_decides_who_may_try(company: Rewarded, run: BonusRun) -> None:
    for actor in (company.hr, company.manager):
        with pytest.raises(NotPermitted):
            company.take("check", run, actor)
    elsewhere = an_actor(Permission.REWARDS_CHECK, units=frozenset({-1}), person_id=company.finn.id)
    with pytest.raises(NotPermitted):
        company.take("check", run, elsewhere)


def test_it_is_sent_back_with_a_reason_only_and_calculated_again(company: Rewarded, run: BonusRun) -> None:
    with pytest.raises(ReasonNeeded):
        company.take("send_back", run, company.finance)
    company.take("send_back", run, company.finance, "Bob's base is wrong")
    assert run.state is BonusRunState.SENT_BACK
    company.take("calculate", run, company.hr)
    with pytest.raises(TookPart):
        company.take("check", run, all_rights(company, company.hana))


def test_an_approved_run_is_calculated_no_more(company: Rewarded, run: BonusRun) -> None:
    company.take("check", run, company.finance)
    company.take("approve", run, company.manager)
    with pytest.raises(DomainError):
        company.take("calculate", run, company.hr)
    with pytest.raises(Locked):
        edit(company.session, company.hr, Permission.REWARDS_PROPOSE, run, {"scheme_id": run.scheme_id + 1})


def test_no_bonus_before_results_are_published(session: Session, company: Rewarded) -> None:
    run = company.a_run(company.a_scheme())
    company.cycle.state = CycleState.CALIBRATING
    session.flush()
    with pytest.raises(ResultsNotPublished):
        company.take("calculate", run, company.hr)


def test_a_run_about_nobody_is_refused(company: Rewarded) -> None:
    company.a_result(company.ann, "A")
    with pytest.raises(NothingToPay):
        company.take("calculate", company.a_run(company.a_scheme()), company.hr)


def test_people_see_their_own_line_once_it_is_approved_and_never_another(
    session: Session, company: Rewarded, run: BonusRun
) -> None:
    ann = company.acts(company.ann)
    assert as_seen_by(session, ann, BonusLine) == []
    company.take("check", run, company.finance)
    company.take("approve", run, company.manager)
    assert [one.person_id for one in as_seen_by(session, ann, BonusLine)] == [company.ann.id]
    assert as_seen_by(session, ann, BonusRun) == []
    assert len(as_seen_by(session, company.finance, BonusLine)) == 2


def test_a_persons_own_amount_goes_before_that_of_the_post(session: Session, company: Rewarded) -> None:
    post = added(session, Post(code="S", name_zh="销售", name_en="Sales"))
    company.ann.post_id = company.bob.post_id = post.id
    scheme = company.a_scheme()
    new_base(session, an_actor(), {
        "scheme_id": scheme.id, "post_id": post.id, "amount": D(5_000), "since": date(2026, 1, 1),
    })  # fmt: skip
    company.a_base(scheme, company.ann, 7_000)
    company.a_result(company.ann, "B")
    company.a_result(company.bob, "B")
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    assert [one.earned for one in lines(session, run)] == [D(7_000), D(5_000)]


def test_nobody_sets_their_own_base(session: Session, company: Rewarded) -> None:
    scheme = company.a_scheme()
    values = {
        "scheme_id": scheme.id, "person_id": company.hana.id, "amount": D(1), "since": date(2026, 1, 1)
    }  # fmt: skip
    session.info["actor"] = company.hr
    with pytest.raises(OwnAffair):
        new_base(session, company.hr, values)
    with pytest.raises(PostOrPerson):
        new_base(session, company.hr, {**values, "person_id": None})


def test_two_amounts_for_the_same_days_are_refused(session: Session, company: Rewarded) -> None:
    scheme = company.a_scheme()
    company.a_base(scheme, company.ann)
    values = {"scheme_id": scheme.id, "person_id": company.ann.id, "amount": D(1), "since": date(2026, 1, 1)}
    with pytest.raises(TwoBases):
        new_base(session, company.hr, values)


def test_whoever_covers_some_units_sets_no_amount_of_a_post(session: Session, company: Rewarded) -> None:
    post, scheme = added(session, Post(code="S", name_zh="销售", name_en="Sales")), company.a_scheme()
    limited = an_actor(
        Permission.REWARDS_PROPOSE, units=frozenset({company.unit.id}), person_id=company.hana.id
    )
    session.info["actor"] = limited
    values = {"scheme_id": scheme.id, "post_id": post.id, "amount": D(1), "since": date(2026, 1, 1)}
    with pytest.raises(NotForPosts):
        new_base(session, limited, values)


def test_line_kinds_and_states_have_tones() -> None:
    assert {one.tone for one in (*LineKind, *BonusRunState)} <= {"good", "bad", "waiting", "calm", "active"}
