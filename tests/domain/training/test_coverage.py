"""Who must hold which certificate, and who may be given customers and discounts without."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.clearance import Duty
from domain.core.clock import today
from domain.core.editing import edit
from domain.core.errors import NotFound, NotPermitted
from domain.core.permission import Actor, Permission
from domain.entities import DutyRequirement, Post, TrainingDuty, TrainingExemption
from domain.training.duty_gate import NewcomerNotCertified, NotCertified
from domain.training.matrix import coverage_matrix
from domain.training.standing import Holding, state_of
from domain.workforce.exempt import exempt
from domain.workforce.training_duties import work_out_duties
from domain.workforce.training_exemption import ExemptionReason
from tests.domain.training.taught import TODAY, a_course, a_record, a_requirement, acting
from tests.factories import a_customer, a_person, a_unit, added, the_root
from tests.imports import imported, planned, why
from tests.statements import counted


def a_post(session: Session, code: str) -> Post:
    return added(session, Post(code=code, name_zh=code, name_en=code))


def test_f15_coverage_is_valid_by_required_less_exempt(session: Session, actor: Actor) -> None:
    course, post = a_course(session), a_post(session, "SR")
    a_requirement(session, course, post_id=post.id)
    ada, bob, eve, dan, _ = (a_person(session, name=name, post_id=post.id) for name in "abcde")
    a_person(session, name="another post")
    a_record(session, ada, course)
    a_record(session, bob, course, valid_until=date(2026, 6, 30))
    a_record(session, eve, course, valid_until=date(2026, 6, 14))
    values = {"person_id": dan.id, "first_on": date(2026, 1, 1), "until": date(2026, 6, 15)}
    exempt(session, actor, values)
    matrix = coverage_matrix(session, actor, the_root(session).id, TODAY)
    # five are bound and one is excused; two hold it: 2 / (5 - 1) = 0.5
    cell = matrix.cells[post.id, course.code]
    assert (cell.required, cell.exempt, cell.valid, cell.coverage) == (5, 1, 2, Decimal("0.5"))
    assert [one.name for one in cell.gaps] == ["c", "e"]
    assert [one.name for one in cell.expiring] == ["b"]
    assert [one.name_en for one in matrix.courses] == [course.name_en]
    assert matrix.total.coverage == matrix.of_post(post.id).coverage == matrix.of_course(course.code).coverage
    later = coverage_matrix(session, actor, the_root(session).id, date(2026, 6, 16))
    assert later.cells[post.id, course.code].exempt == 0


def test_f14_a_certificate_holds_through_its_last_day() -> None:
    last = date(2025, 3, 15)
    days = (date(2025, 2, 12), date(2025, 2, 13), last, date(2025, 3, 16))
    words = [state_of(last, day).value for day in days]
    assert words == ["valid", "expiring", "expiring", "expired"]
    assert state_of(None, TODAY) is Holding.NEVER
    assert state_of(date.max, TODAY) is Holding.VALID


def test_the_matrix_takes_the_same_few_statements_for_many_people(session: Session, actor: Actor) -> None:
    course, post = a_course(session), a_post(session, "SR")
    a_requirement(session, course, post_id=post.id)
    for _ in range(30):
        a_person(session, post_id=post.id)
    with counted() as asked:
        coverage_matrix(session, actor, the_root(session).id, TODAY)
    assert len(asked) <= 8


def test_the_matrix_of_another_unit_is_not_shown(session: Session) -> None:
    unit, other = a_unit(session), a_unit(session)
    reader = acting(a_person(session), Permission.TRAINING_READ, units=frozenset({unit.id}))
    with pytest.raises(NotFound):
        coverage_matrix(session, reader, other.id, TODAY)
    with pytest.raises(NotPermitted):
        coverage_matrix(session, acting(None, Permission.FACTS_READ), unit.id, TODAY)


def test_colleagues_count_in_the_matrix_and_are_named_to_those_who_answer_for_them(session: Session) -> None:
    course, unit = a_course(session), a_unit(session)
    a_requirement(session, course)
    me, other = (a_person(session, unit_id=unit.id) for _ in range(2))
    units = frozenset({unit.id})
    for more, named in (((), {me.id, 0}), ((Permission.ASSESSMENTS_RATE,), {me.id, other.id})):
        reader = acting(me, Permission.TRAINING_READ, *more, units=units)
        gaps = coverage_matrix(session, reader, unit.id, TODAY).total.gaps
        assert {one.person_id for one in gaps} == named
        assert {one.name for one in gaps if not one.person_id} <= {""}


def test_k46_leaves_out_who_is_on_long_leave(session: Session, actor: Actor) -> None:
    course, person = a_course(session), a_person(session)
    a_requirement(session, course, person_id=person.id)
    values = {"person_id": person.id, "first_on": date(2026, 3, 1), "until": date(2026, 4, 30)}
    exempt(session, actor, values | {"course_code": course.code})
    work_out_duties(session)
    spans = [(duty.from_on, duty.until_on) for duty in session.query(TrainingDuty)]
    assert spans == [(date(2026, 1, 1), date(2026, 3, 1)), (date(2026, 5, 1), None)]


def test_leave_is_seen_by_the_person_and_those_who_answer_for_them(session: Session, actor: Actor) -> None:
    unit = a_unit(session)
    person = a_person(session, unit_id=unit.id)
    leave = exempt(session, actor, {"person_id": person.id, "first_on": TODAY})
    colleague, manager = a_person(session), a_person(session)
    rates = acting(manager, Permission.ASSESSMENTS_RATE, units=frozenset({unit.id}))
    seen = [
        session.query(TrainingExemption).filter(TrainingExemption.visible_to(who)).count()
        for who in (acting(person, Permission.TRAINING_READ), rates,
                    acting(colleague, Permission.TRAINING_READ))
    ]  # fmt: skip
    assert (leave.unit_id, seen) == (unit.id, [1, 1, 0])


@pytest.fixture
def gate(session: Session) -> DutyRequirement:
    course = a_course(session, code="IND", name_zh="入职", name_en="Induction")
    post = a_post(session, "SR")
    return added(
        session,
        DutyRequirement(
            duty=Duty.CUSTOMER_ASSIGNMENT, course_id=course.id, post_id=post.id, since=date(2026, 1, 1)
        ),
    )


def test_a_new_salesperson_gets_no_customers_before_passing(
    session: Session, actor: Actor, gate: DutyRequirement
) -> None:
    new = a_person(session, name="新人", post_id=gate.post_id)
    customer = a_customer(session)
    with pytest.raises(NotCertified, match="新人"):
        edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": new.id})
    session.refresh(customer)
    session.refresh(gate, ["course"])
    failed = a_record(session, new, gate.course, passed=False)
    with pytest.raises(NotCertified):
        edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": new.id})
    session.refresh(customer)
    failed.passed = True
    session.flush()
    edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": new.id})
    assert customer.salesperson_id == new.id


def test_other_posts_and_other_duties_are_free(session: Session, actor: Actor, gate: DutyRequirement) -> None:
    other = a_person(session)
    edit(session, actor, Permission.FACTS_WRITE, a_customer(session), {"salesperson_id": other.id})
    new = a_person(session, post_id=gate.post_id)
    row = {"person": new.number, "max_discount": "0.1", "valid_from": "2026-01-01"}
    assert not why(planned(session, "discount_authority", [row]))


def test_an_expired_certificate_or_requirement_no_longer_counts(
    session: Session, actor: Actor, gate: DutyRequirement
) -> None:
    new, customer = a_person(session, post_id=gate.post_id), a_customer(session)
    session.refresh(gate, ["course"])
    a_record(session, new, gate.course, completed_on=date(2020, 1, 1), valid_until=date(2020, 12, 31))
    with pytest.raises(NotCertified):
        edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": new.id})
    session.refresh(customer)
    gate.until = date(2026, 1, 2)
    assert gate.until < today()
    session.flush()
    edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": new.id})


def test_an_equal_certificate_clears_and_leave_does_not(
    session: Session, actor: Actor, gate: DutyRequirement
) -> None:
    person, customer = a_person(session, post_id=gate.post_id), a_customer(session)
    facts = {"person_id": person.id, "first_on": date(2026, 1, 1), "course_code": "IND"}
    exempt(session, actor, facts)
    with pytest.raises(NotCertified):
        edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": person.id})
    session.refresh(customer)
    exempt(session, actor, facts | {"reason": ExemptionReason.EQUAL_CERTIFICATE})
    edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": person.id})


def test_imported_customers_of_the_untrained_are_rejected(
    session: Session, actor: Actor, gate: DutyRequirement
) -> None:
    new = a_person(session, name="新人", post_id=gate.post_id)
    gate.post_id = None
    session.flush()
    rows = [
        {"number": "K1", "salesperson": new.number}, {"number": "K2", "salesperson": "unknown"},
        {"number": "K3"},
    ]  # fmt: skip
    reasons = why(planned(session, "customer", rows))
    assert set(reasons) == {2, 3}
    assert reasons[2][0].startswith("新人 holds no valid certificate of “入职 / Induction”")
    assert reasons[3][0].startswith(NewcomerNotCertified.text.split("{")[0])
    imported(session, "customer", [rows[2]])
