"""What a course taught, against the reference vectors."""

from decimal import Decimal

import pytest

from domain.improvement.parallel_unit import difference_in_differences
from domain.training.learning_gain import (
    class_gain,
    differences_test,
    normalised_gain,
    paired_test,
    return_on_training,
)
from domain.training.matched_people import Way, compare_people

D = Decimal


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [(50, 80, "0.6"), (80, 80, "0"), (100, 100, None), (60, 45, "-0.25"), (0, 40, "0.4")],
)
def test_f12_gain_is_the_part_of_what_was_still_to_learn(before: int, after: int, gain: str | None) -> None:
    assert normalised_gain(D(before), D(after)) == (None if gain is None else D(gain))


def test_f12_a_class_gains_by_its_means_not_by_the_mean_of_gains() -> None:
    pairs = [(D(0), D(40)), (D(90), D(100))]
    assert class_gain(pairs) == D(25) / D(55)
    assert class_gain([]) is None


def test_f13_paired_test_of_training_gain() -> None:
    pairs = [(D(50), D(70)), (D(60), D(75)), (D(70), D(80)), (D(55), D(65))]
    found = paired_test(pairs)
    assert found is not None
    assert found.difference == D("13.75")
    assert found.t is not None
    assert found.p is not None
    assert found.size is not None
    assert found.interval is not None
    assert round(found.t, 5) == D("5.74456")
    assert round(found.p, 6) == D("0.010477")
    assert tuple(round(one, 4) for one in found.interval) == (D("6.1326"), D("21.3674"))
    assert round(found.size, 5) == D("2.87228")
    assert found.shown == 1
    assert "Only 4 people" in str(found.statements[0])


def test_without_spread_chance_cannot_be_estimated() -> None:
    same = differences_test([D(5)] * 12)
    assert same.difference == 5
    assert (same.interval, same.shown) == (None, 0)
    assert "equal" in str(same.statements[0])
    one = differences_test([D(5)])
    assert one.t is None
    assert "Only 1" in str(one.statements[0])
    assert paired_test([]) is None


def test_f16_return_is_what_came_in_beyond_the_cost_by_the_cost() -> None:
    # (150,000 - 60,000) / 60,000 = 1.5; without benefit all of the cost is lost: (0 - 60,000) / 60,000 = -1
    assert return_on_training(D(150_000), D(60_000)) == D("1.5")
    assert return_on_training(D(0), D(60_000)) == -1
    assert return_on_training(D(10), D(0)) is None


def test_g27_trained_people_are_compared_with_the_nearest_of_their_post() -> None:
    assert difference_in_differences((D(20), D(14)), (D(19), D(18))) == -5
    trained = [
        Way(1, (7, 202603), D(20), D(14)),
        Way(2, (7, 202603), D(40), D(30)),
        Way(3, (8, 202603), D(10), D(9)),
    ]
    others = [
        Way(4, (7, 202603), D(38), D(39)),
        Way(5, (7, 202603), D(19), D(18)),
        Way(6, (7, 202603), D(90), D(0)),
    ]
    found = compare_people(trained, others)
    assert [(one.trained.person_id, one.untrained.person_id) for one in found.matches] == [(1, 5), (2, 4)]
    assert [one.difference for one in found.matches] == [-5, -11]
    assert found.test is not None
    assert found.test.difference == -8
    assert found.unmatched == 1
    assert "1 trained people" in str(found.statements[-1])


def test_nobody_untrained_is_compared_twice_not_even_around_two_months() -> None:
    trained = [Way(1, (7, 202603), D(20), D(14)), Way(2, (7, 202605), D(20), D(14))]
    others = [Way(5, (7, 202603), D(19), D(18)), Way(5, (7, 202605), D(21), D(18))]
    found = compare_people(trained, others)
    assert [one.trained.person_id for one in found.matches] == [1]
    assert found.unmatched == 1


def test_without_anybody_comparable_nothing_is_claimed() -> None:
    found = compare_people([Way(1, (7, 202603), D(20), D(14))], [])
    assert found.test is None
    assert found.unmatched == 1
