"""How hard to ask for money, and when again."""

from datetime import date

from domain.receivables.dunning import arrears, dunning_level, is_dunned, may_run_again


def test_c18_the_level_rises_with_the_days_overdue() -> None:
    days = (-3, 0, 1, 14, 15, 29, 30, 59, 60, 89, 90, 400)
    assert [dunning_level(count) for count in days] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_c19_nobody_hears_from_us_again_within_the_interval() -> None:
    last = date(2025, 3, 1)
    assert [may_run_again(last, date(2025, 3, day)) for day in (14, 15)] == [False, True]


def test_c20_days_of_grace_count_as_no_arrears() -> None:
    due, on = date(1997, 3, 12), date(1997, 3, 13)
    assert (arrears(due, on, grace=3), is_dunned(due, on, grace=3)) == (0, False)
    assert (arrears(due, on, grace=0), is_dunned(due, on, grace=0)) == (1, True)
