"""The sign-in page: streamlit-authenticator's form over our own accounts.

Only the form is used. Its cookie can be read by scripts, cannot be revoked and survives a change of the
password; its memory of failures is a dictionary. So both are replaced by what `domain.access` keeps.
"""

import secrets
from typing import Any

import streamlit as st

from domain.access.authentication import authenticate
from domain.core.clock import now
from domain.core.errors import DomainError, Missing
from ui.authenticator import Authenticate, AuthenticationController
from ui.front_door import NOTICE, enter, open_page, wanted_address
from ui.language import CHOICE, _, say
from ui.session import LEFT, address, door


class Accounts:
    """What the form asks whether name and password fit; remembers the answer."""

    code: str | None = None
    refusal: DomainError | None = None

    def login(self, username: str, password: str, *_: object, **__: object) -> bool:
        """True when they fit."""
        try:
            if not (username and password):
                raise Missing(field_name="field.username" if not username else "field.password")
            self.code = authenticate(
                username, password, address=address(), door=door(), wanted=_wanted(), now=now(),
                language=st.session_state.get(CHOICE) or "",
            )  # fmt: skip
        except DomainError as refusal:
            self.refusal = refusal
        return self.code is not None


class NoCookie:
    """The form's own cookie: there is none."""

    def get_cookie(self) -> None:
        """Nobody is recognised by it."""

    def set_cookie(self) -> None:
        """Nobody gets one."""


class Form(Authenticate):  # type: ignore[misc]  # the package has no types
    """The form alone. The constructor of the package would mount its cookie into the page."""

    def __init__(self, accounts: Accounts) -> None:
        self.attrs: dict[str, Any] = {"login_sleep_time": 0}
        self.path = None
        self.cookie_controller = NoCookie()
        self.authentication_controller = AuthenticationController(
            {"usernames": {}}, secret_key=secrets.token_hex(32)
        )
        self.authentication_controller.authentication_model = accounts


def show() -> None:
    """Draw the page under whatever address was asked for; afterwards the browser returns there."""
    open_page(_("Sign in"), _draw)


def _draw() -> None:
    accounts = Accounts()
    place = st.empty()
    with place.container():
        _notice()
        Form(accounts).login(
            fields={
                "Form name": _("Sign in"),
                "Username": _("User name"),
                "Password": _("Password"),
                "Login": _("Sign in"),
            },
            key="sign-in",
        )
        if accounts.refusal:
            st.error(say(accounts.refusal), icon=":material/block:")
        st.caption(_("Forgotten the password, or locked out? Your administrator helps."))
    if accounts.code:
        with place.container():
            enter(accounts.code)


def _notice() -> None:
    if st.session_state.get(LEFT):
        st.info(_("You have signed out."), icon=":material/logout:")
    elif st.user.get("session"):
        st.info(_("Your session has ended. Please sign in again."), icon=":material/timer_off:")
    elif st.query_params.get(NOTICE):
        st.info(_("That took too long. Please sign in again."), icon=":material/timer_off:")


def _wanted() -> str:
    return "/" if st.session_state.get(LEFT) else wanted_address()
