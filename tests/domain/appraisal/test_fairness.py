"""The fairness report: groups compared, nobody made out."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.fairness_groups import Assessed, compared
from domain.appraisal.fairness_report import (
    AGES,
    OLDEST,
    FairnessAttribute,
    NotComparedYet,
    band,
    fairness_report,
)
from domain.appraisal.note_attributes import note_attributes
from domain.appraisal.person_attributes import BornAfterJoining, Gender, PersonAttributes
from domain.core.errors import Missing, NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Permission, machine
from tests.domain.appraisal.reviewed import Company

HR, DECIDE = Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE


@pytest.fixture
def company(session: Session) -> Company:
    return Company(session)


def _people(key: str, good: int, people: int, score: int = 90) -> list[tuple[str, Assessed]]:
    return [(key, Assessed(Decimal(score + at % 5), at < good)) for at in range(people)]


def test_f08_two_genders_far_apart_are_compared_by_rate_and_by_score() -> None:
    found = compared(_people("male", 40, 50, 95) + _people("female", 15, 50, 88))
    assert [(one.key, one.people, one.rate) for one in found.groups] == [
        ("female", 50, Decimal("0.3")), ("male", 50, Decimal("0.8")),
    ]  # fmt: skip
    assert found.impact is not None
    assert found.impact.lowest == "female"
    assert found.is_unlikely
    assert found.gap is not None
    assert found.gap.flagged
    assert (found.gap.higher, found.gap.lower) == ("male", "female")


def test_groups_below_ten_are_not_shown_and_cannot_be_reckoned_from_the_rest() -> None:
    found = compared(_people("male", 10, 30) + _people("female", 5, 12) + _people("other", 1, 2))
    assert [one.key for one in found.groups] == ["male"]  # 14 people are left out, not 2
    assert (found.hidden, found.impact, found.gap) == (14, None, None)
    everybody = compared(_people("male", 10, 30) + _people("other", 1, 2))
    assert (list(everybody.groups), everybody.hidden) == ([], 32)


def test_many_groups_make_a_large_difference_more_likely() -> None:
    two = compared(_people("a", 15, 20) + _people("b", 7, 20))
    many = compared(
        [*_people("a", 15, 20), *_people("b", 7, 20), *_people("c", 11, 20), *_people("d", 11, 20)]
    )
    assert two.is_unlikely
    assert many.impact == two.impact
    assert many.pairs == 6
    assert not many.is_unlikely


def test_people_of_whom_it_is_not_known_are_no_group() -> None:
    found = compared(_people("", 10, 30) + _people("male", 5, 12) + _people("female", 5, 12))
    assert [one.key for one in found.groups] == ["female", "male"]
    assert found.hidden == 30


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c", "d"]), st.integers(0, 30)))
def test_no_shown_group_and_no_rest_is_small(sizes: dict[str, int]) -> None:
    found = compared([one for key, people in sizes.items() for one in _people(key, people // 2, people)])
    assert all(one.people >= 10 for one in found.groups)
    assert found.hidden == 0 or found.hidden >= 10 or not found.groups
    assert found.hidden + sum(one.people for one in found.groups) == sum(sizes.values())


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1996, 6, 30), "30_39"), (date(1996, 7, 1), "under_30"), (date(1970, 1, 1), "50_up"),
        (None, ""), (date(2030, 1, 1), ""),
    ],
)  # fmt: skip
def test_a_birthday_on_the_last_day_counts(born: date | None, expected: str) -> None:
    assert band(born, date(2026, 6, 30), AGES, OLDEST) == expected


def _cycle_of(company: Company, genders: Iterable[tuple[Gender, int]]) -> None:
    for at, (gender, score) in enumerate(genders):
        person = company.person(f"{gender} {at}", joined_on=date(2015 + at % 2 * 9, 1, 1))
        company.session.add(
            PersonAttributes(
                person_id=person.id, unit_id=company.unit.id, gender=gender, purpose="公平性检查"
            )
        )
        company.a_result(company.an_assessment(person, state=AssessmentState.HR_CHECK), score)
    company.calibrating()


def test_hr_and_the_committee_compare_a_cycle(company: Company) -> None:
    _cycle_of(company, [(Gender.MALE, 96)] * 10 + [(Gender.FEMALE, 96)] * 4 + [(Gender.FEMALE, 82)] * 6)
    for who, permission in ((company.dora, HR), (company.emil, DECIDE)):
        found = fairness_report(company.session, company.acting(who, permission), company.cycle)
        by = found.comparisons
        assert (found.people, found.good_grade) == (20, "A")
        assert {one.key: one.rate for one in by[FairnessAttribute.GENDER].groups} == {
            "female": Decimal("0.4"), "male": 1,
        }  # fmt: skip
        assert [one.key for one in by[FairnessAttribute.TENURE].groups] == ["10_up", "1_2"]
        assert [one.people for one in by[FairnessAttribute.UNIT].groups] == [20]
        assert (list(by[FairnessAttribute.AGE].groups), by[FairnessAttribute.AGE].hidden) == ([], 20)


def test_the_last_revision_of_a_result_counts(company: Company) -> None:
    _cycle_of(company, [(Gender.MALE, 82)] * 10 + [(Gender.FEMALE, 82)] * 9)
    changed = company.an_assessment(company.person("hanna"))
    company.a_result(changed, 82)
    changed = company.publish(changed, state=AssessmentState.DECIDED)
    company.a_result(changed, 99, revision=2)
    found = fairness_report(company.session, company.acting(company.dora, HR), company.cycle)
    (unit,) = found.comparisons[FairnessAttribute.UNIT].groups
    assert (unit.people, unit.good) == (20, 1)


def test_managers_do_not_read_it_and_nobody_before_calibration(company: Company) -> None:
    with pytest.raises(NotComparedYet):
        fairness_report(company.session, company.acting(company.dora, HR), company.cycle)
    company.calibrating()
    with pytest.raises(NotPermitted):
        fairness_report(
            company.session, company.acting(company.ben, Permission.ASSESSMENTS_CALIBRATE), company.cycle
        )


def test_attributes_are_seen_by_hr_of_the_unit_only_and_not_in_the_journal(company: Company) -> None:
    hr = company.acting(company.dora, HR)
    note_attributes(company.session, hr, company.anna, Gender.FEMALE, date(1990, 5, 1), "公平性检查")
    note_attributes(company.session, hr, company.anna, Gender.FEMALE, date(1991, 5, 1), "公平性检查")
    company.session.commit()
    for person, permissions, seen in (
        (company.dora, (HR,), 1), (company.anna, (), 0), (company.ben, (Permission.ORGANISATION_WRITE,), 0),
    ):  # fmt: skip
        with reading(company.acting(person, *permissions)) as session:
            assert len(session.scalars(select(PersonAttributes)).all()) == seen
    with reading(machine("test")) as session:
        query = select(JournalEntry).where(JournalEntry.entity == "PersonAttributes")
        assert [line.changes["born_on"] for line in session.scalars(query)] == [["***", "***"]] * 2


def test_attributes_need_a_purpose_a_sound_date_and_the_right(company: Company) -> None:
    hr = company.acting(company.dora, HR)
    with pytest.raises(Missing):
        note_attributes(company.session, hr, company.anna, Gender.FEMALE, None, " ")
    company.anna.joined_on = date(2010, 1, 1)
    with pytest.raises(BornAfterJoining):
        note_attributes(company.session, hr, company.anna, None, date(2012, 1, 1), "x")
    with pytest.raises(NotPermitted):
        note_attributes(company.session, company.acting(company.ben), company.anna, None, None, "x")
