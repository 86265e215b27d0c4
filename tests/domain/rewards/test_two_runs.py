"""Nobody is paid twice, nobody is forgotten, and who pays what to whom stays provable afterwards."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult
from domain.approvals.gate import AwaitsApproval
from domain.core.editing import archive, edit
from domain.core.errors import DomainError, NotPermitted
from domain.core.gate import Wish
from domain.core.permission import Permission
from domain.core.workflow import WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.rewards.bonus_base import BonusBase, new_base
from domain.rewards.bonus_effects import NothingToPay
from domain.rewards.bonus_guards import Overdrawn, PaidTwice, Tampered
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState, LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.line_draft import canonical
from domain.rewards.open_run import NotTheWhole, NumberTaken, export_run, new_run
from domain.rewards.own_affair import OwnAffair
from domain.rewards.recalculate import recalculate
from tests.domain.rewards.rewarded import NOW, Rewarded
from tests.domain.rewards.test_bonus_run import as_seen_by, lines
from tests.factories import a_unit, added, an_actor

D = Decimal
P = Permission


@pytest.fixture
def scheme(company: Rewarded) -> BonusScheme:
    """Ann and Bob have a B and 10,000 each."""
    scheme = company.a_scheme()
    for person in (company.ann, company.bob):
        company.a_result(person, "B")
        company.a_base(scheme, person)
    return scheme


def calculated(company: Rewarded, scheme: BonusScheme) -> BonusRun:
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    return run


def reasons(run: BonusRun) -> dict[int, str]:
    return {
        one["person_id"]: one["why"]["text"].format(**one["why"]["facts"]) for one in run.frozen["left_out"]
    }


def appealed(session: Session, person: Person, state: AssessmentState) -> None:
    t = table_of(Assessment)
    session.execute(update(t).where(t.c.person_id == person.id).values(state=state))
    session.expire_all()


def regraded(session: Session, person: Person, grade: str, score: int) -> None:
    """What an appeal gave."""
    old = session.scalars(select(AssessmentResult).where(AssessmentResult.person_id == person.id)).one()
    found = session.scalars(select(Grade).where(Grade.code == grade)).one()
    facts: dict[str, Any] = {"grade_id": found.id, "grade_by_score_id": found.id, "score": D(score)}
    own = {"person_id": person.id, "unit_id": old.unit_id, "assessment_id": old.assessment_id}
    more = {"coverage": D(1), "published_at": NOW, "composite": D(score), "revision": old.revision + 1}
    added(session, AssessmentResult(**own, **facts, **more))


def test_a_second_run_for_the_same_cycle_pays_nobody_again(company: Rewarded, scheme: BonusScheme) -> None:
    company.an_approved_run(scheme)
    with pytest.raises(NothingToPay):
        calculated(company, scheme)


def test_a_second_run_pays_only_those_whom_the_first_one_did_not_and_says_where_the_others_are(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    first = company.an_approved_run(scheme)
    carl = company.person("carl")
    company.a_result(carl, "B")
    company.a_base(scheme, carl)
    second = calculated(company, scheme)
    assert [one.person_id for one in lines(session, second)] == [carl.id]
    assert reasons(second)[company.ann.id] == f"The bonus for this cycle is in run {first.number} already."


def test_a_discarded_run_keeps_nobody_from_being_paid(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.take("discard", calculated(company, scheme), company.hr, "wrong scheme")
    assert len(lines(session, calculated(company, scheme))) == 2


def test_two_runs_calculated_in_the_same_moment_are_not_both_approved(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    first, second = calculated(company, scheme), company.a_run(scheme)
    first.state = BonusRunState.DISCARDED  # the second one does not see the first
    session.flush()
    company.take("calculate", second, company.hr)
    first.state = BonusRunState.CALCULATED
    session.flush()
    with pytest.raises(PaidTwice):
        company.take("check", first, company.finance)
    company.take("discard", second, company.hr, "twice")
    company.take("check", first, company.finance)


def test_two_runs_do_not_release_the_same_amount(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.an_approved_run(scheme, cycle=company.cycle)
    later = company.a_cycle(2)
    company.a_result(company.ann, "B", cycle=later)
    first, second = company.a_run(scheme, later), company.a_run(scheme, later)
    company.take("calculate", first, company.hr)
    first.state = BonusRunState.DISCARDED
    session.flush()
    company.take("calculate", second, company.hr)
    first.state = BonusRunState.CALCULATED
    t = table_of(BonusLine)
    session.execute(
        update(t).where(t.c.run_id == second.id, t.c.kind == LineKind.BONUS).values(archived_at=NOW)
    )
    session.flush()
    with pytest.raises(Overdrawn):
        company.take("check", first, company.finance)


def test_whoever_appeals_waits_for_the_decision_and_is_paid_by_another_run(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    appealed(session, company.bob, AssessmentState.APPEALED)
    first = company.an_approved_run(scheme)
    assert [one.person_id for one in lines(session, first)] == [company.ann.id]
    assert reasons(first)[company.bob.id].startswith("An appeal against the result is open")
    appealed(session, company.bob, AssessmentState.DECIDED)
    assert [one.person_id for one in lines(session, calculated(company, scheme))] == [company.bob.id]


def test_a_result_changed_after_its_bonus_was_paid_is_told_and_not_paid_again(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.an_approved_run(scheme)
    regraded(session, company.ann, "A", 97)
    carl = company.person("carl")
    company.a_result(carl, "B")
    company.a_base(scheme, carl)
    said = reasons(calculated(company, scheme))[company.ann.id]
    assert "by grade B (coefficient 1); the result is A (1.2) now" in said


def test_whoever_has_an_amount_and_no_result_is_named(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    carl, gone = company.person("carl"), company.person("gone", left_on=date(2025, 12, 31))
    company.a_base(scheme, carl)
    company.a_base(scheme, gone)
    assert reasons(calculated(company, scheme)) == {carl.id: "There is no published result for the cycle."}


def test_striking_somebody_off_the_list_of_those_left_out_is_found(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.a_base(scheme, company.person("carl"))
    run = calculated(company, scheme)
    run.frozen = {**run.frozen, "left_out": []}
    session.flush()
    with pytest.raises(Tampered):
        company.take("check", run, company.finance)


@pytest.mark.parametrize("name", ["amount", "earned", "held_back", "released", "clawed_back", "people"])
def test_totals_that_are_not_those_of_the_lines_are_found(
    session: Session, company: Rewarded, scheme: BonusScheme, name: str
) -> None:
    run = calculated(company, scheme)
    setattr(run, name, 7)
    session.flush()
    with pytest.raises(Tampered):
        company.take("check", run, company.finance)


def test_the_same_inputs_give_the_same_bytes_on_every_database(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    run = calculated(company, scheme)
    code = company.cycle.code
    line = {"earned": "10000.00", "held_back": "2000.00", "amount": "8000.00"}
    told = [{"line": [one.id, "bonus", code], **line} for one in (company.ann, company.bob)]
    assert recalculate(session, run).document == canonical(told)
    assert b'{"amount":"8000.00","earned":"10000.00","held_back":"2000.00"' in canonical(told)


def test_a_run_changed_after_it_was_handed_over_is_not_handed_over_again(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    run = company.an_approved_run(scheme)
    export_run(session, company.hr, run, NOW)
    for actor in (company.finance, company.manager):
        with pytest.raises(NotPermitted):
            export_run(session, actor, run, NOW)
    t = table_of(BonusLine)
    session.execute(update(t).where(t.c.run_id == run.id).values(amount=D(1)))
    with pytest.raises(Tampered):
        export_run(session, company.hr, run, NOW)


def test_payroll_never_gets_a_part_of_a_run(session: Session, company: Rewarded, scheme: BonusScheme) -> None:
    run = company.an_approved_run(scheme)
    elsewhere = a_unit(session)
    t = table_of(BonusLine)
    session.execute(
        update(t).where(t.c.run_id == run.id, t.c.person_id == company.bob.id).values(unit_id=elsewhere.id)
    )
    limited = an_actor(
        P.REWARDS_READ, P.REWARDS_PROPOSE, units=frozenset({company.unit.id}), person_id=company.hana.id
    )
    run.inputs_hash = recalculate(session, run).inputs_hash
    session.flush()
    session.info["actor"] = limited
    with pytest.raises(NotTheWhole):
        export_run(session, limited, run, NOW)


def test_a_number_that_is_taken_is_refused_and_free_ones_are_found(
    company: Rewarded, scheme: BonusScheme
) -> None:
    values = {"cycle_id": company.cycle.id, "scheme_id": scheme.id}
    new_run(company.session, company.hr, values | {"number": "q1-2026-2"}, NOW)
    assert [company.a_run(scheme).number for _ in range(2)] == ["q1-2026-1", "q1-2026-3"]
    with pytest.raises(NumberTaken):
        new_run(company.session, company.hr, values | {"number": "q1-2026-2"}, NOW)


def test_nobody_sets_the_amount_of_their_own_post_or_takes_their_own_amount_away(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    post = added(session, Post(code="HR", name_zh="人力资源", name_en="HR"))
    company.hana.post_id = post.id
    own = company.a_base(scheme, company.hana)
    session.info["actor"] = company.hr
    values = {"scheme_id": scheme.id, "post_id": post.id, "amount": D(1), "since": date(2026, 1, 1)}
    with pytest.raises(OwnAffair):
        new_base(session, company.hr, values)
    with pytest.raises(OwnAffair):
        archive(session, company.hr, P.REWARDS_PROPOSE, own, NOW)


def test_whoever_gains_by_a_scheme_changes_none_of_its_terms(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    session.info["actor"] = company.hr
    edit(session, company.hr, P.REWARDS_PROPOSE, scheme, {"hold_back": D("0.1")})
    session.info["actor"] = an_actor()
    company.a_base(scheme, company.hana)
    session.info["actor"] = company.hr
    edit(session, company.hr, P.REWARDS_PROPOSE, scheme, {"name_en": "Another name"})
    with pytest.raises(OwnAffair):
        edit(session, company.hr, P.REWARDS_PROPOSE, scheme, {"hold_back": D(0)})


def test_an_employee_sees_the_scheme_by_which_they_are_paid_and_no_other(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    other = company.a_scheme(code="X")
    assert as_seen_by(session, company.acts(company.ann), BonusScheme) == [scheme]
    assert as_seen_by(session, company.acts(company.gao), BonusScheme) == []
    assert as_seen_by(session, company.finance, BonusScheme) == [scheme, other]
    assert [one.person_id for one in as_seen_by(session, company.acts(company.ann), BonusBase)] == [
        company.ann.id
    ]


class Asking:
    """A gate at which the check of a run waits."""

    def waiting(self, session: Session, record: WorkflowEntity) -> dict[str, DomainError]:
        return {"check": AwaitsApproval(state="open")}

    def holds(self, session: Session, wish: Wish) -> bool:
        return False


def test_amounts_are_not_changed_while_others_are_asked_to_agree_to_them(
    company: Rewarded, scheme: BonusScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = calculated(company, scheme)
    monkeypatch.setattr("domain.core.gate.GATES", [Asking()])
    with pytest.raises(AwaitsApproval):
        company.take("calculate", run, company.hr)
