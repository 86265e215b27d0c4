"""Promises to pay: what keeps them and who breaks several in a row."""

from datetime import date
from decimal import Decimal

from domain.receivables.promises import MoneyIn, Outcome, Vow, kept_rates, outcomes, streaks

MADE = date(2026, 1, 1)


def vow(key: int, until: int, amount: int = 100, invoice: int | None = None) -> Vow:
    return Vow(key, MADE, date(2026, 1, until), Decimal(amount), invoice)


def money(key: int, on: int, amount: int, **settled: int) -> MoneyIn:
    parts = {int(name.removeprefix("i")): Decimal(part) for name, part in settled.items()}
    return MoneyIn(key, date(2026, 1, on), Decimal(amount), parts)


def test_c24_a_promise_kept_in_part_is_not_kept_but_its_part_counts() -> None:
    fallen_due = [(Decimal(100), Decimal(100)), (Decimal(50), Decimal(0)), (Decimal(100), Decimal(60))]
    by_count, by_amount = kept_rates(fallen_due)  # the fourth is not due yet
    assert by_count is not None
    assert (round(by_count, 4), by_amount) == (Decimal("0.3333"), Decimal("0.64"))


def test_none_fallen_due_gives_no_rate() -> None:
    assert kept_rates([]) == (None, None)


def test_money_by_the_deadline_keeps_a_promise_and_later_money_does_not() -> None:
    found = outcomes([vow(1, 10), vow(2, 20)], [money(1, 10, 100), money(2, 21, 100)])
    assert found == {1: Outcome(Decimal(100), date(2026, 1, 10)), 2: Outcome(Decimal(0), None)}


def test_no_money_keeps_two_promises() -> None:
    found = outcomes([vow(1, 10), vow(2, 12)], [money(1, 9, 150)])
    assert [found[key].amount for key in (1, 2)] == [100, 50]
    assert found[2].kept_on is None


def test_a_promise_for_an_invoice_is_kept_by_what_settled_that_invoice() -> None:
    found = outcomes([vow(1, 10, invoice=7), vow(2, 10)], [money(1, 5, 100, i8=100), money(2, 6, 60, i7=60)])
    assert (found[1].amount, found[1].kept_on) == (Decimal(60), None)
    assert (found[2].amount, found[2].kept_on) == (Decimal(100), date(2026, 1, 5))


def test_a_streak_begins_after_the_second_broken_deadline_and_ends_with_a_kept_promise() -> None:
    vows = [vow(1, 5), vow(2, 10), vow(3, 15), vow(4, 20)]
    results = {key: Outcome(Decimal(0), None) for key in (1, 2, 3)} | {
        4: Outcome(Decimal(100), date(2026, 1, 18))
    }
    (found,) = streaks(vows, results)
    assert (found.key, found.begins, found.ends) == (2, date(2026, 1, 11), date(2026, 1, 18))


def test_one_broken_promise_between_kept_ones_is_no_streak() -> None:
    broken, kept = Outcome(Decimal(0), None), Outcome(Decimal(100), date(2026, 1, 2))
    assert list(streaks([vow(1, 5), vow(2, 6), vow(3, 7)], {1: broken, 2: kept, 3: broken})) == []
