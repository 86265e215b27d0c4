"""Gender and birth date come in from a file, for HR's eyes only, and follow the person."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.note_attributes import NotedAlready, add_attributes, note_attributes
from domain.appraisal.person_attributes import Gender, PersonAttributes
from domain.core.clock import now
from domain.core.editing import edit
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Permission
from domain.intake.batch import ImportBatch, may_see_rows
from domain.intake.commit_import import commit_import
from domain.intake.plan import ImportPlan
from domain.intake.propose import likely_fact
from domain.intake.record_registry import records
from domain.intake.request import guessed_columns
from domain.intake.spec_of import spec_of, specs_of
from tests.factories import a_person, a_unit, an_actor, the_root
from tests.imports import a_request, why

HR = Permission.ASSESSMENTS_ADMINISTER
HEADERS = ("员工编号", "性别", "出生日期", "处理目的")
FILE = [
    {"person": "P-1", "gender": "女", "born_on": "1990-05-01", "purpose": "公平性核查"},
    {"person": "P-2", "gender": "M", "born_on": "2019-05-01", "purpose": "公平性核查"},
    {"person": "P-3", "gender": "男", "born_on": "", "purpose": ""},
]


@pytest.fixture
def hr(session: Session) -> Actor:
    the_root(session)
    for number in ("P-1", "P-2", "P-3"):
        a_person(session, number=number, joined_on=date(2018, 1, 1))
    return an_actor(HR, person_id=a_person(session).id)


def bring(session: Session, actor: Actor) -> tuple[ImportBatch, ImportPlan]:
    request = a_request("person_attributes", FILE, spec=spec_of(session, actor, "person_attributes"))
    return commit_import(session, actor, request, now())


def kept(session: Session) -> PersonAttributes:
    return session.scalars(select(PersonAttributes)).one()


def test_a_file_is_held_to_the_rules_of_the_form_row_by_row(session: Session, hr: Actor) -> None:
    _, plan = bring(session, hr)
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 2)
    assert [(one.gender, one.born_on) for one in session.scalars(select(PersonAttributes))] == [
        (Gender.FEMALE, date(1990, 5, 1))
    ]
    assert "joined" in why(plan)[3][0]  # born when she had been at work for a year
    assert bring(session, hr)[1].counts["same"] == 1


def test_only_hr_brings_them_in_and_only_who_brought_the_file_reads_its_rows(
    session: Session, hr: Actor
) -> None:
    batch, _ = bring(session, hr)
    everything = an_actor(person_id=a_person(session).id)
    assert not may_see_rows(session, Actor("Auditor", user_id=99, grants=everything.grants), batch)
    importer = an_actor(Permission.FACTS_IMPORT, Permission.ORGANISATION_WRITE)
    assert "person_attributes" not in specs_of(session, importer)
    with pytest.raises(NotPermitted):
        bring(session, importer)
    lines = session.scalars(select(JournalEntry).where(JournalEntry.entity == "PersonAttributes")).all()
    assert all("1990" not in str(line.changes) and "female" not in str(line.changes) for line in lines)


@pytest.mark.sqlite_only
def test_a_list_with_genders_is_recognised_and_no_list_of_people_is_taken_for_it(
    session: Session, hr: Actor
) -> None:
    spec = records()["person_attributes"]
    asked = a_request(
        "person_attributes", [dict.fromkeys(HEADERS, "")], spec=spec, columns={"person": HEADERS[0]}
    )
    table = asked.table
    assert likely_fact(specs_of(session, an_actor()), table) == "person_attributes"
    fields = ("person", "gender", "born_on", "purpose")
    assert guessed_columns(spec, table) == dict(zip(fields, HEADERS, strict=True))


def test_a_form_adds_nobody_twice_and_an_edit_keeps_the_rule_of_dates(session: Session, hr: Actor) -> None:
    bring(session, hr)
    one = kept(session)
    with pytest.raises(NotedAlready):
        add_attributes(session, hr, {"person_id": one.person_id, "purpose": "x"})
    with pytest.raises(Exception, match="joined"):
        edit(session, hr, HR, one, {"born_on": date(2018, 1, 1)})
    session.rollback()


def test_attributes_follow_the_person_into_another_unit(session: Session, hr: Actor) -> None:
    first, second = a_unit(session, code="A"), a_unit(session, code="B")
    person = a_person(session, unit_id=first.id)
    note_attributes(session, hr, person, Gender.MALE, None, "公平性核查")
    person.unit_id = second.id
    session.flush()
    session.expire_all()
    assert kept(session).unit_id == second.id
    with pytest.raises(NotPermitted):
        edit(session, an_actor(HR, units=frozenset({first.id})), HR, kept(session), {"gender": None})
