"""Results of periods before the portal come in with their source, and count where history counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import reading
from domain.appraisal.assessment import Assessment
from domain.appraisal.bring_result import BroughtAlready, PeriodNotOver, bring_result
from domain.appraisal.brought_result import (
    AssessedHere,
    BroughtResult,
    GradeUnknown,
    NothingBrought,
    PeriodBackwards,
)
from domain.appraisal.earlier_grades import EarlierGrade, earlier_grades
from domain.appraisal.grade import OutOfScale
from domain.appraisal.published import published_results
from domain.appraisal.scorecard_item import Names
from domain.appraisal.separation import AboutYourself
from domain.core.clock import now
from domain.core.editing import archive, edit
from domain.core.errors import Missing, NotPermitted
from domain.core.permission import Permission
from domain.intake.commit_import import commit_import
from domain.intake.spec_of import spec_of
from domain.organisation.person import Person
from domain.rewards.grade_history import grade_history
from tests.domain.appraisal.reviewed import TODAY, Company
from tests.imports import a_request, why

HR = Permission.ASSESSMENTS_ADMINISTER
Y2025 = {"period": "2025", "first_on": date(2025, 1, 1), "last_on": date(2025, 12, 31), "system": "旧系统"}


@pytest.fixture
def company(session: Any) -> Company:
    return Company(session)


def bring(company: Company, person: Person | None = None, **facts: Any) -> BroughtResult:
    values: Mapping[str, Any] = {**Y2025, "grade_code": "A", "person_id": (person or company.anna).id} | facts
    return bring_result(company.session, company.acting(company.dora, HR), values, TODAY)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"grade_code": ""}, NothingBrought),
        ({"grade_code": "优秀"}, GradeUnknown),
        ({"score": Decimal(121)}, OutOfScale),
        ({"system": " "}, Missing),
        ({"first_on": date(2026, 1, 1)}, PeriodBackwards),
        ({"last_on": TODAY}, PeriodNotOver),
        ({"person_id": "dora"}, AboutYourself),
    ],
)
def test_a_result_needs_a_source_a_past_period_and_our_scale_and_is_nobodys_own(
    company: Company, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    if facts.get("person_id"):
        facts = {"person_id": company.dora.id}
    with pytest.raises(refusal):
        bring(company, **facts)


def test_a_period_assessed_here_is_not_brought_in_as_well(company: Company) -> None:
    company.an_assessment()
    with pytest.raises(AssessedHere):
        bring(company, first_on=date(2025, 7, 1), last_on=date(2026, 3, 31))
    one = bring(company)
    with pytest.raises(AssessedHere):
        edit(company.session, company.acting(company.dora, HR), HR, one, {"last_on": date(2026, 1, 1)})


def test_one_period_has_one_result_and_comes_back_into_use_when_it_was_put_away(company: Company) -> None:
    one, hr = bring(company), company.acting(company.dora, HR)
    with pytest.raises(BroughtAlready):
        bring(company, grade_code="B")
    archive(company.session, hr, HR, one, now())
    assert earlier_grades(company.session, [company.anna.id], TODAY) == {}
    assert bring(company, grade_code="B").id == one.id
    assert (one.archived_at, one.grade_code) == (None, "B")
    with pytest.raises(NotPermitted):
        bring_result(company.session, company.acting(company.ben), {**Y2025, "person_id": 1}, TODAY)


def test_the_history_of_grades_tells_which_were_not_scored_here(company: Company) -> None:
    anna = company.anna.id
    bring(company)
    own = company.an_assessment()
    company.a_result(own, 83)
    company.publish(own)
    assert earlier_grades(company.session, [anna], TODAY)[anna] == [
        EarlierGrade("h1", Names(("上半年",), ("First half",)), date(2026, 6, 30), "B", own.id),
        EarlierGrade("2025", Names(("2025",), ("2025",)), date(2025, 12, 31), "A", None, "旧系统"),
    ]
    past = grade_history(company.session, [anna], TODAY)[anna]
    assert [(one.cycle_code, one.grade_code) for one in past] == [("h1", "B"), ("2025 (旧系统)", "A")]
    assert grade_history(company.session, [anna], date(2026, 1, 1))[anna] == past[1:]


def test_nothing_brought_in_is_taken_for_an_assessment(company: Company) -> None:
    bring(company)
    assert company.session.scalars(select(Assessment)).all() == []
    assert published_results(company.session, company.cycle.id) == []


def test_the_person_those_above_and_hr_see_it_and_nobody_else(company: Company) -> None:
    bring(company)
    people = ("anna", "ben", "chris", "dora", "emil")
    actors = {
        name: company.acting(getattr(company, name), *([HR] if name == "dora" else [])) for name in people
    }
    company.session.commit()
    seen = {}
    for name, actor in actors.items():
        with reading(actor) as session:
            seen[name] = len(session.scalars(select(BroughtResult)).all())
    assert seen == {"anna": 1, "ben": 1, "chris": 1, "dora": 1, "emil": 0}


def test_a_file_brings_results_row_by_row_and_says_what_is_wrong(company: Company) -> None:
    row = {
        "person": "anna",
        "period": "2025",
        "first_on": "2025-01-01",
        "last_on": "2025-12-31",
        "system": "旧系统",
    }
    rows = [
        row | {"grade_code": "A", "score": "96.5"},
        row | {"grade_code": "A+", "period": "2024", "first_on": "2024-01-01", "last_on": "2024-12-31"},
        row | {"person": "dora", "grade_code": "S"},
    ]
    hr = company.acting(company.dora, HR)
    request = a_request("brought_result", rows, spec=spec_of(company.session, hr, "brought_result"))
    _, plan = commit_import(company.session, hr, request, now())
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 2)
    assert "S, A, B, C, D" in why(plan)[3][0]
    assert "about you" in why(plan)[4][0]
    kept = company.session.scalars(select(BroughtResult)).one()
    assert (kept.score, kept.unit_id) == (Decimal("96.5"), company.unit.id)
    assert commit_import(company.session, hr, request, now())[1].counts["same"] == 1
