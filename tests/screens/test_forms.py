"""Entering and changing records on screen: what is refused says where, and nothing typed is lost."""

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Permission
from domain.sales.customer import Customer
from domain.sales.product import Product
from pages.business import customers, invoices, products
from tests.factories import an_actor
from tests.screens.visitor import People, typed
from ui.open_form import Form
from ui.saving import write

WRITER, READER = "receivables", "manager"
NEW = "customers:new:form"


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click()
    return app.run()


def customer(number: str) -> Customer:
    with reading(an_actor()) as session:
        return session.scalars(select(Customer).where(Customer.number == number)).one()


def test_a_customer_entered_on_screen_is_saved_shown_and_journalled(people: People) -> None:
    app = people.open(customers, WRITER, id="new")
    typed(app, NEW, number="C-100", name="Zenith", unit=1)
    press(app, "Save")
    assert not app.exception
    assert app.title[0].value == "C\\-100 Zenith"
    assert [toast.value for toast in app.toast] == ["Saved: C-100 Zenith"]
    kept = customer("C-100")
    with reading(an_actor()) as session:
        line = session.scalars(
            select(JournalEntry).where(JournalEntry.entity == "Customer", JournalEntry.entity_id == kept.id)
        ).one()
    assert (line.action, line.actor, line.changes["name"]) == ("created", "Ms Receivables", [None, "Zenith"])


def test_a_missing_field_is_named_at_the_field_and_nothing_typed_is_lost(people: People) -> None:
    app = people.open(customers, WRITER, id="new")
    typed(app, NEW, number="C-101", region="North", unit=1)
    press(app, "Save")
    assert any("Please fill in Customer name." in text.value for text in app.markdown)
    assert app.text_input(key=f"{NEW}:number").value == "C-101"
    assert app.text_input(key=f"{NEW}:region").value == "North"
    typed(app, NEW, name="Northern")
    press(app, "Save")
    assert customer("C-101").region == "North"


def test_a_number_that_is_taken_is_refused_in_words(people: People) -> None:
    app = people.open(customers, WRITER, "zh_CN", id="new")
    typed(app, NEW, number="C-1", name="Copy", unit=1)
    press(app, "保存")
    assert any("客户编号“C-1”已被其他记录使用。" in text.value for text in app.markdown)


@pytest.mark.parametrize(("said", "kept"), [("1,234.5", "1234.5"), ("", None), (" 0.0001 ", "0.0001")])
def test_an_amount_is_read_exactly_as_typed(people: People, said: str, kept: str | None) -> None:
    app = people.open(products, WRITER, id="1")
    press(app, "Edit")
    typed(app, "products:1:form", list_price=said)
    press(app, "Save")
    with reading(an_actor()) as session:
        price = session.get_one(Product, 1).list_price
    assert (None if price is None else f"{price.normalize():f}") == kept


@pytest.mark.parametrize("said", ["ten", "1.00001", "NaN", "1e999"])
def test_what_is_no_amount_is_refused_at_the_field(people: People, said: str) -> None:
    app = people.open(products, WRITER, id="1")
    press(app, "Edit")
    typed(app, "products:1:form", list_price=said)
    press(app, "Save")
    assert not app.exception
    assert any("List price:" in text.value for text in app.markdown)
    assert app.text_input(key="products:1:form:list_price").value == said


def test_a_stale_save_tells_who_changed_what_and_saves_when_pressed_again(people: People) -> None:
    mine, theirs = (people.open(customers, WRITER, id="1") for _ in range(2))
    press(mine, "Edit")
    press(theirs, "Edit")
    typed(theirs, "customers:1:form", region="West")
    press(theirs, "Save")
    typed(mine, "customers:1:form", category="Key")
    press(mine, "Save")
    assert "Ms Receivables changed this record meanwhile (Region)" in mine.error[0].value
    assert mine.text_input(key="customers:1:form:category").value == "Key"
    press(mine, "Save")
    assert (customer("C-1").category, mine.error.len) == ("Key", 0)


def test_whoever_may_only_read_sees_why_the_edit_button_is_off(people: People) -> None:
    app = people.open(customers, READER, id="1")
    button = next(button for button in app.button if button.label == "Edit")
    assert button.disabled
    assert button.help == "Your role may read this, not change it."


def test_the_domain_refuses_a_save_that_no_button_offered(people: People) -> None:
    reader = an_actor(Permission.FACTS_READ)
    with pytest.raises(NotPermitted), unit_of_work(reader) as session:
        write(Form(customers.SCREEN, 1), session, {"region": "forged"})


def test_the_form_of_an_invoice_asks_only_what_a_person_may_decide(people: People) -> None:
    app = people.open(invoices, WRITER, id="1")
    press(app, "Edit")
    assert [box.label for box in app.checkbox] == ["Disputed"]
    assert not [box for box in app.text_input if box.key and ":form:" in box.key]
    app.checkbox[0].check()
    press(app, "Save")
    assert people.open(invoices, READER, disputed="yes").dataframe[0].value["number"].tolist() == ["IV-1"]


def test_cancelling_forgets_what_was_typed(people: People) -> None:
    app = people.open(customers, WRITER, id="1")
    press(app, "Edit")
    typed(app, "customers:1:form", name="Never")
    press(app, "Cancel")
    press(app, "Edit")
    assert app.text_input(key="customers:1:form:name").value == "Acme"


def test_an_archived_record_leaves_the_list_and_can_be_brought_back(people: People) -> None:
    app = people.open(products, WRITER, id="1")
    app.text_area(key="products:1:archive:reason").set_value("No longer sold")
    app.button(key="products:1:archive").click().run()
    assert "P-1" not in listed(people)
    assert "P-1" in listed(people, archived="yes")
    people.open(products, WRITER, id="1").button(key="products:1:archive").click().run()
    assert "P-1" in listed(people)


def listed(people: People, **asked: str) -> list[str]:
    tables = people.open(products, WRITER, **asked).dataframe
    return tables[0].value["number"].tolist() if tables.len else []
