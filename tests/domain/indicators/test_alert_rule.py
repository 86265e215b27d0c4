"""When an alert opens and closes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.alert_rule import Episode, episodes, open_after_each
from domain.indicators.status import Status

G, A, R, N, U = Status.GREEN, Status.AMBER, Status.RED, Status.NO_DATA, Status.UNRATED


def test_b05_an_alert_closes_after_two_better_periods_in_a_row() -> None:
    assert open_after_each([G, R, G, R, G, G]) == [False, True, True, True, True, False]


def test_a_red_that_falls_to_amber_stays_open() -> None:
    assert open_after_each([R, A, A, A]) == [True] * 4
    assert episodes([R, A, A]) == (Episode(0, None, worst=R, latest=A),)


def test_an_amber_that_worsens_is_the_same_alert() -> None:
    assert episodes([A, R, G, G]) == (Episode(0, 3, worst=R, latest=R),)


def test_periods_without_data_or_colour_open_nothing() -> None:
    assert open_after_each([N, U, G]) == [False] * 3


def test_periods_without_data_are_no_sign_of_recovery() -> None:
    assert open_after_each([R, N, N, N]) == [True] * 4
    assert open_after_each([R, G, N, G]) == [True] * 4
    assert open_after_each([R, G, U, G, G]) == [True, True, True, True, False]


def test_a_breach_after_closing_opens_another_alert() -> None:
    assert episodes([R, G, G, A]) == (Episode(0, 2, R, R), Episode(3, None, A, A))


statuses = st.lists(st.sampled_from(Status), max_size=40)


@given(statuses)
def test_there_are_never_two_open_alerts(series: list[Status]) -> None:
    found = episodes(series)
    assert all(episode.closed_at is not None for episode in found[:-1])
    assert all(one.closed_at < other.opened_at for one, other in pairwise(found) if one.closed_at)
    assert bool(found and found[-1].closed_at is None) == bool(series and open_after_each(series)[-1])


@given(statuses)
def test_every_breach_lies_within_an_alert(series: list[Status]) -> None:
    states = open_after_each(series)
    assert all(state for status, state in zip(series, states, strict=True) if status.breached)
