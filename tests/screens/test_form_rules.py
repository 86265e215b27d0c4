"""What a form asks depends on the record: a copy, a child, locked, conditional, changed meanwhile."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.core.language import label
from domain.sales.customer import Customer
from domain.workforce.violation import NotConfirmed, Violation, ViolationSeverity, ViolationStatus
from pages.business import contracts, customers
from pages.people import violations
from pages.settings import users
from tests import factories as make
from tests.factories import an_actor
from tests.screens.test_forms import press
from tests.screens.visitor import People, typed

WRITER = "receivables"
FORM, NEW = "customers:1:form", "customers:new:form"


def customer() -> Customer:
    with reading(an_actor()) as session:
        return session.get_one(Customer, 1)


def both(people: People) -> tuple[AppTest, AppTest]:
    """Two people open the same form."""
    apps = tuple(people.open(customers, WRITER, id="1") for _ in range(2))
    for app in apps:
        press(app, "Edit")
    return apps  # type: ignore[return-value]


def test_what_only_the_other_changed_is_taken_over_and_nothing_is_lost(people: People) -> None:
    mine, theirs = both(people)
    typed(theirs, FORM, region="West", channel="Dealer")
    press(theirs, "Save")
    typed(mine, FORM, category="Key")
    press(mine, "Save")
    assert "changed this record meanwhile" in mine.error[0].value
    assert [info.value for info in mine.info] == ["Taken over from the other person: Region, Channel"]
    assert mine.text_input(key=f"{FORM}:region").value == "West"
    press(mine, "Save")
    found = customer()
    assert (found.region, found.channel, found.category) == ("West", "Dealer", "Key")


@pytest.mark.parametrize(("choice", "kept"), [(None, "Mine"), ("mine", "Mine"), ("theirs", "Theirs")])
def test_of_what_both_changed_the_second_chooses_beside_three_columns(
    people: People, choice: str | None, kept: str
) -> None:
    with unit_of_work(an_actor()) as session:
        session.get_one(Customer, 1).group_code = "Before"
    mine, theirs = both(people)
    typed(theirs, FORM, group_code="Theirs")
    press(theirs, "Save")
    typed(mine, FORM, group_code="Mine")
    press(mine, "Save")
    shown = [text.value for text in mine.markdown]
    assert shown[shown.index(f"**{label('Customer.group_code', 'en')}**") :][1:4] == [
        "Before",
        "Theirs",
        "Mine",
    ]
    if choice:
        key = f"{FORM}:choice:group_code"
        chooser: Any = next(one for one in mine.get("button_group") if one.key == key)
        chooser.set_value(choice).run()
        assert mine.text_input(key=f"{FORM}:group_code").value == kept
    press(mine, "Save")
    assert customer().group_code == kept


def test_a_third_save_in_between_is_told_again(people: People) -> None:
    mine, theirs = both(people)
    for region in ("North", "South"):
        typed(theirs, FORM, region=region)
        press(theirs, "Save")
        press(theirs, "Edit")
        typed(mine, FORM, region="Mine")
        press(mine, "Save")
        assert "meanwhile" in mine.error[0].value
        assert region in [text.value for text in mine.markdown]
    press(mine, "Save")
    assert customer().region == "Mine"


def test_a_duplicate_has_everything_but_what_tells_records_apart(people: People) -> None:
    with unit_of_work(an_actor()) as session:
        found = session.get_one(Customer, 1)
        found.region, found.name_en = "East", "Acme Ltd"
    app = people.open(customers, WRITER, id="1")
    press(app, "Duplicate")
    assert app.text_input(key=f"{NEW}:number").value == ""
    assert app.text_input(key=f"{NEW}:region").value == "East"
    assert app.selectbox(key=f"{NEW}:salesperson").value == found.salesperson_id
    typed(app, NEW, number="C-COPY")
    press(app, "Save")
    with reading(an_actor()) as session:
        copy = session.scalars(select(Customer).where(Customer.number == "C-COPY")).one()
        assert (copy.name, copy.region, copy.source) == ("Acme", "East", "manual")


def test_nobody_copies_a_record_they_may_not_see_nor_into_a_kind_they_may_not_make(people: People) -> None:
    assert people.open(customers, WRITER, id="new", copy="999999").error
    labels = [button.label for button in people.open(customers, "manager", id="1").button]
    assert "Duplicate" not in labels
    assert "Duplicate" not in [button.label for button in people.open(contracts, WRITER).button]


def test_a_new_record_starts_with_the_one_it_belongs_to(people: People) -> None:
    app = people.open(customers, WRITER, id="new", unit_id="2", salesperson_id="1", region="ignored")
    assert (app.selectbox(key=f"{NEW}:unit").value, app.selectbox(key=f"{NEW}:salesperson").value) == (2, 1)
    assert (
        people.open(customers, WRITER, id="new", unit_id="99999").selectbox(key=f"{NEW}:unit").value is None
    )


def test_what_was_typed_for_one_new_record_does_not_fill_another(people: People) -> None:
    app = people.open(customers, WRITER, id="new")
    typed(app, NEW, name="Half typed")
    app.run()
    app.query_params["copy"] = "1"
    app.run()
    assert app.text_input(key=f"{NEW}:name").value == "Acme"


def test_a_field_that_is_fixed_is_drawn_locked_with_the_reason(people: People) -> None:
    app = people.open(users, "administrator", id="1")
    press(app, "Edit")
    locked = next(one for one in app.text_input if one.label.startswith(":material/lock:"))
    assert (locked.disabled, locked.value) == (True, "manager")
    assert locked.help == "This is fixed once the record exists."


def a_violation() -> int:
    with unit_of_work(an_actor()) as session:
        found = Violation(
            unit_id=1, number="V-1", source_ref="V-1", occurred_on=date(2026, 1, 5), period=202601,
            severity=ViolationSeverity.MINOR, status=ViolationStatus.CONFIRMED, confirmed_on=date(2026, 2, 3),
            confirmed_period=202602, points=Decimal(1),
        )  # fmt: skip
        return make.added(session, found).id


def test_a_field_without_a_meaning_is_neither_asked_nor_shown_and_is_emptied(people: People) -> None:
    key = a_violation()
    form = f"violations:{key}:form"
    app = people.open(violations, "internal_control", id=str(key))
    press(app, "Edit")
    assert app.date_input(key=f"{form}:confirmed_on").value == date(2026, 2, 3)
    app.selectbox(key=f"{form}:status").set_value(ViolationStatus.DISMISSED).run()
    assert not [one for one in app.date_input if one.key == f"{form}:confirmed_on"]
    press(app, "Save")
    with reading(an_actor()) as session:
        assert session.get_one(Violation, key).confirmed_on is None
    assert "Confirmed on" not in [
        one.value for one in people.open(violations, "internal_control", id=str(key)).caption
    ]


def test_the_rule_behind_the_condition_holds_without_a_form() -> None:
    found = Violation(
        occurred_on=date(2026, 1, 5), severity=ViolationSeverity.MINOR, status=ViolationStatus.DISMISSED,
        confirmed_on=date(2026, 1, 6), created_at=datetime.now(UTC),
    )  # fmt: skip
    with pytest.raises(NotConfirmed):
        found.check()
