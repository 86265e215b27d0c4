"""A cause is what we can change; a person's failing is none."""

from typing import Any

import pytest

from domain.core.errors import Missing
from domain.improvement.blame import blames_only
from domain.improvement.cause import (
    AnswerIncomplete,
    BranchMissing,
    CauseAnalysis,
    CauseCategory,
    CauseMethod,
    NotDeeper,
    OnlyBlame,
    SameCauseAgain,
    TooFewWhys,
)

WHYS = [{"answer": f"Because of {n}", "evidence": f"Document {n}"} for n in range(1, 4)]


def analysis(**facts: Any) -> CauseAnalysis:
    defaults = {
        "method": CauseMethod.FIVE_WHYS, "category": CauseCategory.METHOD, "whys": WHYS, "branches": [],
        "root_cause": "The rule allows a week for proofs of delivery",
    }  # fmt: skip
    return CauseAnalysis(**defaults | facts)


@pytest.mark.parametrize(
    "text",
    [
        "human error", "Human error.", "Carelessness of the clerk", "The salesperson was careless!",
        "it was just a mistake by staff", "人为失误", "人为失误。", "员工粗心", "业务员粗心大意",
        "操作人员疏忽", "由于经办人责任心不强", "员工工作失误导致", "忘了", "是个人原因,太马虎了",
    ],
)  # fmt: skip
def test_a_mere_failing_is_recognised(text: str) -> None:
    assert blames_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "No second person checks the price before release", "The form has no field for the promised date",
        "New staff are not trained on rule 12",
        "Mistakes are not found because nobody compares the lists",
        "系统允许跳过信用检查", "新员工上岗前没有培训,容易粗心", "岗位职责没有规定谁来核对",
        "人手不足,一人兼两岗", "", "…",
    ],
)  # fmt: skip
def test_a_cause_one_can_act_on_is_not_mistaken_for_blame(text: str) -> None:
    assert not blames_only(text)


def test_a_chain_that_ends_with_blame_is_refused() -> None:
    blaming = [*WHYS, {"answer": "Carelessness", "evidence": "Interview"}]
    with pytest.raises(OnlyBlame):
        analysis(whys=blaming).check()
    with pytest.raises(OnlyBlame):
        analysis(root_cause="人为失误").check()


def test_blame_on_the_way_is_allowed_when_the_chain_goes_on() -> None:
    analysis(whys=[{"answer": "Human error", "evidence": "Interview"}, *WHYS]).check()


def test_a_chain_of_two_answers_stops_too_early() -> None:
    with pytest.raises(TooFewWhys):
        analysis(whys=WHYS[:2]).check()


@pytest.mark.parametrize("broken", [{"answer": "x", "evidence": " "}, {"answer": "", "evidence": "y"}, {}])
def test_an_answer_without_evidence_is_none(broken: dict[str, str]) -> None:
    with pytest.raises(AnswerIncomplete) as refused:
        analysis(whys=[WHYS[0], broken, WHYS[2]]).check()
    assert refused.value.facts["number"] == 2


def test_a_root_cause_is_written_down() -> None:
    with pytest.raises(Missing):
        analysis(root_cause=" ").check()


def test_a_fishbone_needs_a_cause_with_evidence_on_the_chosen_bone() -> None:
    fish = {"method": CauseMethod.FISHBONE, "whys": []}
    method = {"category": "method", "cause": "No rule", "evidence": "Handbook"}
    people = {"category": "people", "cause": "No training", "evidence": "Training list"}
    analysis(**fish, branches=[people, method]).check()
    for branches in ([], [people], [people, method | {"evidence": ""}]):
        with pytest.raises(BranchMissing):
            analysis(**fish, branches=branches).check()


def test_a_second_round_asks_why_more_often_than_the_first() -> None:
    first = analysis()
    longer = [*WHYS, {"answer": "And why that", "evidence": "Map"}]
    assert isinstance(analysis(root_cause="Another").not_deeper_than(first), NotDeeper)
    assert analysis(root_cause="Another", whys=longer).not_deeper_than(first) is None
    same = analysis(root_cause=" the RULE allows a week for proofs of delivery ", whys=longer)
    assert isinstance(same.not_deeper_than(first), SameCauseAgain)
    assert analysis().not_deeper_than(None) is None


def test_after_a_fishbone_a_chain_of_whys_is_deeper_and_another_fishbone_is_not() -> None:
    fish = analysis(method=CauseMethod.FISHBONE, whys=[])
    assert analysis(root_cause="Another").not_deeper_than(fish) is None
    again = analysis(method=CauseMethod.FISHBONE, whys=[], root_cause="Another")
    assert isinstance(again.not_deeper_than(fish), NotDeeper)
