"""A form written on its page is filled in on the page of a record."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.permission import machine
from domain.forms.content import Content, FormKind, FormSection
from domain.forms.draft_form import new_form, next_version, write_content
from domain.forms.filled_form import FilledForm
from domain.forms.option_text import OptionsUnclear, read_options, write_options
from domain.forms.question import Question, QuestionKind
from domain.forms.template import FormVersion
from pages.business import customers
from pages.settings import form_templates
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import People
from ui.forms.tables import content_of, question_table, section_table

ACTOR = make.an_actor()
OPTIONS = "good=好/Good:90; bad=差/Bad:10"
CONTENT = Content(
    (
        FormSection(
            "现场", "On site",
            (
                Question(
                    key="seen", text_zh="已实地查看", text_en="Was it seen?", kind=QuestionKind.YES_NO,
                    weight=Decimal(40),
                ),
                Question(
                    key="state", text_zh="状况", text_en="State", kind=QuestionKind.CHOICE,
                    weight=Decimal(60), options=read_options(OPTIONS),
                ),
            ),
        ),
    )
)  # fmt: skip


@pytest.fixture
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A customer, a scorecard in force and its next draft; a clerk and somebody who configures."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("forms")) as url, using(url):
        with unit_of_work(ACTOR) as session:
            make.a_customer(session, number="C-1", name="Firm")
            named = {"code": "visit", "name_zh": "走访", "name_en": "Visit card"}
            new_form(session, ACTOR, {**named, "kind": FormKind.SCORECARD, "entity": "Customer"}, now())
            draft = session.scalars(select(FormVersion)).one()
            write_content(session, ACTOR, draft.id, CONTENT)
            draft.workflow.take("put_in_force", draft, ACTOR, now())
            next_version(session, ACTOR, draft.template_id, now())
            tokens = {}
            for role in ("receivables", "internal_control"):
                user = make.a_user(session, username=role, role=role, unit_id=make.the_root(session).id)
                tokens[role] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def test_a_form_is_filled_in_on_a_record_and_shown_with_its_score(people: People) -> None:
    app = people.open(customers, "receivables", id="1")
    app.pills(key="fill:Customer:1:which").set_value(1).run()
    app.segmented_control(key="fill:Customer:1:1:0:seen").set_value("yes").run()
    app.button(key="fill:Customer:1:save").click().run()
    assert any("State" in error.value for error in app.error)
    app.segmented_control(key="fill:Customer:1:1:0:state").set_value("bad").run()
    app.button(key="fill:Customer:1:save").click().run()
    assert any("score 46" in one.label for one in app.expander)
    with reading(machine("test")) as session:
        filled = session.scalars(select(FilledForm)).one()
    assert (filled.score, filled.answers) == (Decimal("46.00"), {"seen": "yes", "state": "bad"})


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_of_a_form_shows_versions_and_edits_the_draft(people: People, language: str) -> None:
    app = people.open(form_templates, "internal_control", language, id="1")
    assert not app.exception
    assert not app.error
    assert any("2" in one.value for one in app.subheader)


def test_tables_say_what_the_form_says() -> None:
    assert content_of(section_table(CONTENT).to_pylist(), question_table(CONTENT).to_pylist()) == CONTENT
    assert write_options(read_options(OPTIONS)) == OPTIONS
    with pytest.raises(OptionsUnclear):
        read_options("good or bad")
