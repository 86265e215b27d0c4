"""The question bank comes in from a spreadsheet and goes out in the same shape."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Grant, Permission
from domain.intake.batch import may_see_rows
from domain.intake.commit_import import commit_import
from domain.intake.files.read import read_table
from domain.intake.filled_template import filled_template
from domain.intake.plan import ImportPlan
from domain.intake.request import ImportRequest, guessed_columns
from domain.intake.spec_of import spec_of
from domain.intake.template_file import template_xlsx
from domain.training.course import Course
from domain.training.enrolment import Enrolment
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.quiz_question import QuestionKind, QuizQuestion
from tests.factories import a_person, added, an_actor, the_root
from tests.factories_training import MORNING, a_course, a_course_session, a_question, a_room, an_enrolment
from tests.imports import a_request, why

BANK = [
    {"number": "K-1", "course": "C-1", "kind": "单选", "text_zh": "发现串货应当？",
     "text_en": "On diversion?", "options_zh": "A. 立即上报\nB. 自行处理",
     "options_en": "A. Report it\nB. Settle it", "right": "a",
     "explanation_zh": "制度第 3 条", "points": "2"},
    {"number": "K-2", "course": "C-1", "kind": "多选", "text_zh": "哪些须审批？",
     "text_en": "What needs approval?", "options_zh": "折扣\n账期\n问候",
     "options_en": "Discounts\nTerms\nGreetings", "right": "A、B"},
    {"number": "K-3", "course": "C-1", "kind": "判断", "text_zh": "可先发货后签约。",
     "text_en": "Ship first.", "right": "错"},
]  # fmt: skip
WRONG = [
    {**BANK[0], "number": "W-1", "right": "C"},
    {**BANK[0], "number": "W-2", "course": "C-9"},
    {**BANK[0], "number": "W-3", "right": "AB"},
    {**BANK[0], "number": "W-4", "options_en": "Report it"},
    {**BANK[0], "number": "W-5", "options_zh": "上报\n上报", "options_en": "Report\nTell"},
    {**BANK[0], "number": "W-6", "kind": "问答"},
    {**BANK[1], "number": "W-7", "right": ""},
]


@pytest.fixture
def hr(session: Session) -> Actor:
    the_root(session)
    a_course(session, code="C-1")
    return an_actor()


def bring(session: Session, actor: Actor, rows: Iterable[Mapping[str, str]]) -> ImportPlan:
    request = a_request("quiz_question", rows, spec=spec_of(session, actor, "quiz_question"))
    _, plan = commit_import(session, actor, request, MORNING)
    return plan


def test_questions_of_every_kind_come_in_with_options_answers_and_explanation(
    session: Session, hr: Actor
) -> None:
    plan = bring(session, hr, BANK)
    assert (plan.counts["new"], str(why(plan))) == (3, "{}")
    one, several, true = session.scalars(select(QuizQuestion).order_by(QuizQuestion.number)).all()
    assert (one.kind, one.options_zh, one.right, one.points) == (
        QuestionKind.SINGLE, "立即上报\n自行处理", "A", 2,
    )  # fmt: skip
    assert (one.explanation_zh, one.explanation_en) == ("制度第 3 条", None)
    assert (several.kind, several.right, several.options_en) == (
        QuestionKind.MULTIPLE, "AB", "Discounts\nTerms\nGreetings",
    )  # fmt: skip
    assert (true.kind, true.right, true.options_zh) == (QuestionKind.TRUE_FALSE, "B", "")


def test_each_wrong_question_is_refused_with_its_reason_and_the_rest_comes_in(
    session: Session, hr: Actor
) -> None:
    plan = bring(session, hr, [*WRONG, BANK[0]])
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 7)
    said = str(why(plan))
    for reason in ("A-B", "C-9", "Two options say the same", "found 2 and 1", "问答"):
        assert reason in said


def test_a_bank_in_one_language_asks_in_that_language(session: Session, hr: Actor) -> None:
    rows = [{name: text for name, text in row.items() if not name.endswith("_en")} for row in BANK]
    assert bring(session, hr, rows).counts["new"] == 3
    one = session.scalars(select(QuizQuestion).where(QuizQuestion.number == "K-1")).one()
    assert (one.text_en, one.options_en) == (one.text_zh, one.options_zh)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_taken_out_comes_back_in_unchanged(session: Session, hr: Actor, language: str) -> None:
    bring(session, hr, BANK)
    taken = filled_template(session, hr, "quiz_question", language, date(2026, 6, 15))
    table, spec = read_table(template_xlsx(taken), "bank.xlsx"), spec_of(session, hr, "quiz_question")
    request = ImportRequest(spec=spec, table=table, columns=guessed_columns(spec, table))
    assert {item.name for item in request.said} == {item.name for item in spec.fields}
    _, plan = commit_import(session, hr, request, MORNING)
    assert (plan.counts["same"], len(plan.rows)) == (3, 3)
    lines = [line for line in session.info["journal"] if line["action"] == "exported"]
    assert [(line["entity"], line["changes"]) for line in lines] == [("QuizQuestion", {"rows": 3})]


def test_a_file_corrects_a_question_but_not_one_that_has_been_asked(session: Session, hr: Actor) -> None:
    bring(session, hr, BANK)
    assert bring(session, hr, [{**BANK[0], "text_zh": "发现窜货应当？"}]).counts["changed"] == 1
    asked = session.scalars(select(QuizQuestion).where(QuizQuestion.number == "K-1")).one()
    course = session.scalars(select(Course)).one()
    who = an_enrolment(session, a_course_session(session, course), a_person(session))
    _an_attempt(session, who, asked.id)
    plan = bring(session, hr, [{**BANK[0], "text_zh": "另一个问题"}])
    assert "has been asked" in str(why(plan))
    assert bring(session, hr, [{**BANK[0], "text_zh": asked.text_zh, "explanation_zh": "新解析"}]).counts[
        "changed"
    ] == 1  # fmt: skip


def _an_attempt(session: Session, who: Enrolment, question: int) -> QuizAttempt:
    attempt = QuizAttempt(
        enrolment_id=who.id, course_id=who.course_id, person_id=who.person_id, unit_id=who.unit_id,
        kind=AttemptKind.POST, number=1, is_first=True, seed=1, started_at=MORNING,
        answers=[QuizAnswer(question_id=question, position=1, order=[0, 1])],
    )  # fmt: skip
    return added(session, attempt)


def test_trainers_bring_questions_for_their_own_courses_only(session: Session, hr: Actor) -> None:
    grants = (Grant("trainer", frozenset({Permission.TRAINING_TEACH, Permission.TRAINING_READ}), None),)
    trainer = Actor(name="Trainer", person_id=None, user_id=None, grants=grants)
    assert "Needed" in str(why(bring(session, trainer, BANK[:1])))


def test_nobody_but_who_imported_them_reads_right_answers_off_an_import(session: Session, hr: Actor) -> None:
    request = a_request("quiz_question", BANK, spec=spec_of(session, hr, "quiz_question"))
    batch, _ = commit_import(session, hr, request, MORNING)
    grants = (Grant("control", frozenset(Permission), None),)
    control = Actor(name="Control", person_id=None, user_id=(hr.user_id or 0) + 1, grants=grants)
    assert not may_see_rows(session, control, batch)


@pytest.mark.usefixtures("database")
def test_a_trainer_cannot_move_a_question_into_the_exam_of_somebody_elses_course() -> None:
    from domain.core.editing import edit

    room, other = a_room(), a_room()
    with unit_of_work(room.hr) as session:
        question = a_question(session, session.get_one(type(a_course(session)), room.course)).id
    teaches = Grant("trainer", frozenset({Permission.TRAINING_TEACH, Permission.TRAINING_READ}), None)
    trainer = Actor(
        name="T", person_id=room.trainer.person_id, user_id=room.trainer.user_id, grants=(teaches,)
    )
    with unit_of_work(trainer) as session:
        one = session.scalars(select(QuizQuestion).where(QuizQuestion.id == question)).one()
        with pytest.raises(NotPermitted):
            edit(session, trainer, Permission.TRAINING_TEACH, one, {"course_id": other.course})
        session.rollback()
