"""Who sits there is asked once a run; everything outside the run asks again."""

import pytest

from domain.access.signed_in import SignedIn
from domain.core.errors import NotSignedIn
from tests.factories import an_actor
from ui.session import current_actor, staying


def test_who_is_there_stands_for_one_run_and_is_asked_again_after_it() -> None:
    actor = an_actor()
    who = SignedIn("hash", 1, "gm", "en", must_change_password=False, actor=actor)
    with staying(who):
        assert current_actor() is actor
    with pytest.raises(NotSignedIn):
        current_actor()


def test_an_error_while_drawing_leaves_nobody_behind() -> None:
    who = SignedIn("hash", 1, "gm", "en", must_change_password=False, actor=an_actor())
    with pytest.raises(RuntimeError), staying(who):
        raise RuntimeError
    with pytest.raises(NotSignedIn):
        current_actor()


def test_whoever_must_choose_a_password_acts_not_even_within_the_run() -> None:
    who = SignedIn("hash", 1, "gm", "en", must_change_password=True, actor=an_actor())
    with staying(who), pytest.raises(NotSignedIn):
        current_actor()
