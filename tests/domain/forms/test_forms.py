"""Forms: drafted, put in force, filled in on records by who may change them, never changed afterwards."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.clock import now
from domain.core.errors import DomainError, Locked, Missing, NotFound, NotPermitted
from domain.core.permission import Actor, Grant, Permission
from domain.forms.content import Content, FormKind, FormSection, WeightsOff
from domain.forms.draft_form import DraftThere, new_form, next_version, write_content
from domain.forms.fill_form import NoSuchAnswer, NotInForce, fill_form
from domain.forms.queries import filled_on, forms_for
from domain.forms.question import Question, QuestionKind
from domain.forms.template import FormVersion, VersionOfForm
from tests import factories as make

ACTOR = make.an_actor()


def content(*weights: int) -> Content:
    questions = tuple(
        Question(key=f"q{at}", text_zh="问", text_en="Asks", kind=QuestionKind.SCALE, weight=Decimal(weight))
        for at, weight in enumerate(weights)
    )
    return Content((FormSection("节", "Section", questions),))


def a_draft(session: Session, *weights: int) -> FormVersion:
    values = {
        "code": "visit",
        "kind": FormKind.SCORECARD,
        "name_zh": "走访",
        "name_en": "Visit",
        "entity": "Customer",
    }
    template = new_form(session, ACTOR, values, now())
    draft = session.scalars(select(FormVersion).where(FormVersion.template_id == template.id)).one()
    return write_content(session, ACTOR, draft.id, content(*weights))


def in_force(session: Session, version: FormVersion) -> FormVersion:
    version.workflow.take("put_in_force", version, ACTOR, now())
    return version


def somebody(session: Session, *permissions: Permission, units: frozenset[int] | None = None) -> Actor:
    user = make.a_user(session)
    return Actor(name="S", user_id=user.id, grants=(Grant("s", frozenset(permissions), units),))


def test_answers_are_kept_with_their_record_and_scored(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        version, customer = in_force(session, a_draft(session, 50, 50)), make.a_customer(session)
        actor = somebody(session, Permission.FACTS_READ, Permission.FACTS_WRITE)
        fill_form(session, actor, version.id, "Customer", customer.id, {"q0": 5, "q1": 3}, now())
        assert [one.template.code for one in forms_for(session, "Customer")] == ["visit"]
        assert [(one.score, one.answers) for one in filled_on(session, "Customer", customer.id)] == [
            (Decimal("75.00"), {"q0": 5, "q1": 3})
        ]


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [({"q0": 5}, Missing), ({"q0": 5, "q1": 6}, NoSuchAnswer), ({"q0": 5, "q1": "many"}, NoSuchAnswer)],
)
def test_an_answer_that_cannot_be_is_refused_at_its_question(
    database: str, answers: dict[str, Any], refusal: type[DomainError]
) -> None:
    with unit_of_work(ACTOR) as session:
        version, customer = in_force(session, a_draft(session, 50, 50)), make.a_customer(session)
        actor = somebody(session, Permission.FACTS_READ, Permission.FACTS_WRITE)
        with pytest.raises(refusal) as refused:
            fill_form(session, actor, version.id, "Customer", customer.id, answers, now())
        assert refused.value.field == "q1"


def test_who_may_not_change_the_record_fills_in_nothing_on_it(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        version, customer = in_force(session, a_draft(session, 100)), make.a_customer(session)
        reader = somebody(session, Permission.FACTS_READ)
    with unit_of_work(reader) as session, pytest.raises(NotPermitted):
        fill_form(session, reader, version.id, "Customer", customer.id, {"q0": 1}, now())
    stranger = Actor(
        name="X", user_id=reader.user_id,
        grants=(Grant("x", frozenset({Permission.FACTS_READ, Permission.FACTS_WRITE}), frozenset()),),
    )  # fmt: skip
    with unit_of_work(stranger) as session, pytest.raises(NotFound):
        fill_form(session, stranger, version.id, "Customer", customer.id, {"q0": 1}, now())


def test_only_a_form_whose_weights_total_100_comes_into_force_and_then_it_is_fixed(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        draft = a_draft(session, 60, 30)
        with pytest.raises(WeightsOff):
            in_force(session, draft)
        write_content(session, ACTOR, draft.id, content(60, 40))
        in_force(session, draft)
        with pytest.raises(Locked):
            write_content(session, ACTOR, draft.id, content(100))


def test_the_next_version_retires_the_one_before(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        first, customer = in_force(session, a_draft(session, 100)), make.a_customer(session)
        second = next_version(session, ACTOR, first.template_id, now())
        with pytest.raises(DraftThere):
            next_version(session, ACTOR, first.template_id, now())
        in_force(session, second)
        assert first.state is VersionOfForm.RETIRED
        actor = somebody(session, Permission.FACTS_READ, Permission.FACTS_WRITE)
        with pytest.raises(NotInForce):
            fill_form(session, actor, first.id, "Customer", customer.id, {"q0": 1}, now())
