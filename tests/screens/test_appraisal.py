"""Assessments on screen: everybody finds their turn, nobody sees their own result before its time."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_state import AppealDecision, AppealState
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.bring_result import bring_result
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.invite_reviewers import invite_reviewers
from domain.appraisal.model_scorecards import MODELS
from domain.appraisal.peer_review import PeerReview, PeerReviewStatus
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.scorecard import Scorecard
from domain.core.editing import find
from domain.core.permission import Permission, machine
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from pages.people import (
    appeals,
    assessments,
    calibration,
    cycles,
    grades,
    hr_desk,
    my_development,
    peer_reviews,
    results,
    scorecards,
)
from tests import factories as make
from tests.databases import SqliteDatabases
from tests.screens.appraisal_desk import AppraisalDesks, appraisal_desks, errors
from tests.screens.visitor import KEY, everything
from ui.appraisal.look import look
from ui.appraisal.print_page import sheet_of
from ui.appraisal.result_file import result_file
from ui.language import speaking
from ui.lists.files import Format
from ui.prints.press import pdf_of
from ui.prints.sheet import source_of

S = AssessmentState
LATER = "after publication"


@pytest.fixture
def desk(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[AppraisalDesks]:
    with appraisal_desks(sqlite_databases, tmp_path) as made:
        yield made


def state(desk: AppraisalDesks, of: str = "anna") -> AssessmentState:
    with reading(machine("test")) as session:
        return find(session, Assessment, desk.key(of)).state


def clean(app: AppTest) -> bool:
    """Neither an error nor a key that no catalogue knows."""
    text = everything(app).replace("kept in the journal.", "")
    return not app.exception and not app.error and not KEY.findall(text)


def sit(desk: AppraisalDesks, who: str, language: str = "en", of: str = "anna") -> AppTest:
    return desk.sit(assessments, who, language, id=str(desk.key(of)))


def test_every_phase_can_be_read_by_everybody_concerned_in_both_languages(desk: AppraisalDesks) -> None:
    def calibrate() -> None:
        desk.take("head", "confirm_rating", "anna")
        desk.score()
        desk.move("start_calibration")

    phases: tuple[Callable[[], object], ...] = (
        desk.open,
        lambda: desk.agree("anna"),
        lambda: desk.move("start_ratings"),
        lambda: desk.rate_self("anna"),
        lambda: desk.rate("anna"),
        calibrate,
        lambda: desk.take("gm", "finish_calibration", "anna"),
        desk.publish,
    )
    for number, go_on in enumerate(phases):
        go_on()
        who = ("anna", "lead", "hr", "head")[number % 4]
        assert clean(sit(desk, who, ("en", "zh_CN")[number % 2])), number


def test_the_next_step_is_offered_to_whose_turn_it_is_with_the_reason_why_not_to_others(
    desk: AppraisalDesks,
) -> None:
    desk.to_ratings()
    mine, raters = sit(desk, "anna"), sit(desk, "lead")
    place = f"assessments:{desk.key('anna')}:steps:submit_self"
    assert mine.button(key=place).disabled
    assert mine.button(key=place).help == "Not rated yet: trust, own."
    assert raters.button(key=place).help == "Only the assessed person may take this step."


def test_the_person_rates_themselves_line_by_line_and_submits(desk: AppraisalDesks) -> None:
    desk.to_ratings()
    app, key = sit(desk, "anna"), desk.key("anna")
    for line, level in (("trust", 4), ("own.1", 3)):
        app.segmented_control(key=f"assessments:{key}:{line}:self:level").set_value(level).run()
        app.text_area(key=f"assessments:{key}:{line}:self:note").set_value(f"Because of {line[:3]}").run()
    app.text_area(key=f"assessments:{key}:summary").set_value("A good half-year").run()
    draft = everything(sit(desk, "lead"))
    assert "Because of own" not in draft
    assert "A good half-year" not in draft
    app.button(key=f"assessments:{key}:steps:submit_self").click().run()
    assert not errors(app)
    assert state(desk) is S.MANAGER_RATING
    assert "Because of own" in everything(sit(desk, "lead"))


def test_the_rater_rates_and_the_person_sees_nothing_of_it_before_publication(desk: AppraisalDesks) -> None:
    desk.to_ratings()
    desk.rate_self("anna")
    app, key = sit(desk, "lead"), desk.key("anna")
    for line in ("trust", "own.1"):
        app.segmented_control(key=f"assessments:{key}:{line}:manager:level").set_value(2).run()
        app.text_area(key=f"assessments:{key}:{line}:manager:note").set_value("Too few visits").run()
    app.button(key=f"assessments:{key}:steps:submit_rating").click().run()
    assert state(desk) is S.SECOND_RATING
    assert "Too few visits" in everything(sit(desk, "head"))
    own = everything(sit(desk, "anna"))
    assert "Too few visits" not in own
    assert LATER in own


def test_goals_are_written_on_the_page_and_must_total_a_hundred(desk: AppraisalDesks) -> None:
    desk.open()
    app, key = sit(desk, "lead"), desk.key("anna")
    place = f"assessments:{key}:goals:team"
    app.button(key=f"{place}:edit").click().run()
    assert any("Weights total 0" in one.value for one in app.caption)
    app.button(key=f"{place}:save").click().run()
    assert app.button(key=f"assessments:{key}:steps:propose_goals").disabled
    desk.agree("anna")
    assert "Win back three lost customers" in everything(sit(desk, "anna"))


def test_an_override_asks_for_proof_and_stays_marked(desk: AppraisalDesks) -> None:
    desk.to_ratings()
    desk.rate_self("anna")
    desk.score()
    app, place = sit(desk, "lead"), f"assessments:{desk.key('anna')}:violations:override"
    app.number_input(key=f"{place}:score").set_value(80.0)
    app.text_area(key=f"{place}:reason").set_value("One was hers after all")
    app.button(key=f"{place}:set").click().run()
    assert errors(app) == ["Please fill in Evidence for the override."]
    app.text_input(key=f"{place}:evidence").set_value("Protocol 17")
    app.button(key=f"{place}:set").click().run()
    text = everything(app)
    assert "Set by hand" in text
    assert "Protocol 17" in text
    assert desk.scores()["violations"].override_score == Decimal(80)


def test_hr_sees_who_is_late_and_reminds_all_at_once(desk: AppraisalDesks) -> None:
    desk.to_ratings("anna", "ben")
    app = desk.sit(hr_desk, "hr")
    assert clean(app)
    assert any("For whom it waits" in one.value for one in app.subheader)
    app.button(key="hr-desk:remind").click().run()
    with reading(machine("test")) as session:
        mine = (Notice.user_id == desk.users["anna"], Notice.occasion == Occasion.OVERDUE)
        told = session.scalars(select(Notice).where(*mine)).all()
    assert len(told) == 1
    app.pills(key="hr-desk:phase").set_value(S.SELF_RATING).run()
    assert app.button(key="hr-desk:remind").label == "Remind all in “Self-rating”"
    app.button(key="hr-desk:remind").click().run()
    assert [one.value for one in app.toast][-1].startswith("Nobody to remind")


def test_a_scorecard_may_begin_with_a_model(desk: AppraisalDesks) -> None:
    app = desk.sit(scorecards, "hr", id="1")
    app.button(key="scorecards:1:begin").click().run()
    app.button(key="scorecards:1:model:risk_owners").click().run()
    app.button(key="scorecards:1:save").click().run()
    assert not errors(app)
    taken = next(one for one in MODELS if one.code == "risk_owners")
    with reading(machine("test")) as session:
        assert find(session, Scorecard, 1).asks == taken.content


def test_a_scorecard_is_written_on_its_page_and_weights_must_total_a_hundred(desk: AppraisalDesks) -> None:
    app = desk.sit(scorecards, "hr", id="1")
    app.button(key="scorecards:1:begin").click().run()
    app.button(key="scorecards:1:tools:1:0::material/edit:").click().run()
    app.number_input(key="scorecards:1:item:weight").set_value(30.0).run()
    app.button(key="scorecards:1:item:take").click().run()
    app.button(key="scorecards:1:save").click().run()
    assert errors(app) == ["The weights of “Team” total 80; they must total 100."]
    app.button(key="scorecards:1:tools:1:0::material/edit:").click().run()
    app.number_input(key="scorecards:1:item:weight").set_value(50.0).run()
    app.text_input(key="scorecards:1:item::en").set_value("Reliability").run()
    app.button(key="scorecards:1:item:take").click().run()
    app.button(key="scorecards:1:save").click().run()
    assert not errors(app)
    with reading(machine("test")) as session:
        assert "Reliability" in str(find(session, Scorecard, 1).content)


def test_a_cycle_is_opened_scored_and_shown_with_its_progress(desk: AppraisalDesks) -> None:
    app = desk.sit(cycles, "hr", id="1")
    app.button(key="cycles:1:steps:open_cycle").click().run()
    assert "7 people are assessed in addition." in everything(app)
    assert clean(desk.sit(cycles, "hr", "zh_CN", id="1"))


def test_the_meeting_changes_a_score_only_with_a_reason(desk: AppraisalDesks) -> None:
    desk.to_ratings()
    desk.to_calibration()
    desk.score()
    desk.move("start_calibration")
    assert clean(desk.sit(calibration, "gm", "zh_CN"))
    app = desk.sit(calibration, "gm")
    app.session_state["calibration:tab"] = "People and evidence"
    line = app.run().dataframe[0]
    assert "anna" in str(line.value)
    place = f"calibration:change:{desk.key('anna')}"
    app = AppTest.from_function(_evidence, args=(desk.key("anna"),), default_timeout=30)
    app.user, app.session_state["language"] = {"session": desk.token("gm")}, "en"
    app.run()
    app.number_input(key=f"{place}:score").set_value(95.0)
    app.button(key=place).click().run()
    assert errors(app) == ["Please give a reason."]
    app.text_area(key=f"{place}:reason").set_value("Compared with all others of the same post")
    app.button(key=place).click().run()
    with reading(machine("test")) as session:
        change = session.scalars(select(CalibrationChange)).one()
    assert (change.score_after, change.by_id) == (Decimal(95), desk.id("gm"))


def _evidence(assessment_id: int) -> None:
    """The evidence of one chosen person, drawn by itself: rows of a table cannot be pressed here."""
    from ui.appraisal.calibration_evidence import draw_evidence
    from ui.appraisal.calibration_look import look_at_calibration
    from ui.session import current_actor

    seen = look_at_calibration(current_actor(), None)
    if seen is not None:
        draw_evidence(seen, [assessment_id])


def test_an_appeal_goes_from_the_person_to_a_panel_outside_the_line(desk: AppraisalDesks) -> None:
    with unit_of_work(machine("test")) as session:
        judge = make.a_person(session, name="Judge", unit_id=desk.unit_id)
        desk.people["judge"] = judge
        user = make.a_user(session, username="judge", role="committee_chair", person_id=judge.id)
        desk.users["judge"] = user.id
    desk.to_hr()
    desk.publish()
    app, place = sit(desk, "anna"), f"assessments:{desk.key('anna')}:appeal"
    app.text_area(key=f"{place}:grounds").set_value("Two payments are missing")
    app.button(key=place).click().run()
    assert state(desk) is S.APPEALED
    app = desk.sit(appeals, "other_hr", id="1")
    offered = app.multiselect(key="appeals:1:panel:people").options
    assert "lead" not in " ".join(offered)
    assert "Judge" in " ".join(offered)
    app.multiselect(key="appeals:1:panel:people").set_value([desk.id("judge")])
    app.button(key="appeals:1:panel").click().run()
    app = desk.sit(appeals, "judge", id="1")
    app.segmented_control(key="appeals:1:decide:decision").set_value(AppealDecision.CHANGED).run()
    app.number_input(key="appeals:1:decide:score").set_value(119.0)
    app.text_area(key="appeals:1:decide:reason").set_value("The payments are proven")
    app.button(key="appeals:1:decide").click().run()
    assert not errors(app)
    with reading(machine("test")) as session:
        assert session.scalars(select(Appeal)).one().state is AppealState.DECIDED
    assert clean(desk.sit(appeals, "anna", "zh_CN", id="1"))
    assert "119" in everything(sit(desk, "anna"))


def test_a_colleague_answers_once_without_a_name(desk: AppraisalDesks) -> None:
    desk.open()
    with desk.acting("lead") as session:
        anna = find(session, Assessment, desk.key("anna"))
        invite_reviewers(session, desk.actor("lead"), anna, {desk.id("ben"): RaterGroup.PEER}, desk.at)
    app = desk.sit(peer_reviews, "ben")
    assert clean(app)
    app.button(key="peer_reviews:1:send").click().run()
    assert errors(app) == ["Please give a level for each competency."]
    app.radio(key="peer_reviews:1:trust").set_value(5).run()
    app.text_area(key="peer_reviews:1:comment").set_value("Always there")
    app.button(key="peer_reviews:1:send").click().run()
    with reading(machine("test")) as session:
        assert session.scalars(select(PeerReview)).one().status is PeerReviewStatus.ANSWERED
    assert "Always there" not in everything(sit(desk, "lead"))


def test_ones_own_page_shows_the_result_only_once_it_is_published(desk: AppraisalDesks) -> None:
    desk.to_hr()
    before = desk.sit(my_development, "anna")
    assert clean(before)
    assert "Nothing is published yet" in everything(before)
    desk.publish()
    after = desk.sit(my_development, "anna", "zh_CN")
    assert clean(after)
    assert "尚未公布" not in everything(after)
    assert "等您处理" in everything(after)


@pytest.mark.parametrize(("language", "word"), [("en", "Total"), ("zh_CN", "总分")])
def test_an_assessment_is_printed_as_its_reader_may_see_it(
    desk: AppraisalDesks, language: str, word: str
) -> None:
    desk.to_hr()
    desk.publish()
    with speaking(language):
        sheet = source_of(sheet_of(look(desk.actor("anna"), desk.key("anna"))))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(sheet))).pages)
    assert word in text
    assert "anna" in text


def test_the_scale_of_grades_is_changed_as_a_whole_and_must_work_as_a_whole(desk: AppraisalDesks) -> None:
    app = desk.sit(grades, "hr")
    assert clean(app)
    app.button(key="grades:scale:save").click().run()
    assert not errors(app)
    assert clean(desk.sit(grades, "anna", "zh_CN"))


def test_results_are_listed_and_filed_for_hr_and_for_managers_of_their_own_people_only(
    desk: AppraisalDesks,
) -> None:
    desk.to_hr()
    assert "Nothing is published yet" in everything(desk.sit(results, "hr"))
    desk.publish()
    with desk.acting("hr") as session:
        values = {"person_id": desk.id("anna"), "period": "2024", "system": "Old HR", "grade_code": "C",
                  "first_on": date(2024, 1, 1), "last_on": date(2024, 12, 31)}  # fmt: skip
        bring_result(session, desk.actor("hr"), values, desk.at.date())
    app = desk.sit(results, "lead", "zh_CN")
    assert clean(app)
    assert list(app.dataframe[0].value["上期等级"]) == ["C · 2024 · Old HR"]
    written = result_file(desk.actor("lead"), "en", desk.cycle_id, (), Format.CSV).decode("utf-8-sig")
    heading, line = written.splitlines()
    assert heading.startswith("Staff number,Person,Unit")
    assert desk.result().hash in line
    for name, rows in (("hr", 1), ("ben", 0), ("anna", 1)):
        actor = desk.actor(name, *(() if name == "hr" else (Permission.ASSESSMENTS_READ,)))
        found = result_file(actor, "en", desk.cycle_id, (), Format.CSV)
        assert len(found.splitlines()) == rows + 1, name
