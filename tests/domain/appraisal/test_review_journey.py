"""From colleagues' words over calibration to an appeal, each act by its own person in its own transaction."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading
from domain.appraisal.answer_review import answer_review
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibrate import calibrate
from domain.appraisal.calibration_board import calibration_board
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.close_reviews import close_reviews
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.decide_appeal import decide_appeal
from domain.appraisal.file_appeal import file_appeal
from domain.appraisal.invite_reviewers import invite_reviewers
from domain.appraisal.name_panel import name_panel
from domain.appraisal.peer_results import peer_results
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.peer_score import RaterGroup
from domain.appraisal.published import published_results
from domain.appraisal.seal import verify_frozen
from domain.appraisal.separation import AboutYourself
from domain.core.editing import find
from domain.core.permission import Permission, machine
from domain.messaging.notice import Notice
from tests.domain.appraisal.appraising import ALL, PERSONAL, TODAY, Appraising, line, linear
from tests.factories import a_user

CONTENT = [
    PERSONAL[0] | {"weight": "30"}, PERSONAL[1] | {"weight": "50"},
    {"key": "colleagues", "zh": "协作", "en": "Colleagues", "weight": "20", "items": [
        line("say", "personal", 100, source="colleagues_say", curve=linear("60", "80", "100"))]},
]  # fmt: skip
GROUPS = {
    "ben": RaterGroup.PEER, "gm": RaterGroup.PEER, "head": RaterGroup.PEER, "other_hr": RaterGroup.PEER,
    "lead": RaterGroup.MANAGER,
}  # fmt: skip


@pytest.fixture
def play(database: str) -> Appraising:
    return Appraising(CONTENT)


def _ask_colleagues(play: Appraising) -> None:
    with play.acting("hr") as session:
        asked = {play.id(name): group for name, group in GROUPS.items()}
        assessment = find(session, Assessment, play.key("anna"))
        invite_reviewers(session, play.actor("hr"), assessment, asked, play.at)
    for name in GROUPS:
        with play.acting(name) as session:
            mine = select(PeerReview).where(PeerReview.rater_id == play.id(name))
            levels = {"trust": 5 if name == "lead" else 4}
            answer_review(session, play.actor(name), session.scalars(mine).one(), levels, "", TODAY)
    with play.acting("hr") as session:
        close_reviews(session, play.actor("hr"), find(session, Assessment, play.key("anna")), TODAY)


def _calibrate(play: Appraising) -> Decimal:
    """The meeting takes four points away; the score it leaves."""
    play.move("start_calibration")
    with play.acting("gm") as session:
        cycle = find(session, AppraisalCycle, play.cycle_id)
        (shown,) = calibration_board(session, play.actor("gm"), cycle).lines
        assert shown.score is not None
        score = shown.score - 4
        assessment = find(session, Assessment, shown.assessment_id)
        calibrate(session, play.actor("gm"), assessment, score, "与同级相比偏宽", play.at)
        return score


def test_colleagues_calibration_and_appeal_lead_to_a_sealed_second_result(play: Appraising) -> None:
    play.to_ratings("anna")
    _ask_colleagues(play)
    play.to_calibration("anna")
    play.score()
    said = play.scores()["say"]
    assert round(said.value or Decimal(0), 4) == Decimal("94.2857")  # (50 x 100 + 20 x 80) / 70
    assert "PeerReview" not in str(said.path)
    score = _calibrate(play)
    play.take("gm", "finish_calibration", "anna")
    with play.looking("anna") as session:
        assert session.scalars(select(CalibrationChange)).all() == []
    play.publish("anna")

    with play.acting("anna") as session:
        anna = find(session, Assessment, play.key("anna"))
        assert len(session.scalars(select(CalibrationChange)).all()) == 1
        assert peer_results(session, play.actor("anna"), anna, TODAY).answered == 5
        file_appeal(session, play.actor("anna"), anna, "校准理由不成立", play.at)
    with play.acting("other_hr") as session:
        appeal = session.scalars(select(Appeal)).one()
        name_panel(session, play.actor("other_hr"), appeal, [play.id("ben")], play.at)
    with play.acting("ben") as session:
        appeal = session.scalars(select(Appeal)).one()
        decide_appeal(
            session, play.actor("ben"), appeal, AppealDecision.CHANGED, "同级数据支持申诉", play.at, score + 4
        )
    with play.looking("anna", Permission.ASSESSMENTS_READ) as session:
        assert session.scalars(select(AppealRuling.decision)).one() is AppealDecision.CHANGED
        (result,) = published_results(session, play.cycle_id)
        assert result.score == score + 4
        assert find(session, Assessment, play.key("anna")).state is AssessmentState.DECIDED
    with reading(machine("test")) as session:
        assert verify_frozen(session, [play.key("anna")]) == []


def test_those_who_must_act_are_told_and_nothing_names_an_answer(play: Appraising) -> None:
    with play.acting("hr") as session:
        users = {
            name: a_user(session, person_id=play.id(name), role="hr" if name == "hr" else "manager").id
            for name in ("ben", "hr", "lead", "anna")
        }
    play.to_ratings("anna")
    with play.acting("lead") as session:
        asked = {play.id("ben"): RaterGroup.PEER, play.id("lead"): RaterGroup.MANAGER}
        invite_reviewers(
            session, play.actor("lead"), find(session, Assessment, play.key("anna")), asked, play.at
        )
    with reading(machine("test")) as session:
        told = session.execute(
            select(Notice.user_id, Notice.said).where(Notice.page == "peer_reviews").order_by(Notice.id)
        ).all()
    said = {row.user_id: row.said["text"] for row in told}
    assert said.keys() == {users["ben"], users["lead"]}
    assert "anonymous" in said[users["ben"]]
    assert "you are known" in said[users["lead"]]


def test_the_appellant_is_hr_and_still_names_no_panel_for_themselves(play: Appraising) -> None:
    play.to_hr("anna")
    play.publish("anna")
    with play.acting("anna") as session:
        assessment = find(session, Assessment, play.key("anna"))
        appeal = file_appeal(session, play.actor("anna"), assessment, "x", play.at)
        with pytest.raises(AboutYourself):
            name_panel(session, play.actor("anna", *ALL), appeal, [play.id("ben")], play.at)
        session.rollback()
