"""When claims become time-barred, and what is watched before."""

from datetime import date
from decimal import Decimal

from domain.receivables.limitation import Urgency, limitation_date, urgency, watches
from domain.receivables.limitation_watch import changes

DUE = date(2023, 6, 30)


def test_c21_an_interruption_starts_three_years_anew() -> None:
    expires = limitation_date(DUE, [date(2024, 5, 20)])
    left = (expires - date(2027, 3, 1)).days
    assert (expires, left, urgency(left)) == (date(2027, 5, 20), 80, Urgency.RED)


def test_the_limits_belong_to_the_more_urgent_side() -> None:
    assert [urgency(days) for days in (90, 91, 180, 181)] == [
        Urgency.RED, Urgency.AMBER, Urgency.AMBER, Urgency.GREEN,
    ]  # fmt: skip


def test_what_is_done_too_early_or_too_late_interrupts_nothing() -> None:
    assert limitation_date(DUE) == date(2026, 6, 30)
    assert limitation_date(DUE, [date(2023, 6, 29), date(2026, 7, 1)]) == date(2026, 6, 30)
    assert limitation_date(DUE, [date(2026, 6, 30)]) == date(2029, 6, 30)


def test_a_leap_day_is_barred_on_the_last_of_february() -> None:
    assert limitation_date(date(2024, 2, 29)) == date(2027, 2, 28)


def test_an_interruption_ends_the_watch_and_begins_a_later_one() -> None:
    first, second = watches(DUE, [date(2026, 3, 1)])
    assert (first.begins, first.pressing, first.ends) == (
        date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 1),
    )  # fmt: skip
    assert (second.begins, second.ends, second.expires) == (date(2028, 9, 2), None, date(2029, 3, 1))


def test_on_watch_is_what_was_open_on_each_day() -> None:
    (watch,) = watches(DUE, [])
    paid = [
        (date(2024, 1, 1), Decimal(300)),
        (date(2026, 2, 1), Decimal(200)),
        (date(2026, 5, 1), Decimal(500)),
    ]
    assert list(changes(Decimal(1000), paid, watch)) == [
        (date(2026, 1, 1), Decimal(700), Decimal(0)),
        (date(2026, 2, 1), Decimal(-200), Decimal(0)),
        (date(2026, 4, 1), Decimal(0), Decimal(500)),
        (date(2026, 5, 1), Decimal(-500), Decimal(-500)),
    ]


def test_what_was_paid_before_the_watch_is_never_on_it() -> None:
    (watch,) = watches(DUE, [])
    assert list(changes(Decimal(100), [(date(2025, 1, 1), Decimal(100))], watch)) == []


def test_an_interruption_takes_all_off_the_watch() -> None:
    first, _ = watches(DUE, [date(2026, 5, 1)])
    assert [amount for _, amount, _ in changes(Decimal(100), [], first)] == [100, 0, -100]
