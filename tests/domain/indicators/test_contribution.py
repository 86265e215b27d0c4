"""Why a figure changed: contributions add up to the change, exactly, whatever the numbers."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.indicators.contribution import PLACES, Contribution, Member, Parts, of_ratio, of_sum

ONE = (Decimal(1), Decimal(1))
amounts = st.decimals(-(10**9), 10**9, places=4)
weights = st.decimals(0, 10**9, places=4)


def member(key: str, before: tuple[object, ...], after: tuple[object, ...]) -> Member:
    """A member of (numerator, denominator, cases)."""

    def parts(numerator: object, denominator: object = None, cases: int = 0) -> Parts:
        below = None if denominator is None else Decimal(str(denominator))
        return Parts(Decimal(str(numerator)), below, cases)

    return Member(key, parts(*before), parts(*after))  # type: ignore[arg-type]


def by_key(found: list[Contribution]) -> dict[object, Contribution]:
    return {one.key: one for one in found}


def test_a_member_that_got_worse_at_the_same_weight_is_all_rate() -> None:
    found = by_key(of_ratio([member("a", (10, 50), (20, 50)), member("b", (10, 50), (10, 50))], ONE))
    assert found["a"] == Contribution("a", Decimal("0.1"), Decimal(0), Decimal(0))
    assert found["b"].total == 0


def test_nobody_changes_but_the_worse_one_weighs_more_is_all_mix() -> None:
    found = of_ratio([member("good", (5, 50), (3, 30)), member("bad", (20, 50), (28, 70))], ONE)
    assert all(one.rate == 0 for one in found)
    assert sum(one.mix for one in found) == Decimal("0.06")
    assert all(one.mix > 0 for one in found), "losing a good one and gaining a bad one both hurt"


def test_a_member_that_is_new_counts_against_the_average() -> None:
    found = by_key(of_ratio([member("old", (10, 100), (10, 100)), member("new", (0, 0), (30, 100))], ONE))
    assert found["new"].rate == 0
    assert found["new"].mix > 0
    assert found["old"].total + found["new"].total == Decimal("0.1")


def test_days_of_the_window_belong_to_the_figure() -> None:
    found = of_ratio([member("a", (100, 100), (100, 100))], (Decimal(90), Decimal(92)))
    assert [one.total for one in found] == [2]


def test_more_orders_of_the_same_size_are_all_volume() -> None:
    [found] = of_sum([member("a", (100, None, 10), (150, None, 15))], by_cases=True)
    assert found == Contribution("a", Decimal(0), Decimal(0), Decimal(50))


def test_larger_orders_are_all_rate() -> None:
    [found] = of_sum([member("a", (100, None, 10), (150, None, 10))], by_cases=True)
    assert found == Contribution("a", Decimal(50), Decimal(0), Decimal(0))


def test_orders_that_move_to_the_dearer_customer_are_mix() -> None:
    found = of_sum(
        [member("cheap", (10, None, 10), (5, None, 5)), member("dear", (100, None, 10), (150, None, 15))],
        by_cases=True,
    )
    assert [one.volume for one in found] == [0, 0]
    assert [one.rate for one in found] == [0, 0]
    assert sum(one.mix for one in found) == 45


def test_a_balance_has_no_cases_to_divide_by() -> None:
    [found] = of_sum([member("a", (100, None, 3), (70, None, 9))], by_cases=False)
    assert found == Contribution("a", Decimal(0), Decimal(0), Decimal(-30))


def test_without_a_denominator_there_is_no_ratio_to_explain() -> None:
    with pytest.raises(ZeroDivisionError):
        of_ratio([member("a", (1, 0), (1, 10))], ONE)


sides = st.tuples(amounts, weights, st.integers(0, 1000))
people = st.lists(st.tuples(sides, sides), min_size=1, max_size=12)


@given(people, st.integers(1, 366), st.integers(1, 366))
def test_contributions_to_a_ratio_add_up_exactly(
    known: list[tuple[tuple[Decimal, Decimal, int], tuple[Decimal, Decimal, int]]], first: int, last: int
) -> None:
    members = [Member(at, Parts(*before), Parts(*after)) for at, (before, after) in enumerate(known)]
    below = [sum((Fraction(side.denominator or 0) for side in one), Fraction()) for one in _sides(members)]
    assume(all(below))
    above = [sum((Fraction(side.numerator) for side in one), Fraction()) for one in _sides(members)]
    values = [_value(first * above[0] / below[0]), _value(last * above[1] / below[1])]
    found = of_ratio(members, (Decimal(first), Decimal(last)))
    assert sum((one.total for one in found), Decimal(0)) == values[1] - values[0]


@given(people, st.booleans())
def test_contributions_to_a_sum_add_up_exactly(
    known: list[tuple[tuple[Decimal, Decimal, int], tuple[Decimal, Decimal, int]]], by_cases: bool
) -> None:
    members = [
        Member(at, Parts(before[0], None, before[2]), Parts(after[0], None, after[2]))
        for at, (before, after) in enumerate(known)
    ]
    change = sum((m.after.numerator - m.before.numerator for m in members), Decimal(0))
    found = of_sum(members, by_cases=by_cases)
    assert sum((one.total for one in found), Decimal(0)) == change


@given(people)
def test_what_a_member_adds_to_a_sum_is_its_own_change(
    known: list[tuple[tuple[Decimal, Decimal, int], tuple[Decimal, Decimal, int]]],
) -> None:
    members = [
        Member(at, Parts(before[0], None, before[2]), Parts(after[0], None, after[2]))
        for at, (before, after) in enumerate(known)
    ]
    for one, found in zip(members, of_sum(members, by_cases=True), strict=True):
        own = one.after.numerator - one.before.numerator
        assert abs(found.total - own) <= Decimal(4).scaleb(-PLACES), "rounding alone may move it"


def _sides(members: list[Member]) -> tuple[list[Parts], list[Parts]]:
    return [one.before for one in members], [one.after for one in members]


def _value(exact: Fraction) -> Decimal:
    """As a figure keeps it: divided with 28 digits, rounded half up to 10 places."""
    number = Context(prec=60).divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return number.quantize(Decimal(1).scaleb(-PLACES), rounding=ROUND_HALF_UP)
