"""What a person wants done: one transaction, then one message. The one place where refusals become words."""

import logging
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.errors import DomainError
from ui.language import _, say
from ui.session import current_actor

log = logging.getLogger(__name__)
T = TypeVar("T")
MESSAGES = "messages"
REFUSED = "refused"


@dataclass(frozen=True)
class Message:
    """What to tell at the next drawing."""

    text: str
    icon: str
    stays: bool = False
    """Until the next action, not for seconds: something to read or to copy."""


@dataclass(frozen=True)
class Refusal:
    """Why a wish was not carried out, and at which field."""

    text: str
    field: str | None = None


def wish(
    work: Callable[[Session], T], *, done: str | Callable[[T], str] = "", place: str | None = None
) -> T | None:
    """Carry out the work for whoever is signed in *now*; tell what happened.

    `done` says what happened (a sentence already translated, or made from the result). A refusal is shown at
    `place` (see `refusal_at`), or as a message where no place is named. Answers None when refused.
    Call it from a callback, never while something is drawn.
    """
    try:
        result = carry_out(current_actor(), work)
    except DomainError as refusal:
        refuse(Refusal(say(refusal), refusal.field), place)
        return None
    except Exception:  # noqa: BLE001  whatever went wrong, the person gets an id and the log the rest
        refuse(Refusal(report()), place)
        return None
    if place:
        st.session_state.pop(f"{REFUSED}:{place}", None)
    if text := done if isinstance(done, str) else done(result):
        tell(text)
    return result


def tell(text: str, icon: str = ":material/check_circle:", *, stays: bool = False) -> None:
    """Say something at the next drawing."""
    st.session_state.setdefault(MESSAGES, []).append(Message(text, icon, stays))


def refuse(refusal: Refusal, place: str | None) -> None:
    """Keep a refusal for its place, or say it as a message."""
    if place:
        st.session_state[f"{REFUSED}:{place}"] = refusal
    else:
        tell(refusal.text, ":material/block:")


def refusal_at(place: str) -> Refusal | None:
    """Why the last wish of this place was refused, if it was."""
    kept: Refusal | None = st.session_state.get(f"{REFUSED}:{place}")
    return kept


def forget_refusal(place: str) -> None:
    """The person gave up or starts again."""
    st.session_state.pop(f"{REFUSED}:{place}", None)


def show_refusal(place: str, but: frozenset[str] = frozenset()) -> None:
    """Draw the refusal of this place, unless it belongs to one of the fields that show it themselves."""
    refusal = refusal_at(place)
    if refusal and refusal.field not in but:
        st.error(refusal.text, icon=":material/block:")


def show_messages() -> None:
    """Draw what is to be told."""
    for message in st.session_state.pop(MESSAGES, []):
        if message.stays:
            st.success(message.text, icon=message.icon)
        else:
            st.toast(message.text, icon=message.icon, duration="long")


def report() -> str:
    """Inside an `except`: log what happened under a number; the sentence that names the number."""
    reference = secrets.token_hex(4)
    log.error("unexpected error %s", reference, exc_info=sys.exception())
    return _(
        "Something went wrong; nothing was saved. Tell your administrator this number: {reference}.",
        reference=reference,
    )
