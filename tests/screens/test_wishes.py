"""What happens after a press: one transaction, one message; what goes wrong leaves nothing behind."""

import logging

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User
from domain.access.user_session import UserSession
from domain.core.journal import JournalEntry
from domain.core.permission import machine
from domain.sales.customer import Customer
from pages.business import customers, products
from pages.settings import journal
from tests.factories import an_actor
from tests.screens.visitor import PAGES, People, everything, typed

AUDITOR, WRITER = "internal_audit", "receivables"


def broken_page() -> None:
    import streamlit as st

    from ui.screen import Page
    from ui.show import show

    def draw(_actor: object) -> None:
        st.title("Before")
        raise ZeroDivisionError("secret figure 42")

    show(
        Page(
            title_key="page.customers", icon=":material/bug_report:", url_path="broken", read=None, draw=draw
        )
    )


def broken_wish() -> None:
    import streamlit as st

    from domain.core.visibility import actor_of
    from domain.sales.customer import Customer
    from ui.wish import show_messages, wish

    def work(session: object) -> None:
        record = session.get(Customer, 1)  # type: ignore[attr-defined]
        record.region = f"changed by {actor_of(session).name}"  # type: ignore[arg-type]
        session.flush()  # type: ignore[attr-defined]
        raise ZeroDivisionError

    show_messages()
    st.button("Go", on_click=lambda: wish(work, done="Done"))


def visit(people: People, page: object, role: str = AUDITOR) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)  # type: ignore[arg-type]
    app.user, app.session_state["language"] = {"session": people.tokens[role]}, "en"
    return app.run()


def test_an_unexpected_error_shows_a_number_and_keeps_the_details_in_the_log(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        app = visit(people, broken_page)
    assert not app.exception
    number = app.error[0].value.rsplit(" ", 1)[1].rstrip(".")
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret figure 42" not in everything(app)


def test_a_wish_that_breaks_halfway_leaves_nothing_behind(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    app = visit(people, broken_wish, WRITER)
    app.button[0].click().run()
    assert not app.exception
    assert "Something went wrong" in app.toast[0].value
    with reading(an_actor()) as session:
        assert session.get_one(Customer, 1).region == ""


def test_a_session_that_ended_meanwhile_changes_nothing(people: People) -> None:
    app = people.open(customers, WRITER, id="1")
    next(button for button in app.button if button.label == "Edit").click().run()
    typed(app, "customers:1:form", region="After the end")
    with unit_of_work(machine("test")) as session:
        row = session.scalars(
            select(UserSession).where(UserSession.token_hash == people.tokens[WRITER])
        ).one()
        row.revoked_at = row.started_at
    next(button for button in app.button if button.label == "Save").click().run()
    with unit_of_work(machine("test")) as session:
        session.get_one(UserSession, row.id).revoked_at = None
        assert session.get_one(Customer, 1).region == ""
    assert [error.value for error in app.error] == ["Please sign in."]


def test_verifying_the_journal_tells_how_many_lines_are_intact(people: People) -> None:
    app = people.open(journal, AUDITOR)
    app.button(key="journal:verify").click().run()
    with reading(an_actor()) as session:
        last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
    assert app.success[0].value == f"{last.seq:,} lines checked, the chain is intact. `{last.hash}`"


def test_the_journal_is_filtered_by_kind_of_record_and_by_day(people: People) -> None:
    app = people.open(journal, AUDITOR, entity="Customer")
    assert set(app.dataframe[0].value["entity"]) == {"Customer"}
    assert not people.open(journal, AUDITOR, at="2001-01-01..2001-12-31").dataframe
    assert people.open(journal, AUDITOR, at="2001-01-01..").dataframe


def at_the_account(people: People, role: str) -> AppTest:
    """The front page with the account opened."""
    app = people.enter(role)
    app.session_state["account-menu"] = True
    return app.run()


def test_the_chosen_language_is_kept_in_the_profile(people: People) -> None:
    app = at_the_account(people, AUDITOR)
    app.segmented_control(key="account-language").set_value("zh_CN")
    app.run()
    assert not app.exception
    with reading(an_actor()) as session:
        user = session.scalars(select(User).where(User.username == AUDITOR)).one()
    assert (user.language, app.session_state["language"]) == ("zh_CN", "zh_CN")


def test_signing_out_ends_the_session_in_the_database(people: People) -> None:
    app = at_the_account(people, "hr")
    app.button(key="sign-out").click().run()
    assert not app.exception
    app = people.open(products, "hr")
    assert [error.value for error in app.error] == ["Please sign in."]


def test_a_stranger_to_a_page_is_not_told_that_a_record_exists(people: People) -> None:
    app = people.open(customers, "administrator", id="1")
    assert "Acme" not in everything(app)
    assert app.error


def test_no_two_pages_share_an_address() -> None:
    addresses = [page.SCREEN.url_path for page in PAGES]
    assert len(addresses) == len(set(addresses))
