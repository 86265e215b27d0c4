"""The case library: told without names, reviewed by another."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.editing import edit, find
from domain.core.errors import Locked, Missing
from domain.core.permission import Actor, Permission
from domain.culture.case_rules import AuthorReviews, NamesSomebody
from domain.culture.case_state import CaseState, CaseSubject
from domain.culture.case_study import CaseSource, CaseStudy
from domain.culture.points_entry import PointsEntry
from domain.culture.points_rule import install_points_rules
from domain.culture.write_case import WRITES, OneSource, ReadBefore, confirm_case, name_source, new_case
from tests.factories import NOON, a_person, a_user, an_actor, the_root
from tests.factories_culture import somebody
from tests.imports import imported

CASE = {
    "title": "Delivery without an order", "subject": CaseSubject.DELIVERY, "tags": "delivery，order",
    "happened": "Goods left the store before the order was approved.", "cause": "The gate was not closed.",
    "lesson": "No order, no delivery.",
}  # fmt: skip


def a_case(session: Session, author: Actor, **facts: object) -> CaseStudy:
    return new_case(session, author, CASE | facts, NOON)


def published(session: Session, author: Actor) -> CaseStudy:
    case = a_case(session, author)
    case.workflow.take("submit", case, author, NOON)
    case.workflow.take("publish", case, somebody(session), NOON)
    return case


def test_the_author_does_not_review_the_case(session: Session) -> None:
    author, helper = somebody(session), somebody(session)
    case = a_case(session, author)
    case.workflow.take("submit", case, helper, NOON)
    for one in (author, helper):
        with pytest.raises(AuthorReviews):
            case.workflow.take("publish", case, one, NOON)
        with pytest.raises(AuthorReviews):
            case.workflow.take("send_back", case, one, NOON, "Unclear")
    case.workflow.take("publish", case, somebody(session), NOON)
    assert (case.state, case.published_on) == (CaseState.PUBLISHED, NOON.date())


def test_whoever_rewrote_the_case_does_not_review_it(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        author, helper = somebody(session), somebody(session)
        user = a_user(session, person_id=helper.person_id)
        case = a_case(session, author)
    editor = an_actor(user_id=user.id, person_id=helper.person_id)
    with unit_of_work(editor) as session:
        edit(session, editor, WRITES, find(session, CaseStudy, case.id), {"lesson": "Close the gate first."})
    with unit_of_work(author) as session:
        case = find(session, CaseStudy, case.id)
        case.workflow.take("submit", case, author, NOON)
        with pytest.raises(AuthorReviews):
            case.workflow.take("publish", case, editor, NOON)


def test_a_published_case_earns_its_author_points_once(session: Session) -> None:
    install_points_rules(session)
    author = somebody(session)
    published(session, author)
    earned = session.scalars(select(PointsEntry)).all()
    assert [(one.person_id, one.points) for one in earned] == [(author.person_id, 10)]


@pytest.mark.parametrize("name", ["欧阳建国", "Grace Hopper"])
def test_a_case_that_names_a_colleague_is_not_submitted(session: Session, name: str) -> None:
    a_person(session, name="欧阳建国", name_en="Grace Hopper")
    author = somebody(session)
    case = a_case(session, author, happened=f"Then {name} shipped it.")
    with pytest.raises(NamesSomebody):
        case.workflow.take("submit", case, author, NOON)


def test_short_names_count_where_the_record_behind_is_about_the_person(session: Session) -> None:
    the_root(session)
    a_person(session, number="P-7", name="高明")
    row = {"number": "V-1", "occurred_on": "2026-03-02", "severity": "较重", "person": "P-7"}
    imported(session, "violation", [row])
    author = somebody(session)
    case = a_case(session, author, lesson="高明的做法是先审批。")
    case.workflow.take("submit", case, author, NOON)
    other = a_case(session, author, lesson="高明的做法是先审批。")
    source = name_source(session, author, other.id, violation_id=1)
    assert (source.violation_id, source.issue_id) == (1, None)
    with pytest.raises(NamesSomebody):
        other.workflow.take("submit", other, author, NOON)
    with pytest.raises(OneSource):
        name_source(session, author, other.id)
    with pytest.raises(Locked):
        name_source(session, author, case.id, violation_id=1)


def test_a_case_without_its_lesson_is_refused(session: Session) -> None:
    with pytest.raises(Missing):
        a_case(session, somebody(session), lesson=" ")


def test_readers_are_counted_once_each_and_only_of_published_cases(session: Session) -> None:
    author, reader = somebody(session), somebody(session)
    with pytest.raises(Locked):
        confirm_case(session, reader, a_case(session, author).id, NOON)
    case = published(session, author)
    before = case.version
    for one in (reader, somebody(session)):
        confirm_case(session, one, case.id, NOON)
    assert (case.readings, case.version) == (2, before)
    with pytest.raises(ReadBefore):
        confirm_case(session, reader, case.id, NOON)


def test_drafts_and_the_records_behind_cases_are_hidden_from_readers(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        author = somebody(session)
        draft, case = a_case(session, author), published(session, author)
        for one in (draft, case):
            session.add(CaseSource(case_id=one.id, unit_id=one.unit_id, author_id=one.author_id))
        reader = an_actor(Permission.CULTURE_READ, person_id=a_person(session).id)
    with reading(reader) as session:
        assert session.scalars(select(CaseStudy.id)).all() == [case.id]
        assert session.scalars(select(CaseSource.id)).all() == []
    with reading(an_actor(Permission.CULTURE_ADMINISTER, person_id=reader.person_id)) as session:
        assert len(session.scalars(select(CaseSource.id)).all()) == 2
