"""Who sits in front of the screen, asked anew at the beginning of every run and in every callback.

Within one run the answer stands: a session that ends or a right that goes while a page is being drawn counts
from the next press on. What a press does (its callback) always asks for itself.

`st.user` is filled from the session cookie by the server when the browser connects; it holds the hash of
the token. Whether that session still lives, and what the person may do, only the database says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from db.unit_of_work import carry_out
from domain.access import sign_out as leaving
from domain.access.signed_in import SignedIn, signed_in
from domain.core.clock import now
from domain.core.errors import NotSignedIn
from domain.core.permission import Actor
from ui.language import CHOICE

LEFT = "signed-out"
_here: ContextVar[SignedIn | None] = ContextVar("here", default=None)


def present() -> SignedIn | None:
    """Whoever is signed in at this moment, even if they must choose a password first."""
    token_hash = st.user.get("session")
    return signed_in(str(token_hash), now()) if token_hash else None


@contextmanager
def staying(who: SignedIn) -> Iterator[None]:
    """Take it that they sit there for as long as the block draws, so that its parts need not ask again."""
    before = _here.set(who)
    try:
        yield
    finally:
        _here.reset(before)


def current_actor() -> Actor:
    """Whoever acts; NotSignedIn when the session ended or the first password is still to be changed."""
    return _actor(_here.get() or present())


def asked_later() -> Callable[[], Actor]:
    """Who acts, for work that happens after the run and outside it (a download): asked again then."""
    token_hash = str(st.user.get("session") or "")
    return lambda: _actor(signed_in(token_hash, now()) if token_hash else None)


def _actor(who: SignedIn | None) -> Actor:
    if who is None or who.must_change_password:
        raise NotSignedIn
    return who.actor


def sign_out() -> None:
    """Callback of a button: leave in this browser."""
    who = present()
    if who is not None:
        carry_out(who.actor, lambda session: leaving.sign_out(session, who, now()))
    _forget_everything()


def sign_out_everywhere() -> None:
    """Callback of a button: leave in all browsers."""
    who = present()
    if who is not None:
        carry_out(who.actor, lambda session: leaving.sign_out_everywhere(session, who, now()))
    _forget_everything()


def door() -> str:
    """What ties a sign-in to this browser; empty where it takes no cookies."""
    return str(st.user.get("door") or "")


def address() -> str:
    """The network address of the browser, as far as the server can tell."""
    return str(st.context.headers.get("X-Portal-Address") or "")


def _forget_everything() -> None:
    language = st.session_state.get(CHOICE)
    st.session_state.clear()
    st.session_state[LEFT] = True
    if language:
        st.session_state[CHOICE] = language
