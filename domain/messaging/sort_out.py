"""Of what was taken in hand: what is still to be told, to which address, in which language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.core.clock import business_date
from domain.core.language import say
from domain.messaging.dispatch import Dispatch
from domain.messaging.letter import Letter, write_letter
from domain.messaging.outbox import dropped, put_back
from domain.messaging.reach import Way, Wishes
from domain.messaging.wishes import wishes_of_one


@dataclass(frozen=True)
class Parcel:
    """One message with its address, ready to be sent."""

    dispatches: Sequence[Dispatch]
    letter: Letter
    address: str
    """A mail address or the whole address of a channel; empty: there is none (any more)."""
    name: str
    """Of the person or the group."""
    wishes: Wishes
    unreadable: str = ""
    """Why the address of the channel cannot be read, in English as the log keeps it."""

    @property
    def ids(self) -> list[int]:
        """Of its dispatches."""
        return [dispatch.id for dispatch in self.dispatches]


def sort_out(session: Session, taken: Sequence[Dispatch], now: datetime) -> Parcel | None:
    """The parcel; None if nothing is left to be sent now.

    What was read in the inbox meanwhile, or may not be seen any more, is dropped; what falls into quiet
    hours is put back.
    """
    wishes = Wishes() if taken[0].user_id is None else wishes_of_one(session, taken[0].user_id)
    needed = _needed(session, taken, now)
    dropped(session, [one.id for one in taken if one not in needed])
    quiet_until = wishes.after_quiet(now)
    later = [one for one in needed if quiet_until > now and not one.occasion.urgent]
    put_back(session, [one.id for one in later], quiet_until)
    ready = [one for one in needed if one not in later]
    return _parcel(ready, wishes) if ready else None


def _needed(session: Session, taken: Sequence[Dispatch], now: datetime) -> Sequence[Dispatch]:
    user_id, channel = taken[0].user_id, taken[0].channel
    if channel is not None and channel.archived_at is not None:
        return ()
    if user_id is None:
        return taken
    actor = working_actors(session, business_date(now), [user_id]).get(user_id)
    if actor is None:
        return ()
    return [one for one in taken if one.notice.read_at is None and one.notice.link.open_to(actor)]


def _parcel(ready: Sequence[Dispatch], wishes: Wishes) -> Parcel:
    first, notices = ready[0], [one.notice for one in ready]
    user, channel = first.user, first.channel
    language = user.language if user is not None else (channel.language if channel is not None else "")
    address, unreadable = "", ""
    if first.way is Way.MAIL:
        address = user.person.email if user is not None and user.person is not None else ""
    elif channel is not None:
        refusal = channel.unreadable
        unreadable = say(refusal, "en") if refusal is not None else ""
        address = "" if refusal is not None else channel.address_of(wishes.chat_name)
    name = user.display_name if user is not None else channel.name if channel is not None else ""
    letter = write_letter(notices, str(language or ""))
    return Parcel(ready, letter, address.strip(), name, wishes, unreadable)
