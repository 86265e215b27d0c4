"""How often rules were right, and which go to review (domain reference B.3)."""

from decimal import Decimal

import pytest

from domain.indicators.alert_quality import Judgement, Tally, judge_advance_notice, judge_alert


def test_precision_is_confirmed_over_closed_those_nobody_judged_included() -> None:
    assert Tally(confirmed=3, false=1, unjudged=2).precision == Decimal("0.5")


def test_without_a_closed_warning_there_is_no_precision_and_no_review() -> None:
    assert (Tally().precision, Tally().needs_review) == (None, False)


@pytest.mark.parametrize(
    ("confirmed", "false", "review"), [(3, 17, True), (4, 16, False), (0, 19, False), (0, 20, True)]
)
def test_below_a_fifth_over_twenty_closed_goes_to_review(confirmed: int, false: int, review: bool) -> None:
    assert Tally(confirmed, false).needs_review is review


def test_what_the_closer_says_outweighs_what_was_done() -> None:
    assert judge_alert(False, acted=True) is Judgement.FALSE
    assert judge_alert(True, acted=False) is Judgement.CONFIRMED
    assert judge_alert(None, acted=True) is Judgement.CONFIRMED
    assert judge_alert(None, acted=False) is Judgement.UNJUDGED


@pytest.mark.parametrize(
    ("useful", "came_true", "dismissed", "expected"),
    [
        (True, False, False, Judgement.CONFIRMED),
        (False, True, False, Judgement.FALSE),
        (None, True, False, Judgement.CONFIRMED),
        (None, False, False, Judgement.FALSE),
        (None, None, True, Judgement.FALSE),
        (None, None, False, Judgement.UNJUDGED),
    ],
)
def test_a_notice_is_judged_by_its_reader_then_by_what_happened(
    useful: bool | None, came_true: bool | None, dismissed: bool, expected: Judgement
) -> None:
    assert judge_advance_notice(useful, came_true, dismissed=dismissed) is expected
