"""Choosing one's own password: at the first sign-in, before anything else can be opened."""

import streamlit as st

from domain.access.change_password import change_own_password
from domain.access.password import SHORTEST
from domain.access.signed_in import SignedIn
from domain.core.clock import now
from domain.core.errors import DomainError, RuleBroken
from ui.front_door import enter, open_page, wanted_address
from ui.language import _, say
from ui.session import address, door, sign_out


class NotRepeated(RuleBroken):
    """The second typing differs from the first."""

    text = "The two new passwords differ."


def show(who: SignedIn) -> None:
    """Ask for a password of the person's own; the portal opens when it is chosen."""
    open_page(_("Choose a password"), lambda: draw(who))


def draw(who: SignedIn) -> None:
    """The form, for whoever is signed in. Afterwards this browser is signed in anew, all others are out."""
    place = st.empty()
    with place.container():
        code = _ask(who)
        st.button(_("Sign out"), icon=":material/logout:", type="tertiary", on_click=sign_out)
    if code:
        with place.container():
            enter(code)


def _ask(who: SignedIn) -> str | None:
    with st.form("new-password"):
        st.subheader(_("Choose a password"))
        st.caption(
            _(
                "At least {shortest} characters. A short sentence that only you know is best.",
                shortest=SHORTEST,
            )
        )
        present = st.text_input(_("Present password"), type="password", autocomplete="current-password")
        new = st.text_input(_("New password"), type="password", autocomplete="new-password")
        again = st.text_input(_("New password, once more"), type="password", autocomplete="new-password")
        sent = st.form_submit_button(_("Save and continue"), type="primary")
    if not sent:
        return None
    try:
        if new != again:
            raise NotRepeated
        return change_own_password(
            who, present, new, address=address(), door=door(), wanted=wanted_address(), now=now()
        )
    except DomainError as refusal:
        st.error(say(refusal), icon=":material/block:")
        return None
