"""What people add to a record on screen, and what they see of it: comments, files, what happened, history."""

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.core.editing import edit
from domain.core.journal import JournalEntry
from domain.core.permission import Permission
from domain.records.attach import attach
from domain.records.attachment import Attachment
from domain.records.comment import Comment
from domain.records.write_comment import write_comment
from domain.sales.customer import Customer
from pages.business import customers, invoices, products
from pages.settings import people as staff
from pages.settings import units
from tests.factories import NOON, an_actor
from tests.screens.visitor import People

WRITER, READER = "receivables", "manager"


def tab(app: AppTest, name: str, place: str = "customers") -> AppTest:
    app.session_state[f"{place}:tab"] = name
    return app.run()


def markdown(app: AppTest) -> list[str]:
    return [one.value for one in app.markdown]


def comment_on(app: AppTest, said: str) -> AppTest:
    app.text_area(key="customers:activity:said:0").set_value(said)
    app.button(key="customers:activity:send").click()
    return app.run()


@pytest.mark.parametrize(("language", "activity"), [("en", "Activity"), ("zh_CN", "动态")])
def test_a_reader_says_something_and_reads_it_in_the_stream(
    people: People, language: str, activity: str
) -> None:
    app = tab(people.open(customers, READER, language, id="1"), activity)
    comment_on(app, f"请 @Ms Sales 看 <b>{activity}</b>")
    assert not app.exception
    assert any(f"**@Ms Sales** 看 \\<b\\>{activity}" in text for text in markdown(app))
    assert app.text_area(key="customers:activity:said:1").value == ""


def test_what_may_not_be_said_is_refused_and_stays_typed(people: People) -> None:
    app = tab(people.open(customers, READER, id="1"), "Activity")
    comment_on(app, "@Ms Administrator look")
    assert "Ms Administrator may not see this record and cannot be mentioned here." in app.error[0].value
    assert app.text_area(key="customers:activity:said:0").value == "@Ms Administrator look"


def test_only_those_who_may_add_see_where_and_all_readers_see_the_files(
    people: People,
) -> None:
    with unit_of_work(an_actor(user_id=1)) as session:
        for content in (b"%PDF-1", b"%PDF-2"):
            attach(session, an_actor(user_id=1), "Customer", 1, name="deal.pdf", content=content, now=NOON)
    for role, adds in ((WRITER, True), (READER, False)):
        app = tab(people.open(customers, role, id="1"), "Files")
        assert not app.exception
        assert bool(app.get("file_uploader")) is adds
        assert any("[deal\\.pdf \\(version 2\\)](/files/" in text for text in markdown(app))
        assert [one.label for one in app.expander] == ["Older versions · 1"]


def test_a_file_is_removed_with_a_reason_and_the_stream_tells_it(people: People) -> None:
    with unit_of_work(an_actor(user_id=1)) as session:
        actor = an_actor(user_id=1)
        file = attach(session, actor, "Invoice", 1, name="wrong.pdf", content=b"%PDF-9", now=NOON)
    app = tab(people.open(invoices, WRITER, id="1"), "Files", "invoices")
    place = f"invoices:files:0:{file.id}"
    app.text_area(key=f"{place}:reason").set_value("Of another customer")
    app.button(key=place).click().run()
    with reading(an_actor()) as session:
        assert session.get_one(Attachment, file.id).archived_at is not None
    told = markdown(tab(people.open(invoices, READER, id="1"), "Activity", "invoices"))
    assert any("Removed wrong\\.pdf" in text for text in told)
    assert ":gray[Of another customer]" in told


def test_the_stream_shows_one_kind_of_happening_when_asked(people: People) -> None:
    with unit_of_work(an_actor(user_id=1)) as session:
        write_comment(session, an_actor(user_id=1), "Customer", 1, said="only words", now=NOON)
        found = session.get_one(Customer, 1)
        edit(session, an_actor(), Permission.FACTS_WRITE, found, {"group_code": "G-1"})
    app = tab(people.open(customers, READER, id="1"), "Activity")
    assert any("Group" in text and "→ G\\-1" in text for text in markdown(app))
    app.session_state["customers:activity:kinds"] = ["comment"]
    shown = markdown(app.run())
    assert "only words" in shown
    assert not any("→ G\\-1" in text for text in shown)


def test_a_comment_is_mended_and_taken_away_by_its_author(people: People) -> None:
    app = tab(people.open(customers, WRITER, id="1"), "Activity")
    comment_on(app, "teh words")
    with reading(an_actor()) as session:
        said = session.scalars(select(Comment).where(Comment.said == "teh words")).one()
    at = f"customers:activity:0:edit:{said.id}:1"
    app.text_area(key=f"{at}:said").set_value("the words")
    app.button(key=at).click().run()
    assert "the words" in markdown(app)
    app.button(key=f"customers:activity:0:archive:{said.id}").click().run()
    assert "the words" not in markdown(app)


def test_a_value_is_put_back_from_the_history(people: People) -> None:
    with unit_of_work(an_actor()) as session:
        found = session.get_one(Customer, 1)
        edit(session, an_actor(), Permission.FACTS_WRITE, found, {"credit_code": "NEW"})
    with reading(an_actor()) as session:
        found = session.get_one(Customer, 1)
        query = select(JournalEntry.seq).where(JournalEntry.entity == "Customer", JournalEntry.entity_id == 1)
        seq, version = max(session.scalars(query)), found.version
    app = tab(people.open(customers, WRITER, id="1"), "History")
    assert app.dataframe[0].value["After"].tolist()[0] == "NEW"
    press(people, seq, version)
    with reading(an_actor()) as session:
        assert session.get_one(Customer, 1).credit_code == ""
    history = tab(people.open(customers, READER, id="1"), "History").dataframe[0].value
    assert history["Reason"].tolist()[0] == f"Restored from entry {seq}"


def press(people: People, seq: int, version: int) -> None:
    """What the button under the chosen line does; a test without a browser cannot choose a line."""

    def page() -> None:
        import streamlit as st

        from pages.business.customers import SCREEN
        from ui.records.values import put_values_back

        seq, version = st.session_state["line"]
        st.button("back", on_click=put_values_back, args=(SCREEN, 1, seq, ("credit_code",), version, "here"))

    app = AppTest.from_function(page)
    app.user = {"session": people.tokens[WRITER]}
    app.session_state["language"] = "en"
    app.session_state["line"] = (seq, version)
    app.run().button[0].click().run()
    assert not app.exception


def test_a_link_leads_to_a_tab_and_lets_its_reader_turn_to_another(people: People) -> None:
    app = people.open(customers, READER, id="1", tab="activity")
    assert app.text_area(key="customers:activity:said:0").value == ""
    tab(app, "Details")
    assert not [one for one in app.text_area if one.key == "customers:activity:said:0"]


def test_the_heading_names_who_answers_for_the_record(people: People) -> None:
    app = people.open(customers, READER, id="1")
    assert any(text.value.startswith("Salesperson: Ada ·") for text in app.caption)


def test_a_person_is_named_by_user_name_too(people: People) -> None:
    app = people.open(products, READER, id="1")
    tab(app, "Activity", "products")
    app.text_area(key="products:activity:said:0").set_value("@sales please")
    app.button(key="products:activity:send").click().run()
    assert "**@sales** please" in markdown(app)


@pytest.mark.parametrize(("role", "offered"), [("hr", True), ("manager", False)])
def test_a_related_record_is_made_with_its_parent_filled_in(people: People, role: str, offered: bool) -> None:
    app = AppTest.from_file(str(units.__file__), default_timeout=30)
    app.user = {"session": people.tokens[role]}
    app.session_state["language"] = "en"
    app.session_state["screens"] = {"people": staff.SCREEN}  # as the shell remembers them
    app.query_params["id"] = "2"
    app.run()
    assert not app.exception
    assert any(button.key == "related:people:2:new" for button in app.button) is offered
    new = people.open(staff, "hr", id="new", unit_id="2")
    assert new.selectbox(key="people:new:form:unit").value == 2
