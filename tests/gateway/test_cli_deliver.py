"""`neikong deliver`: one round, and what came of it."""

from tests.gateway.command import Neikong


def test_a_round_without_anything_due_says_so(database: str, neikong: Neikong) -> None:
    done = neikong("deliver")
    assert (done.code, done.out) == (0, "Sent: 0. Failed, to be tried again: 0.\n")
