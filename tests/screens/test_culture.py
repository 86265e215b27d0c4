"""Codes to sign, pages to read, colleagues to thank: on screen."""

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User
from domain.culture.acknowledgement import Acknowledgement
from domain.culture.case_state import CaseState
from domain.culture.case_study import CaseStudy
from domain.culture.conduct_code import ConductCodeVersion
from domain.culture.points_entry import PointsEntry
from domain.culture.points_rule import install_points_rules
from domain.culture.read_receipt import ReadReceipt
from domain.culture.recognition import Recognition
from domain.culture.recognition_state import RecognitionState
from domain.messaging.notice import Notice
from pages.people import case_studies, conduct_codes, handbook, handbook_pages, points, recognitions
from tests.factories import NOON, a_person, an_actor
from tests.factories_culture import a_code_in_force, a_nomination, a_page_in_force, somebody
from tests.screens.visitor import People, everything, typed

ROLES = ("sales", "internal_control", "manager")
OWN_PANEL = """
from ui.culture.own_panel import draw_own_culture
from ui.session import current_actor
draw_own_culture(current_actor())
"""


@pytest.fixture
def colleagues(people: People) -> dict[str, int]:
    """Role -> the person who is signed in with it."""
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
        users = {user.username: user for user in session.scalars(select(User))}
        for role in ROLES:
            if users[role].person_id is None:
                users[role].person_id = a_person(session, name=f"Ms {role}", name_en=f"Ms {role}").id
        return {role: users[role].person_id or 0 for role in ROLES}


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click()
    return app.run()


def test_a_code_is_signed_by_who_has_ticked_to_have_read_it(
    people: People, colleagues: dict[str, int]
) -> None:
    with unit_of_work(an_actor()) as session:
        version = a_code_in_force(session, due_days=365)
    app = people.open(conduct_codes, "sales", id=str(version.code_id))
    assert "Take no gifts." in everything(app)
    (sign,) = (button for button in app.button if button.label == "Sign")
    assert sign.disabled
    next(box for box in app.checkbox if str(box.key).endswith(":agreed")).check().run()
    press(app, "Sign")
    assert not app.exception
    with reading(an_actor()) as session:
        kept = session.scalars(select(Acknowledgement).where(Acknowledgement.version_id == version.id)).one()
    assert (kept.person_id, kept.text_hash) == (colleagues["sales"], version.fingerprint)


def test_keepers_remind_all_who_have_not_signed_and_colleagues_see_no_list(
    people: People, colleagues: dict[str, int]
) -> None:
    with unit_of_work(an_actor()) as session:
        version = a_code_in_force(session)
    app = people.open(conduct_codes, "internal_control", id=str(version.code_id))
    remind = next(button.label for button in app.button if button.label.startswith("Remind all"))
    press(app, remind)
    assert not app.exception
    with reading(an_actor()) as session:
        asked = Notice.key.like(f"overdue:code:{version.id}:%")
        assert session.scalar(select(func.count(Notice.id)).where(asked)) == len(ROLES)
    plain = people.open(conduct_codes, "sales", id=str(version.code_id))
    assert "Signatures" not in [heading.value for heading in plain.subheader]


def test_a_draft_with_html_is_refused_where_it_is_written(people: People, colleagues: dict[str, int]) -> None:
    with unit_of_work(an_actor()) as session:
        version = a_code_in_force(session)
    app = people.open(conduct_codes, "internal_control", id=str(version.code_id))
    press(app, "Draft the next version")
    area = next(one for one in app.text_area if str(one.key).endswith(":text_en"))
    area.set_value("<script>alert(1)</script>").run()
    press(app, "Save draft")
    assert any("HTML is not allowed" in error.value for error in app.error)
    with reading(an_actor()) as session:
        query = select(ConductCodeVersion).where(ConductCodeVersion.code_id == version.code_id)
        drafts = [one.text_en for one in session.scalars(query) if one.number == 2]
    assert drafts == [version.text_en]


def test_the_handbook_is_found_read_and_confirmed(people: People, colleagues: dict[str, int]) -> None:
    with unit_of_work(an_actor()) as session:
        version = a_page_in_force(session, name_en="Gifts and hospitality")
    found = people.open(handbook, "sales", q="gifts and hosp")
    assert not found.exception
    assert "Gifts and hospitality" in everything(found).replace("\\", "")
    app = people.open(handbook, "sales", chapter=str(version.page_id))
    press(app, "I have read this page")
    assert not app.exception
    with reading(an_actor()) as session:
        kept = session.scalars(select(ReadReceipt).where(ReadReceipt.version_id == version.id)).one()
    assert kept.person_id == colleagues["sales"]
    assert not people.open(handbook_pages, "internal_control", id=str(version.page_id)).exception


def test_a_colleague_is_nominated_approved_and_announced_and_gets_points(
    people: People, colleagues: dict[str, int]
) -> None:
    app = people.open(recognitions, "sales")
    with unit_of_work(an_actor()) as session:
        ada = a_person(session, name="Ada Recognised", name_en="Ada Recognised")
    app = people.open(recognitions, "sales")
    form = "recognitions:nominate:0"
    next(one for one in app.multiselect if one.key == f"{form}:nominees").set_value([ada.id])
    typed(app, form, title="Asked first", happened="She asked before shipping.")
    press(app, "Nominate")
    assert not app.exception
    with reading(an_actor()) as session:
        made = session.scalars(select(Recognition).where(Recognition.title == "Asked first")).one()
    assert (made.nominator_id, made.points) == (colleagues["sales"], 20)
    press(people.open(recognitions, "manager", id=str(made.id)), "Approve")
    press(people.open(recognitions, "internal_control", id=str(made.id)), "Announce")
    with reading(an_actor()) as session:
        assert session.get_one(Recognition, made.id).state is RecognitionState.ANNOUNCED
        paid = session.scalars(select(PointsEntry).where(PointsEntry.person_id == ada.id)).one()
    assert paid.points == 20
    wall = people.open(recognitions, "sales")
    assert "Ada Recognised" in everything(wall)
    assert "Ada Recognised" in people.open(points, "sales").dataframe[0].value.to_string()


def test_the_nominator_sees_why_they_cannot_decide(people: People, colleagues: dict[str, int]) -> None:
    with unit_of_work(an_actor()) as session:
        me = an_actor(person_id=colleagues["manager"])
        recognition = a_nomination(session, me, somebody(session))
    app = people.open(recognitions, "manager", id=str(recognition.id))
    (approve,) = (button for button in app.button if button.label == "Approve")
    assert approve.disabled
    assert "somebody else must decide" in approve.help


def test_a_case_is_written_submitted_and_read_by_others_only_after_its_review(
    people: People, colleagues: dict[str, int]
) -> None:
    app = people.open(case_studies, "internal_control", id="new")
    text = {"happened": "Shipped without an order.", "cause": "The gate was open.", "lesson": "Close it."}
    typed(app, "case_studies:new:form", title="Gate left open", subject="delivery", **text)
    press(app, "Save")
    assert not app.exception
    with reading(an_actor()) as session:
        case = session.scalars(select(CaseStudy).where(CaseStudy.title == "Gate left open")).one()
    press(people.open(case_studies, "internal_control", id=str(case.id)), "Submit for review")
    assert "There is no such record" in everything(people.open(case_studies, "sales", id=str(case.id)))
    press(people.open(case_studies, "manager", id=str(case.id)), "Publish")
    app = press(people.open(case_studies, "sales", id=str(case.id)), "I have read this case")
    assert not app.exception
    with reading(an_actor()) as session:
        kept = session.get_one(CaseStudy, case.id)
    assert (kept.state, kept.readings, kept.author_id) == (
        CaseState.PUBLISHED, 1, colleagues["internal_control"],
    )  # fmt: skip


def test_ones_own_panel_tells_what_to_sign_and_to_read(people: People, colleagues: dict[str, int]) -> None:
    with unit_of_work(an_actor()) as session:
        a_code_in_force(session, name_en="Promise of the year", due_days=365)
        a_page_in_force(session, name_en="Page of the year", due_days=365)
    app = AppTest.from_string(OWN_PANEL, default_timeout=30)
    app.user = {"session": people.tokens["sales"]}
    app.session_state["language"] = "en"
    app.run()
    assert not app.exception
    said = everything(app)
    assert "Promise of the year" in said
    assert "Page of the year" in said
    assert f"To sign by {NOON.year + 1}" in said
